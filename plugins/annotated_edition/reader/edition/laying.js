// ── Laying out ───────────────────────────────────────────────────────────────────────────────────

/** Has parts of the page laid out, from the last one on, in as many frames as keep each short. */
function layOut(parts, many) {
  for (const { style } of parts.splice(-many)) style.contentVisibility = 'visible';
  if (parts.length) requestAnimationFrame(() => layOut(parts, many));
  else sizes.observe(document.body);
}

/**
 * Begins to lay out what edition.css leaves out while a page loads; at once if the reader may be
 * taken to a place within the page, which depends on all above it.
 */
function beginLayingOut({ section }) {
  const atOnce = document.readyState === 'complete' || location.hash || inMargin() || performance.getEntriesByType('navigation')[0].type !== 'navigate';
  const parts = root.toggleAttribute('data-laid', atOnce) ? [] : [...section.querySelectorAll('.ae-note, .ae-references li')];
  // In every frame the browser looks at all parts: a fixed number keeps the work in proportion.
  layOut(parts, Math.ceil(parts.length / 16));
}
