// ── Elements, and words of the interface in them ──────────────────────────────────────────────

let words;
// What of them is English for want of others: their keys, and the texts as they are put in.
let english;
// Elements added by this script, to be taken away before the next start.
let made = [];

/** Words of the interface; `values.n` chooses the plural form. */
function t(key, values = {}) {
  key = `ui_${key}`;
  const foreign = english.has(key);
  let entry = words[key] ?? key;
  if (entry.other) entry = entry[new Intl.PluralRules(foreign ? 'en' : words.ui_language).select(values.n)] ?? entry.other;
  entry = entry.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (foreign) english.add(entry);
  return entry;
}

/** What an attribute holds, a line each. */
const listed = (text) => text?.split('\n').filter(Boolean) ?? [];

/** A new element with attributes and children; it tells the language of its words. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  if ([...children, attributes['aria-label']].some((text) => english.has(text))) [element.lang, element.dir] = ['en', 'ltr'];
  return element;
}

/** A button for one of ACTIONS; a sign instead of words needs a name. */
const button = (action, sign) =>
  make('button', { 'data-ae': action, ...(sign && { 'aria-label': t(action) }) }, sign ?? t(action));

function checkbox(attributes, checked, ...label) {
  const input = make('input', { type: 'checkbox', ...attributes });
  input.checked = checked;
  return make('label', {}, input, ...label);
}

/** Adds to the page what the next start takes away again. */
function add(parent, element) {
  made.push(element);
  parent.append(element);
  return element;
}
