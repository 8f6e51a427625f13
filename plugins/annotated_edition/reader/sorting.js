/*
 * The rows of a table in the order of one of its columns.
 *
 * edition/actions.js fetches this when the heading of a column is pressed.
 */

/** Sorts a table by the column of a heading's button; `data-sort` goes before the cell's words. */
export function sort({ parentElement: head }) {
  const { tBodies: [body] } = head.closest('table');
  const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const key = ({ cells }) => cells[head.cellIndex].dataset.sort ?? cells[head.cellIndex].textContent;
  const rows = [...body.rows].sort((a, b) => compare(key(a), key(b)));
  for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', order);
  body.append(...(order === 'ascending' ? rows : rows.reverse()));
}
