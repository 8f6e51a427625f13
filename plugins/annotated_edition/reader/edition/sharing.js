// ── Sharing ──────────────────────────────────────────────────────────────────────────────────────

/** The row of buttons under a note; live, so that “Copied” is told. */
const actions = (id) => make(
  'div', { class: 'ae-actions', 'data-note': id, 'aria-live': 'polite' }, button('copy_link'), button('copy_citation'),
  make('details', { class: 'ae-more' }, make('summary', {}, t('more')), button('copy_bibtex'), button('copy_csl'), button('copy_fragment')),
);

/** What can be copied, made from what is known of a note. */
const FORMATS = {
  copy_link: ({ url }) => url,
  copy_citation: ({ by, title, site, date, url }) => [by.join(', '), title, site, date, url].filter(Boolean).join('. '),
  copy_bibtex({ id, by, title, site, date, url }) {
    // A brace would end the field, and a backslash begin a command.
    const tex = (text) => text.replace(/[\\{}~^]/g, ' ').replace(/[&%$#_]/g, '\\$&');
    const fields = { author: by.map((name) => `{${tex(name)}}`).join(' and '), title: tex(title), howpublished: tex(site), date, url };
    return `@online{${id}${Object.keys(fields).map((name) => `,\n  ${name} = {${fields[name]}}`).join('')}\n}`;
  },
  copy_csl: ({ id, by, title, site, date, url }) => JSON.stringify([{
    id, type: 'webpage', title, 'container-title': site, URL: url,
    author: by.map((literal) => ({ literal })), issued: { raw: date },
  }]),
  /** An address that browsers take to the words themselves. */
  copy_fragment({ here, marks: [first, ...others] }) {
    const part = (mark, ...range) => encodeURIComponent(mark.textContent.trim().split(/\s+/).slice(...range).join(' ')).replace(/-/g, '%2D');
    const range = new Range();
    range.setStart(page.host, 0);
    range.setEndBefore(first);
    // Browsers take the first place that fits: what stands before the words singles out a later one.
    const before = `${range}`.includes(first.textContent) && first.previousSibling;
    return `${here}#:~:text=${before ? `${part(before, -3)}-,` : ''}${part(first)}${others.length ? `,${part(others.at(-1))}` : ''}`;
  },
};

async function copy(control) {
  const note = noteOf(control.closest('[data-note]').dataset.note);
  const { by = '', date = '' } = note.article.dataset;
  const here = location.origin + location.pathname;
  const text = FORMATS[control.dataset.ae]({
    ...note, by: by.split(',').filter(Boolean), date, here, site: document.title, url: `${here}#note-${note.id}`,
    title: t('note_on', { quote: note.article.querySelector('.ae-quote').textContent }),
  });
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard outside secure pages.
    return prompt(t('copy_by_hand'), text);
  }
  control.textContent = t('copied');
}
