// ── Filters, the same for notes and for listings ─────────────────────────────────────────────────

const FACETS = ['kind', 'rating', 'claimant', 'by', 'document', 'type'];
// What is filtered on this page: items, options, tools, status, after.
let scopes;

/**
 * A fold with checkboxes for whatever tells the items apart.
 * An item's `data-<facet>` holds its values and `data-<facet>-label` their names, each on a line
 * of its own.
 */
function filterable(elements, after, summary, ...first) {
  const items = elements.map((element) => ({ element, values: {} }));
  const options = {};
  const groups = [];
  for (const facet of FACETS) {
    const names = { __proto__: null };
    for (const { element: { dataset }, values } of items) {
      const labels = listed(dataset[`${facet}Label`]);
      values[facet] = listed(dataset[facet]);
      values[facet].forEach((value, i) => { names[value] = labels[i] ?? value; });
    }
    const all = Object.entries(names);
    if (all.length < 2) continue;
    options[facet] = names;
    groups.push(make(
      'fieldset', {}, make('legend', {}, t(`facet_${facet}`)),
      ...all.map(([value, name]) =>
        checkbox({ name: facet, value }, false, make('bdi', { class: facet === 'kind' ? `ae-${value}` : '', [`data-${facet}`]: value }, name), make('span', { class: 'ae-count' }))),
    ));
  }
  const status = make('p', { role: 'status' });
  const tools = make('details', { class: 'ae-tools' }, make('summary', {}, summary),
    make('div', { class: 'ae-panel' }, ...first, ...groups, make('footer', {}, status, button('reset'))));
  scopes.push({ items, options, tools, status, after });
  return tools;
}

/** Brings items, boxes and counts in line with the address. */
function apply({ items, options, tools, status, after }) {
  const query = new URL(location).searchParams;
  const facets = Object.keys(options);
  const counts = {};
  let shown = 0;
  for (const item of items) {
    const misses = facets.filter((facet) => {
      const chosen = query.getAll(facet).filter((value) => options[facet][value]);
      return chosen.length && !item.values[facet].some((value) => chosen.includes(value));
    });
    shown += item.shown = !misses.length;
    // An option counts what it would show: items that no other facet leaves out.
    for (const facet of facets)
      if (misses.every((miss) => miss === facet))
        for (const value of item.values[facet]) counts[facet + value] = (counts[facet + value] ?? 0) + 1;
  }
  for (const input of tools.querySelectorAll('[name]')) {
    const count = input.parentElement.querySelector('.ae-count');
    input.checked = query.getAll(input.name).includes(input.value);
    if (count) count.textContent = counts[input.name + input.value] ?? 0;
  }
  status.replaceChildren(make('span', {}, t('shown', { n: items.length, shown })));
  tools.classList.toggle('ae-filtered', shown < items.length);
  after(items, query.has('text'));
}

/** Puts values in the place of others in the address, so that a link shares what is shown. */
function address(names, values = []) {
  const url = new URL(location);
  for (const name of names) url.searchParams.delete(name);
  for (const { name, value } of values) url.searchParams.append(name, value);
  history.replaceState(history.state, '', url);
  scopes.forEach(apply);
}

addEventListener('change', ({ target }) => {
  const { name, checked, dataset: { pref } } = target;
  if (pref) {
    prefs[pref] = checked;
    try {
      localStorage.setItem('ae-prefs', JSON.stringify(prefs));
    } catch {}
    settle();
  } else if (target.closest('.ae-tools')) {
    address([name], target.closest('.ae-tools').querySelectorAll(`[name=${name}]:checked`));
  }
});

/** Shows and hides notes in the text. */
function filterNotes(items, textOnly) {
  close();
  for (const { element, shown } of items) {
    const note = noteOf(element.id.slice(5));
    const { link, tail } = note;
    note.shown = shown && !textOnly;
    element.hidden = !shown;
    if (tail) tail.hidden = !note.shown;
    // Without its address a link is neither a tab stop nor told as a link.
    for (const [name, value] of [['href', `#note-${note.id}`], ['role', 'doc-noteref']])
      if (note.shown) link?.setAttribute(name, value);
      else link?.removeAttribute(name);
  }
  for (const mark of page.marks) mark.className = `ae-mark ae-${notesOn(mark)[0]?.article.dataset.kind ?? 'off'}`;
  settleSoon();
}
