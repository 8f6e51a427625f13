// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────

// On the window and captured: Material binds n and p to pages.
addEventListener('keydown', (event) => {
  const { target, key, code } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(':modal')) return;
  const tools = target.closest('.ae-tools[open]');
  if (key === 'Escape' && open) {
    dismissed = open.mark;
    close();
  } else if (key === 'Escape' && tools) {
    tools.open = false;
    tools.firstChild.focus();
  } else if (key === 'Tab' && page?.card.contains(target)) {
    // Beyond either end of the card are the words again.
    const stops = [...page.card.querySelectorAll('a, button, summary')].filter((stop) => stop.checkVisibility());
    if (target !== stops.at(event.shiftKey ? 0 : -1) && !(event.shiftKey && target === page.card)) return;
    focus(open.note.link);
  } else {
    if (!page || target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select')) return;
    // On a keyboard of another script, the place of the key counts.
    const action = { n: 'next', p: 'previous', '?': 'keys' }[key > '~' ? code.slice(3).toLowerCase() : key];
    if (!action) return;
    // Switched off, they are not left to the theme either, which would leave the page.
    if (prefs.keys) ACTIONS[action]();
  }
  event.preventDefault();
  event.stopPropagation();
}, true);
