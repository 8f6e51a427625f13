// ── Margin and map ───────────────────────────────────────────────────────────────────────────────

/** Where a passage stands; a folded one stands where what folds it does. */
const placeOf = ({ marks: [mark] }) => boxOf(mark);
const boxOf = (element) => element.getClientRects()[0] ?? boxOf(element.parentElement);

/**
 * Puts the margin notes beside their passages and pushes them apart; the active one keeps its
 * place, and what it pushes over the upper edge is not seen while it is on show. Where there
 * are more notes than text, each shrinks to its heading. Measures before it writes: linear.
 */
function arrange() {
  const { host, section, order } = page;
  host.style.minHeight = '';
  host.classList.remove('ae-dense');
  if (!root.classList.toggle('ae-margin', inMargin())) return;
  const frame = host.getBoundingClientRect();
  const rows = order.filter((note) => note.shown).map((note) => ({ note, want: Math.max(0, placeOf(note).top - frame.top) }));
  const measure = () => rows.reduce((sum, row) => sum + (row.tall = row.note.article.offsetHeight + 2 * GAP), 0);
  if (measure() > section.getBoundingClientRect().top - frame.top) {
    host.classList.add('ae-dense');
    measure();
  }
  rows.sort((a, b) => a.want - b.want);
  const down = (from) => {
    let y = 0;
    for (const row of rows.slice(from)) {
      row.y = Math.max(row.want, y);
      y = row.y + row.tall;
    }
    host.style.minHeight = `${y}px`;
  };
  down(0);
  const active = rows.findIndex(({ note }) => note === open?.note);
  if (active >= 0) {
    down(active);
    for (let i = active; i--; ) rows[i].y = Math.min(rows[i].y, rows[i + 1].y - rows[i].tall);
    const [line] = open.mark.getClientRects();
    const side = open.note.article.getBoundingClientRect();
    open.note.article.style.setProperty('--ae-wire', `${Math.max(side.left - line.right, line.left - side.right)}px`);
  }
  for (const { note, y } of rows) {
    note.article.style.top = `${y}px`;
    note.article.style.visibility = y < 0 ? 'hidden' : '';
  }
}

/** Draws the notes' places along the edge: one path a kind, however many notes. */
function chart() {
  const { host, section, order, map } = page;
  const { top } = host.getBoundingClientRect();
  const tall = section.getBoundingClientRect().top - top;
  const strokes = {};
  for (const note of order) {
    const { kind } = note.article.dataset;
    note.y = ((placeOf(note).top - top) / tall) * 1000;
    if (note.shown) strokes[kind] = `${strokes[kind] ?? ''}M0 ${note.y | 0}h9`;
  }
  const paths = Object.keys(strokes).map((kind) => `<path class="ae-${kind}" d="${strokes[kind]}"/>`);
  map.innerHTML = `<svg viewBox="0 0 9 1000" preserveAspectRatio="none">${paths.join('')}</svg>`;
}

/** Puts all that stands beside words where they are now. */
function settle() {
  if (!page) return;
  // The window has become too narrow for the margin, or wide enough.
  if (root.classList.contains('ae-margin') !== inMargin()) close();
  arrange();
  chart();
  if (open && !inMargin()) place();
}
const sizes = new ResizeObserver(settle);

/** Settles before the next picture, when the browser has laid out the page anyway. */
function settleSoon() {
  sizes.disconnect();
  sizes.observe(document.body);
}
// A window that only gets higher or lower leaves the body as it is.
addEventListener('resize', () => touch || settleSoon());
