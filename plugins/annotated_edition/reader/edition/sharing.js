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
};

// The rest is fetched by those who want it, and as soon as it is offered: a clipboard waits for nobody.
const more = () => import('./citing.js');
addEventListener('toggle', ({ target }) => target.matches('.ae-more') && more(), true);

async function copy(control) {
  const note = noteOf(control.closest('[data-note]').dataset.note);
  const { by, date = '' } = note.article.dataset;
  const here = location.origin + location.pathname;
  const format = control.dataset.ae;
  const text = (FORMATS[format] ?? (await more())[format])({
    ...note, by: listed(by), date, here, host: page.host, site: document.title, url: `${here}#note-${note.id}`,
    title: t('note_on', { quote: note.article.querySelector('.ae-quote').textContent }),
  });
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard outside secure pages.
    return prompt(t('copy_by_hand'), text);
  }
  control.replaceChildren(make('span', {}, t('copied')));
}
