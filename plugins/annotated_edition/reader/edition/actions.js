// ── What buttons do ──────────────────────────────────────────────────────────────────────────────

const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  close,
  reset: () => address([...FACETS, 'text']),
  /** Sorts a table by the column of its heading; `data-sort` goes before the cell's words. */
  sort({ parentElement: head }) {
    const { tBodies: [body] } = head.closest('table');
    const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
    const { compare } = new Intl.Collator(root.lang, { numeric: true });
    const key = ({ cells }) => cells[head.cellIndex].dataset.sort ?? cells[head.cellIndex].textContent;
    const rows = [...body.rows].sort((a, b) => compare(key(a), key(b)));
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', order);
    body.append(...(order === 'ascending' ? rows : rows.reverse()));
  },
  keys() {
    close();
    const keys = { n: 'next', p: 'previous', '?': 'keys', Esc: 'close', Enter: 'key_enter' };
    const sheet = add(page.host, make(
      'dialog', { class: 'ae-help', 'aria-label': t('keys') }, make('h2', {}, t('keys')),
      ...Object.keys(keys).map((key) => make('p', {}, make('kbd', {}, key), ` ${t(keys[key])}`)),
      checkbox({ 'data-pref': 'keys' }, prefs.keys, t('keys_single')), make('form', { method: 'dialog' }, make('button', {}, t('close'))),
    ));
    sheet.addEventListener('close', () => sheet.remove());
    sheet.showModal();
  },
  /** A click on the map goes to the nearest note. */
  map(control) {
    const edge = control.getBoundingClientRect();
    const far = (note) => Math.abs(note.y - ((at.y - edge.top) / edge.height) * 1000);
    const [near] = page.order.filter((note) => note.shown).sort((a, b) => far(a) - far(b));
    if (near) go(near);
  },
};
