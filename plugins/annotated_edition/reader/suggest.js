/*
 * From words that a reader selects to the form for a new note.
 *
 * edition.js fetches this when words are first selected. It reads a page's text as the build does
 * (weaving/rendered.py) and quotes from it as the build would (anchoring/context.py), so that what
 * it fills in stands for the selected words and no others. Offsets are code units.
 */

// ── The text ──────────────────────────────────────────────────────────────────────────────────

// Elements at whose edges the text breaks, and elements that are no text of the page.
const BLOCK = 'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul'.split(' ');
const UNSEEN = 'audio,canvas,datalist,head,iframe,math,noembed,noframes,noscript,object,script,select,style,svg,template,textarea,title,video';
// What the build has put in goes by its class: minifiers take the comments around it away.
const SKIPPED = `${UNSEEN},.ae-tail,.ae-notes,.ae-provenance,.ae-listing,.ae-furniture>summary,.ae-bar,.headerlink,.linenos,[hidden]:not([hidden=until-found i]),[style*="display:none" i],[style*="display: none" i]`;

/** The text between two elements, each run of white space one space, and where a range is in it. */
function read(first, last, range) {
  let text = '';
  let start;
  let end;
  const walk = (node) => {
    if (node.nodeType === 3) {
      if (range.intersectsNode(node)) {
        start ??= text.length + (node === range.startContainer ? range.startOffset : 0);
        end = text.length + (node === range.endContainer ? range.endOffset : node.length);
      }
      text += node.data;
    } else if (node.matches && !node.matches(SKIPPED)) {
      const edge = BLOCK.includes(node.localName) ? '\n' : '';
      text += edge;
      node.childNodes.forEach(walk);
      text += edge;
    }
  };
  for (let node = first; (node = node.nextSibling) !== last;) walk(node);
  const plain = (stop) => text.slice(0, stop).replace(/[^\S\ufeff]+/g, ' ');
  start = plain(start ?? 0).length;
  end = plain(end ?? 0).length;
  text = plain();
  while (text[start] === ' ') start++;
  while (text[end - 1] === ' ') end--;
  return { text, start, end };
}

// ── Borders of words ──────────────────────────────────────────────────────────────────────────

/** A test of what stands on both sides of an offset; within a sign of two code units it holds. */
function at(pattern) {
  const regex = new RegExp(pattern, 'uy');
  return (text, offset) => {
    regex.lastIndex = offset;
    return /[\udc00-\udfff]/.test(text[offset]) || regex.test(text);
  };
}
const both = (set) => `(?<=${set})(?=${set})|(?<=\\p{Nd})(?=[.,٫٬]\\p{Nd})|(?<=\\p{Nd}[.,٫٬])(?=\\p{Nd})`;
// Scripts that write words without spaces between them.
const CONTINUOUS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}';
const LETTER = `(?![${CONTINUOUS}])[\\p{L}\\p{N}`;
const cut = at(both(`${LETTER}]`));
// Accents and soft hyphens go with their letters.
const inWord = at(both(`${LETTER}\\p{M}\xad\u200c\u200d]`));
const noBorder = at(`(?<![ ${CONTINUOUS}])(?![ ${CONTINUOUS}])`);

// ── The selector ──────────────────────────────────────────────────────────────────────────────

/** Quotes a part of a text with the shortest words around it that single it out. */
function quote(text, start, end) {
  const exact = text.slice(start, end);
  // A form loses white space at the ends of an answer, so that beside the words counts for nothing.
  const before = (offset) => offset - (text[offset - 1] === ' ');
  const after = (offset) => offset + (text[offset] === ' ');
  const low = (need) => {
    let from = before(start) - need;
    while (need && from > 0 && (text[from] === ' ' || noBorder(text, from))) from--;
    return from;
  };
  const high = (need) => {
    let to = after(end) + need;
    while (need && to < text.length && (text[to - 1] === ' ' || noBorder(text, to))) to++;
    return to;
  };
  // How far one has to go back and to go on to tell each other place from this one.
  const others = [];
  for (let from = -1; (from = text.indexOf(exact, from + 1)) >= 0;) {
    const stop = from + exact.length;
    if (from === start || cut(text, from) || cut(text, stop)) continue;
    let back = 1;
    let on = 1;
    while (back < 2000 && text[before(start) - back] === text[before(from) - back]) back++;
    while (on < 2000 && text[after(end) + on - 1] === text[after(stop) + on - 1]) on++;
    others.push({ back, on });
  }
  let best = [Infinity, 0, text.length];
  for (const { back } of [{ back: 0 }, ...others]) {
    // A prefix of that length rules out some of them; a suffix has to rule out the rest.
    const on = others.reduce((most, other) => (other.back > back ? Math.max(most, other.on) : most), 0);
    const [from, to] = [low(back), high(on)];
    if (from >= 0 && to <= text.length && to - from < best[0]) best = [to - from, from, to];
  }
  return { exact, prefix: text.slice(best[1], start).trim(), suffix: text.slice(end, best[2]).trim() };
}

// ── The form ──────────────────────────────────────────────────────────────────────────────────

/** Fills in the form's address. GitHub takes 8 kB, and signs people in by an address that holds it. */
function fill(text, start, end, { form, page }, title) {
  for (let stop = end; stop > start;) {
    const url = new URL(form);
    const fields = { title, page, ...quote(text, start, stop) };
    for (const name in fields) url.searchParams.set(name, fields[name]);
    if (encodeURIComponent(url).length < 8000) return url;
    // Only the beginning of the words.
    for (stop -= Math.ceil((stop - start) / 9); inWord(text, stop) || text[stop - 1] === ' ';) stop--;
  }
  return form;
}

/** The record of the note in YAML, as far as it is known. */
function record(fields, page) {
  let yaml = `# ${page}\n- id:\n  kind: context\n`;
  for (const name in fields) if (fields[name]) yaml += `  ${name}: ${JSON.stringify(fields[name])}\n`;
  return `${yaml}  note:\n`;
}

// ── The offer ─────────────────────────────────────────────────────────────────────────────────

const root = document.documentElement;
let box;
let range;
let timer;

/** Puts the box below the words or above them, within the viewport. */
function place() {
  box.style.cssText = 'flex-wrap: wrap; gap: 0 1em; inset: 0 auto auto 0; line-height: 36px; margin: 0; position: absolute';
  const { offsetWidth, offsetHeight } = box;
  const { clientWidth, clientHeight } = root;
  const { top, bottom, left } = range.getBoundingClientRect();
  // Selections by touch have handles below them.
  const gap = matchMedia('(pointer: coarse)').matches ? 32 : 8;
  const y = bottom + gap + offsetHeight > clientHeight && top > gap + offsetHeight ? top - gap - offsetHeight : bottom + gap;
  const clamp = (value, most) => Math.max(8, Math.min(value, most - 8));
  box.style.left = `${scrollX + clamp(left, clientWidth - offsetWidth)}px`;
  box.style.top = `${scrollY + clamp(y, clientHeight - offsetHeight)}px`;
}

function close() {
  box?.remove();
  box = null;
}

/** Offers what can be done with the words that are selected, if there are any. */
function offer() {
  // They are still being selected, or the box is in use.
  if (root.matches(':active')) return settle();
  if (box?.contains(document.activeElement)) return;
  close();
  const [first, last] = document.querySelectorAll('.ae-suggest');
  const selection = getSelection();
  if (!last || selection.isCollapsed) return;
  range = selection.getRangeAt(0).cloneRange();
  let { text, start, end } = read(first, last, range);
  if (start >= end) return;
  while (inWord(text, start)) start--;
  while (inWord(text, end)) end++;
  const { dataset, parentNode } = first;
  const words = JSON.parse(dataset.words);
  parentNode.classList.add('ae-host');
  // Behind the block in which the words end, so that Tab goes on from there.
  const block = [...parentNode.children].findLast((child) => range.intersectsNode(child));
  block.insertAdjacentHTML('afterend', '<div class="ae-bar" role="group" popover="manual"><a target="_blank"></a><button type="button"></button><output></output></div>');
  box = block.nextSibling;
  box.ariaLabel = words.suggest_label;
  box.onmousedown = (event) => event.preventDefault();
  const [link, copy, status] = box.children;
  link.textContent = words.suggest_note;
  link.href = fill(text, start, end, dataset, words.suggest_title.replace('{quote}', () => text.slice(start, end).match(/.{1,60}/u)));
  copy.textContent = words.suggest_yaml;
  copy.onclick = async () => {
    const yaml = record(quote(text, start, end), dataset.page);
    try {
      await navigator.clipboard.writeText(yaml);
      status.textContent = words.suggest_copied;
    } catch {
      // No clipboard outside secure pages.
      status.innerHTML = '<textarea readonly rows="7"></textarea>';
      status.prepend(words.suggest_by_hand);
      status.lastChild.value = yaml;
      status.lastChild.select();
    }
    place();
  };
  box.showPopover?.();
  place();
}

function settle() {
  clearTimeout(timer);
  timer = setTimeout(offer, 250);
}

document.addEventListener('selectionchange', settle);
addEventListener('resize', close);
addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (!box || event.defaultPrevented) return;
  if (key === 'Escape') close();
  else if (key !== 'Tab') return;
  else if (box.contains(target)) return setTimeout(() => box.contains(document.activeElement) || close());
  else if (!event.shiftKey && target === document.body) box.firstChild.focus();
  else return;
  event.preventDefault();
}, true);
settle();
