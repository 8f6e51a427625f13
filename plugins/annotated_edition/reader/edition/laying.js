// ── Laying out ───────────────────────────────────────────────────────────────────────────────────

/**
 * Has laid out what edition.css leaves out while a page loads, once it has loaded: from then on
 * its text can be asked for. At once if the reader may be taken to a place within the page, which
 * depends on all above it.
 */
function layOut() {
  const atOnce = document.readyState === 'complete' || location.hash || inMargin() || performance.getEntriesByType('navigation')[0].type !== 'navigate';
  const laid = () => root.setAttribute('data-laid', '');
  if (atOnce) laid();
  else addEventListener('load', laid, { once: true });
}
