/*
 * A note as scholars cite it, and its words as browsers find them.
 *
 * edition/sharing.js fetches this when “More” is opened under a note, and calls what is named by
 * the button with all that is known of the note.
 */

/** An entry for BibLaTeX. */
export function copy_bibtex({ id, by, title, site, date, url }) {
  // A brace would end the field, and a backslash begin a command.
  const tex = (text) => text.replace(/[\\{}~^]/g, ' ').replace(/[&%$#_]/g, '\\$&');
  const fields = { author: by.map((name) => `{${tex(name)}}`).join(' and '), title: tex(title), howpublished: tex(site), date, url };
  const lines = Object.keys(fields).map((name) => `  ${name} = {${fields[name]}}`);
  return `@online{${[id, ...lines].join(',\n')}\n}`;
}

/** An entry for Zotero and Pandoc. */
export const copy_csl = ({ id, by, title, site, date, url }) => JSON.stringify([{
  id, type: 'webpage', title, 'container-title': site, URL: url,
  author: by.map((literal) => ({ literal })), issued: { raw: date },
}]);

// Words of a text from `first` to `last`, as an address holds them; hyphens and commas mean something there.
const words = (text, first, last) => encodeURIComponent(text.trim().split(/\s+/).slice(first, last).join(' ')).replace(/-/g, '%2D');

/** The text before an element as a browser reads it: without the numbers that are not seen. */
function before(host, element) {
  const range = new Range();
  range.setStart(host, 0);
  range.setEndBefore(element);
  const text = range.cloneContents();
  for (const unseen of text.querySelectorAll('.ae-num:not(:has(a)), .ae-start, .ae-card, .ae-provenance')) unseen.remove();
  return text.textContent;
}

/** An address that browsers take to the words themselves. */
export function copy_fragment({ here, host, marks: [first, ...others] }) {
  const ahead = before(host, first);
  // Browsers take the first place that fits: what stands before the words, on its line, singles out a later one.
  const prefix = ahead.includes(first.textContent) ? ahead.trim().split('\n').at(-1) : '';
  const lead = prefix && `${words(prefix, -3)}-,`;
  const last = others.length ? `,${words(others.at(-1).textContent)}` : '';
  return `${here}#:~:text=${lead}${words(first.textContent)}${last}`;
}
