// ── Pointer and focus ────────────────────────────────────────────────────────────────────────────

// Milliseconds: for how long a pointer rests on words before it means them, and off them.
const OPEN_AFTER = 300;
const CLOSE_AFTER = 250;
let timer;
// Starts the pending decision's time anew.
let again;
// Where the pointer is, and where it set out from for the card.
let at = {};
let left = at;
// When an address was last followed.
let arrived;
// Words whose card was sent away while the pointer stayed on them.
let dismissed;
let touch = false;

function schedule(decision, delay) {
  again = () => {
    clearTimeout(timer);
    timer = setTimeout(decision, delay);
  };
  again();
}

/** Whether the pointer is in the wedge between the words it left and the near edge of the card. */
function onTheWay() {
  const box = page.card.getBoundingClientRect();
  // 0 at the words, 1 at the card.
  const part = (at.y - left.y) / ((box.top > left.y ? box.top : box.bottom) - left.y);
  const edge = (side) => left.x + (box[side] - left.x) * part;
  return part >= 0 && part <= 1 && at.x >= edge('left') - 12 && at.x <= edge('right') + 12;
}

addEventListener('pointermove', ({ clientX, clientY }) => {
  at = { x: clientX, y: clientY };
  if (open && !open.pinned && onTheWay()) again?.();
});

addEventListener('pointerover', ({ target, pointerType }) => {
  if (!page || pointerType === 'touch') return;
  const found = noteAt(target);
  if (found?.mark !== dismissed) dismissed = 0;
  clearTimeout(timer);
  again = null;
  if (open && (inside(target) || found?.note === open.note)) return;
  if (found && !dismissed && !open?.pinned) {
    schedule(() => {
      touch = false;
      show(found.note, { mark: found.mark, point: at });
    }, OPEN_AFTER);
  } else if (open && !open.pinned && !inMargin() && !(open.focused && document.activeElement === open.note.link)) {
    left = at;
    schedule(close, CLOSE_AFTER);
  }
});

addEventListener('pointerdown', ({ pointerType }) => {
  touch = pointerType === 'touch';
}, true);

addEventListener('focusin', ({ target }) => {
  if (!page || quiet) return;
  const found = target.matches('.ae-link:focus-visible') && noteAt(target);
  if (found) {
    show(found.note, { mark: found.mark, focused: true });
  } else if (open && !inside(target) && !target.closest('.ae-bar')) {
    // Nothing may hide what has the focus. Firefox gives it to the note that an address names after we went there.
    if (target === open.note.article && Date.now() - arrived < 999) follow();
    else close();
  }
});

// Captured, so that it comes before the theme's own handling of links.
addEventListener('click', (event) => {
  const { target, detail } = event;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const control = target.closest('[data-ae]');
  const link = target.closest('a[href]');
  if (control) {
    (ACTIONS[control.dataset.ae] ?? copy)(control);
  } else if (link && !link.matches('.ae-link')) {
    // An address within the page may be the present one: then no event tells of it.
    if (link.hash && link.pathname === location.pathname) setTimeout(follow);
  } else if (page) {
    const found = (link || getSelection().isCollapsed) && noteAt(target);
    const note = inMargin() && noteOf(target.closest('.ae-placed')?.id.slice(5));
    if (found) {
      event.preventDefault();
      event.stopPropagation();
      if (open?.pinned && open.note === found.note) close();
      else {
        show(found.note, { mark: found.mark, point: detail ? at : null, pinned: true });
        // Keyboard and screen reader are taken to the note; the mouse stays where it is.
        if (!detail || touch) focus(inMargin() ? found.note.article : page.card);
      }
    } else if (note) {
      show(note, { pinned: true });
    } else if (open && !inside(target)) {
      close();
    }
  }
}, true);
