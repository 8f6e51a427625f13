/*
 * The reader of an annotated edition.
 *
 * Everything it shows is in the page already: a card is a copy of notes from the notes section,
 * a margin note is the note itself, moved. Without this script the page reads as footnotes do.
 * Events are delegated and `start` may run any number of times, because
 * Material's instant navigation replaces the article without loading the script again.
 *
 * The files of this folder are the chapters of one script and share one scope; the build puts
 * them in their order (pages/assets.py), without comments and indentation. Its weight is tested.
 */

// ── The page, its notes, and what the reader chose ────────────────────────────────────────────

const root = document.documentElement;
window.aeLoaded = true;

// Pixels between words and card, and between card and viewport.
const GAP = 7;

/**
 * @typedef {object} Note
 * @property {string} id
 * @property {HTMLElement} article its text, in the notes section
 * @property {HTMLElement[]} marks fragments of its passage, in order
 * @property {HTMLAnchorElement} [link] its tab stop; none for a note without a place
 * @property {HTMLElement} [tail] badge and number after its passage
 * @property {boolean} shown false when filtered out
 * @property {number} y where it is on the map, from 0 to 1000
 */
// What `begin` found and made: host, section, notes, order, marks, card, map.
let page;
// What is on show: note, notes, mark, point, pinned, focused.
let open;

// Where storage is refused, a choice lasts as long as the page.
const prefs = { margin: false, keys: true };
try {
  Object.assign(prefs, JSON.parse(localStorage.getItem('ae-prefs')));
} catch {}

const inMargin = () => prefs.margin && innerWidth >= 1220;
const noteOf = (id) => page?.notes.get(id);
const notesOn = (mark) => mark.dataset.notes.split(' ').map(noteOf).filter((note) => note?.shown);

/** The note and the fragment that an element of the text stands for, if it stands for one. */
function noteAt(element) {
  const tail = element.closest('.ae-tail');
  const mark = element.closest('mark[data-notes]');
  const link = element.closest('.ae-link');
  const note = noteOf(link?.hash.slice(6)) ?? (tail ? noteOf(tail.dataset.note) : mark && notesOn(mark)[0]);
  return note?.shown && note.link && { note, mark: mark ?? note.marks.at(link ? 0 : -1) };
}
