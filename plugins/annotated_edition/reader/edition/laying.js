// ── Laying out ───────────────────────────────────────────────────────────────────────────────────

// Milliseconds that nobody notices, on slow devices neither.
const PATIENCE = 4;

/** Has parts of the page laid out whenever the browser is idle, from the last one on. */
function layOut(parts, many) {
  if (!parts.length) return sizes.observe(document.body);
  (window.requestIdleCallback ?? setTimeout)(() => {
    for (const begun = Date.now(); parts.length && Date.now() - begun < PATIENCE; page?.host.offsetHeight)
      for (const { style } of parts.splice(-many)) style.contentVisibility = 'visible';
    layOut(parts, many);
  });
}

/**
 * Begins to lay out what edition.css leaves out while a page loads, so that nobody waits for it;
 * at once if the reader may be taken to a place within the page, which depends on all above it.
 */
function beginLayingOut({ section }) {
  const atOnce = document.readyState === 'complete' || location.hash || inMargin() || performance.getEntriesByType('navigation')[0].type !== 'navigate';
  const parts = root.toggleAttribute('data-laid', atOnce) ? [] : [...section.querySelectorAll('.ae-note, .ae-references li')];
  // Each time the browser looks at all parts: a fixed number of times keeps the work in proportion.
  layOut(parts, Math.ceil(parts.length / 64));
}
