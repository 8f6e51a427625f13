// ── The card ─────────────────────────────────────────────────────────────────────────────────────

/** Whether an element belongs to what is on show. */
const inside = (element) =>
  page.card.contains(element) || (inMargin() && open.notes.some((note) => note.article.contains(element)));

/** Shows a note, together with every other note on the same words. */
function show(note, { mark = note.marks[0], point, pinned = false, focused } = {}) {
  if (open?.note === note && open.mark === mark) {
    open.pinned ||= pinned;
  } else {
    close();
    open = { note, notes: notesOn(mark), mark, point, pinned, focused };
    light(true);
    if (inMargin()) {
      for (const { article, id } of open.notes) {
        article.classList.add('ae-active');
        article.append(actions(id));
      }
      arrange();
    } else {
      fill();
      place();
    }
  }
  page.card.classList.toggle('ae-pinned', open.pinned);
}

/** Takes away what is on show; focus that was in it goes back to the words. */
function close() {
  clearTimeout(timer);
  if (!open) return;
  const { note, notes } = open;
  const held = inside(document.activeElement);
  light(false);
  for (const { article } of notes) {
    if (article.classList.contains('ae-active')) article.lastChild.remove();
    article.classList.remove('ae-active');
    article.style.setProperty('--ae-wire', 0);
  }
  open = null;
  page.card.classList.remove('ae-open');
  page.card.hidePopover?.();
  if (held) focus(note.link);
  if (inMargin()) arrange();
}

function light(on) {
  for (const { marks } of open.notes) for (const mark of marks) mark.classList.toggle('ae-lit', on);
}

let quiet = false;
/** Moves focus without what focus sets off. */
function focus(element) {
  quiet = true;
  element.focus({ preventScroll: true });
  quiet = false;
}

/** Fills the card with copies of the notes; ids stay with the originals. */
function fill() {
  const { card, order } = page;
  const { note, notes } = open;
  const several = notes.length > 1;
  const title = t('notes_here', { n: notes.length });
  card.setAttribute('aria-label', title);
  card.replaceChildren(
    make(
      'header', { class: 'ae-card-head' }, make('span', {}, several ? title : ''),
      button('previous', '‹'), make('span', {}, t('position', { i: order.indexOf(note) + 1, n: order.length })), button('next', '›'), button('close', '×'),
    ),
    ...notes.map((one) => {
      const copy = one.article.cloneNode(true);
      for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
      copy.classList.toggle('ae-current', several && one === note);
      copy.append(actions(one.id));
      return copy;
    }),
  );
  card.classList.toggle('ae-several', several);
  card.classList.add('ae-open');
  card.showPopover?.();
}

/**
 * Places the card next to the line under the pointer and never over the words: beside all
 * fragments of its notes if there is room, else beside this fragment, else beside the line.
 */
function place() {
  const { card } = page;
  const { note, notes, mark, point } = open;
  card.classList.toggle('ae-sheet', touch);
  card.style.cssText = '';
  if (touch) {
    const { top } = mark.getBoundingClientRect();
    const { bottom } = note.marks.at(-1).getBoundingClientRect();
    const over = bottom + GAP - card.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: Math.min(over, top - 60), behavior: 'instant' });
  } else {
    const { clientWidth: width, clientHeight: height } = root;
    const { offsetWidth: across, offsetHeight: tall } = card;
    const boxes = (element) => [...element.getClientRects()];
    const lines = boxes(mark);
    const line = lines.find((box) => box.top <= point?.y && point.y <= box.bottom) ?? lines[0];
    let above, below, up, room;
    for (const words of [[note.link, ...notes.flatMap((one) => one.marks)].flatMap(boxes), lines, [line]]) {
      above = Math.min(...words.map((box) => box.top)) - GAP;
      below = Math.max(...words.map((box) => box.bottom)) + GAP;
      const over = above - GAP;
      const under = height - below - GAP;
      // Over the first of several lines the upper side is the near one; a theme's header stands there.
      up = line.bottom + line.height < below ? over >= tall || over > under : under < tall && over > under + 60;
      room = up ? over : under;
      if (room >= Math.min(tall, 80)) break;
    }
    const x = document.body.dir === 'rtl' ? line.right - across : point ? Math.max(line.left, point.x - 40) : line.left;
    card.style.left = `${Math.max(GAP, Math.min(x, width - across - GAP)) + scrollX}px`;
    card.style.setProperty('--ae-room', `${room}px`);
    // In document coordinates the card scrolls with its words; tied by its lower edge it grows away from them.
    if (up) card.style.bottom = `${height - above - scrollY}px`;
    else card.style.top = `${below + scrollY}px`;
  }
  card.scrollTop = (card.querySelector('.ae-current')?.offsetTop ?? 0) - 40;
}
