// ── What buttons do ──────────────────────────────────────────────────────────────────────────────

const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  close,
  reset: () => address([...FACETS, 'text']),
  // Few who come to a table sort it.
  sort: async (button) => (await import('./sorting.js')).sort(button),
  keys() {
    close();
    const keys = { n: 'next', p: 'previous', '?': 'keys', Esc: 'close', Enter: 'key_enter' };
    const sheet = add(page.host, make(
      'dialog', { class: 'ae-help', 'aria-labelledby': 'ae-help' }, make('h2', { id: 'ae-help' }, t('keys')),
      ...Object.keys(keys).map((key) => make('p', {}, make('kbd', {}, key), ' ', t(keys[key]))),
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
