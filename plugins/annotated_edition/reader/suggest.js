/*
 * From words that a reader selects to the form for a new note.
 *
 * edition/start.js fetches this when words are first selected. It reads a page's text as the build does
 * (rendered_html/rendered.py) and quotes from it as the build would (anchoring/context.py), so that what
 * it fills in stands for the selected words and no others. Offsets are code units.
 */

// ── The text ──────────────────────────────────────────────────────────────────────────────────

// Elements at whose edges the text breaks, and elements that are no text of the page.
const BLOCK = 'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul'.split(' ');
// Of SVG and MathML.
const TOKEN = /^(?:m(?:[inos]|text|frac|table|t[dr])|text|foreignObject)$/;
const UNSEEN = 'audio,canvas,datalist,head,iframe,meter,noembed,noframes,noscript,object,progress,script,select,style,template,textarea,title,video';
// What the build has put in goes by its class: minifiers take the comments around it away.
const SKIPPED = `${UNSEEN},.ae-tail,.ae-notes,.ae-provenance,.ae-listing,.ae-furniture>summary,.ae-bar,.headerlink,.linenos,.footnote-ref,.footnote-backref,.katex-mathml,rt,rtc,rp,annotation,annotation-xml,svg defs,svg desc,[hidden]:not([hidden=until-found]),[style*="display:none"],[style*="display: none"]`;

/** The text between two elements, each run of white space one space, and where a range is in it: its offsets and its last node. */
function read(first, last, range) {
  let start;
  let end;
  let tail;
  let text = '';
  const walk = (node) => {
    if (node.nodeType === 3) {
      if (range.intersectsNode(node)) {
        tail = node;
        start ??= text.length + (node === range.startContainer ? range.startOffset : 0);
        end = text.length + (node === range.endContainer ? range.endOffset : node.length);
      }
      text += node.data;
    } else if (!node.matches?.(SKIPPED)) {
      const edge = BLOCK.includes(node.localName) || TOKEN.test(node.localName) ? '\n' : '';
      text += edge;
      node.childNodes.forEach(walk);
      text += edge;
    }
  };
  for (let node = first; (node = node.nextSibling) !== last;) walk(node);
  const plain = (stop) => text.slice(0, stop).replace(/[^\S\ufeff]+/g, ' ');
  // Where nothing is selected, both come to be the end.
  start = plain(start).length;
  end = plain(end).length;
  text = plain();
  while (text[start] === ' ') start++;
  while (text[end - 1] === ' ') end--;
  return { text, start, end, tail };
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
// Scripts that write words without spaces between them, and their signs.
const CONTINUOUS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}';
/** A test for an offset within a word or figure; `more` is what belongs to a word beside letters. */
function within(more) {
  const letter = `(?![${CONTINUOUS}])[\\p{L}\\p{N}${more}]`;
  return at(`(?<=${letter})(?=${letter})|(?<=\\p{Nd})(?=[.,٫٬]\\p{Nd})|(?<=\\p{Nd}[.,٫٬])(?=\\p{Nd})`);
}
const cut = within('');
// Accents and soft hyphens go with their letters.
const inWord = within('\\p{M}\xad\u200c\u200d\u2060\ufeff');
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
    while (text[before(start) - back] === text[before(from) - back] && back < 2e3) back++;
    while (text[after(end) + on - 1] === text[after(stop) + on - 1] && on < 2e3) on++;
    others.push({ back, on });
  }
  let best = [1e9, 0, text.length];
  for (const back of new Set([0, ...others.map((other) => other.back)])) {
    // A prefix of that length rules out some of them; a suffix has to rule out the rest.
    const on = Math.max(0, ...others.map((other) => other.back > back && other.on));
    const from = low(back);
    const to = high(on);
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
    if (encodeURIComponent(url).length < 8e3) return url;
    // Only the beginning of the words.
    for (stop -= (stop - start) / 9 + 1 | 0; inWord(text, stop) || text[stop - 1] === ' ';) stop--;
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

let box;
let range;
let timer;

/** Puts the box below the words or above them, within the viewport. */
function place() {
  const { offsetWidth, offsetHeight } = box;
  const { top, bottom, left } = range.getBoundingClientRect();
  // Selections by touch have handles below them.
  const gap = matchMedia('(hover: none)').matches ? 32 : 8;
  const y = bottom + gap + offsetHeight > innerHeight ? top - gap - offsetHeight : bottom + gap;
  const x = Math.min(left, innerWidth - offsetWidth - 24);
  box.style.inset = `${scrollY + Math.max(8, y)}px auto auto ${scrollX + Math.max(8, x)}px`;
}

function close() {
  box?.remove();
  box = null;
}

/** Offers what can be done with the words that are selected, if there are any. */
function offer() {
  // They are still being selected, or the box is in use.
  if (document.querySelector(':active')) return settle();
  if (box?.contains(document.activeElement)) return;
  close();
  const [first, last] = document.querySelectorAll('.ae-suggest');
  const selection = getSelection();
  if (!last || selection.isCollapsed) return;
  range = selection.getRangeAt(0).cloneRange();
  let { text, start, end, tail } = read(first, last, range);
  if (start >= end) return;
  while (inWord(text, start)) start--;
  while (inWord(text, end)) end++;
  const { dataset, parentNode } = first;
  const words = JSON.parse(dataset.words);
  parentNode.classList.add('ae-host');
  // In the block in which the words end: Tab goes on from there, and no other block is styled anew.
  const block = tail.parentNode.closest('.ae-host>*') || parentNode;
  block.insertAdjacentHTML('beforeend', '<div class=ae-bar role=group popover=manual><a target=_blank></a><button></button><output>');
  box = block.lastChild;
  box.style = 'flex-wrap:wrap;font:.7rem/2.5 var(--ae-sans);margin:0;gap:0 1em;position:absolute';
  box.ariaLabel = words.suggest_label;
  box.onmousedown = (event) => event.preventDefault();
  const [link, copy, status] = box.children;
  link.innerHTML = words.suggest_note;
  link.href = fill(text, start, end, dataset, words.suggest_title.replace('{quote}', () => text.slice(start, end).match(/.{1,60}/u)));
  copy.innerHTML = words.suggest_yaml;
  copy.onclick = async () => {
    const yaml = record(quote(text, start, end), dataset.page);
    try {
      await navigator.clipboard.writeText(yaml);
      status.innerHTML = words.suggest_copied;
    } catch {
      // No clipboard outside secure pages.
      status.innerHTML = `<label>${words.suggest_by_hand}<textarea>`;
      const [label] = status.children;
      label.control.value = yaml;
      label.control.select();
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
// A selection that is drawn across the box would run on to the end of the block that holds it.
addEventListener('pointerdown', ({ target }) => {
  if (!box || box.contains(target)) return;
  close();
  settle();
}, true);
document.addEventListener('focusin', ({ target }) => box?.contains(target) || close());
addEventListener('keydown', (event) => {
  if (!box || event.defaultPrevented) return;
  if (event.key === 'Escape') close();
  if (event.key === 'Tab' && event.target === document.body) {
    event.preventDefault();
    box.firstChild.focus();
  }
}, true);
settle();
