// ── Moving about ─────────────────────────────────────────────────────────────────────────────────

/** Opens whatever folds an element away, from the outside: the theme reads the names of tabs as they are shown. */
function unfold(element) {
  if (!element) return;
  const { parentElement: around } = element;
  unfold(around);
  // Of folds and dialogs.
  if ('open' in element) element.open = true;
  // Until it is found: what else is hidden holds no words of the text.
  element.hidden = false;
  // A click, for the theme hears of nothing else.
  if (element.matches('.tabbed-block')) around.parentElement.children[[...around.children].indexOf(element)].click();
}

/** Goes to the words of a note and, unless told otherwise, opens its card. */
function go(note, card = true) {
  const { article, link } = note;
  // An open card stays, with whatever the reader unfolded in it.
  const stays = card && open?.note === note;
  if (!stays) close();
  if (!note.shown) ACTIONS.reset();
  // The last first: where only one of several can be open, it is that of the first words.
  for (const mark of [...note.marks].reverse()) unfold(mark);
  const words = note.marks[0] ?? article;
  const { top, bottom } = words.getBoundingClientRect();
  if (top < 100 || bottom > innerHeight * 0.6) words.scrollIntoView({ block: link ? 'center' : 'start', behavior: 'instant' });
  focus(link ?? article);
  if (link && card) show(note, { pinned: true });
  if (stays) settle();
}

/** The next note (1) or the one before (-1), from the open one or from what is on the screen. */
function step(by) {
  const order = page.order.filter((note) => note.shown);
  let index = order.indexOf(open?.note ?? noteAt(document.activeElement)?.note);
  if (index < 0) {
    const below = order.findIndex((note) => placeOf(note).top > 60);
    index = below < 0 ? order.length : below;
    if (by > 0) index -= 1;
  }
  if (order.length) go(order.at((index + by) % order.length));
}

/** Does what the address asks for: `#note-<id>` opens a note, `#passage-<id>` goes to its words. */
function follow() {
  arrived = Date.now();
  const [, what, id] = /^#(note|passage)-(.+)/.exec(location.hash) ?? [];
  if (noteOf(id)) go(noteOf(id), what === 'note');
  else if (page) close();
}
addEventListener('hashchange', follow);
