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
// Until something is pressed: a shared link opens on a phone as a tap would.
let touch = matchMedia('(pointer: coarse)').matches;

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

addEventListener('pointerover', ({ target, pointerType, buttons }) => {
  // With a button down, words are being selected.
  if (!page || buttons || pointerType === 'touch') return;
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

// The link under a mouse's pressed button, and its address.
let pressed;
addEventListener('pointerdown', ({ target, pointerType, button, ctrlKey }) => {
  touch = pointerType === 'touch';
  const link = target.closest('.ae-mark > .ae-link[href]');
  if (touch || button || ctrlKey || !link) return;
  clearTimeout(timer);
  // In a link no selection can begin, and the words of the text are there to be quoted.
  pressed = [link, link.getAttribute('href')];
  link.removeAttribute('href');
}, true);
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(end, () => {
    pressed?.[0].setAttribute('href', pressed[1]);
    pressed = null;
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
  // What tabs are switched by is clicked by scripts too.
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || target.matches('input')) return;
  const control = target.closest('[data-ae]');
  const link = target.closest('a[href]');
  if (control) {
    (ACTIONS[control.dataset.ae] ?? copy)(control);
  } else if (link && !link.matches('.ae-link')) {
    if (link.hash && link.pathname === location.pathname) {
      // The theme made addresses absolute while another filter held, or none.
      if (!link.search || link.matches('[class^=ae-]')) link.search = location.search;
      // The address may be the present one: then no event tells of it.
      setTimeout(follow);
    }
  } else if (page) {
    const found = noteAt(target);
    const note = inMargin() && noteOf(target.closest('.ae-placed')?.id.slice(5));
    if (found) {
      event.preventDefault();
      event.stopPropagation();
    }
    // A mouse that selected words meant no more than that.
    if (found && (!detail || touch || getSelection().isCollapsed)) {
      if (open?.pinned && open.note === found.note) close();
      else {
        show(found.note, { mark: found.mark, point: detail ? at : null, pinned: true });
        // Keyboard and screen reader are taken to the note; the mouse stays where it is.
        focus(detail && !touch ? found.note.link : inMargin() ? found.note.article : page.card);
      }
    } else if (note) {
      show(note, { pinned: true });
    } else if (open && !inside(target)) {
      close();
    }
  }
}, true);
