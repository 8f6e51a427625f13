// ── Start ────────────────────────────────────────────────────────────────────────────────────────

/** Gathers the notes of a page in one pass and adds what needs a script. */
function begin(section) {
  const host = section.parentElement;
  const marks = host.querySelectorAll('mark[data-notes]');
  const articles = [...section.querySelectorAll('.ae-note')];
  const notes = new Map(articles.map((article) => {
    const id = article.id.slice(5);
    article.tabIndex = -1;
    return [id, { id, article, marks: [], shown: true }];
  }));
  for (const mark of marks) for (const id of mark.dataset.notes.split(' ')) notes.get(id)?.marks.push(mark);
  for (const element of host.querySelectorAll('.ae-link, .ae-tail')) {
    const id = element.dataset.note;
    const note = notes.get(id ?? element.hash.slice(6));
    if (note) note[id ? 'tail' : 'link'] ??= element;
  }
  const order = [...notes.values()].filter((note) => note.link);
  for (const { article, id, marks, tail } of order) {
    article.classList.add('ae-placed');
    // Within a formula nothing is marked: its number stands for it.
    if (!marks[0]) {
      tail.dataset.notes = id;
      marks.push(tail);
    }
  }
  host.classList.add('ae-host');
  page = {
    host, section, marks, notes, order,
    card: add(host, make('div', { class: 'ae-card', popover: 'manual', role: 'dialog', tabindex: -1 })),
    map: add(host, make('div', { class: 'ae-map', 'data-ae': 'map', 'aria-hidden': true })),
  };
  add(host, make(
    'div', { class: 'ae-bar' }, button('previous', '‹'), button('next', '›'),
    filterable(
      articles, filterNotes, t('tools'), checkbox({ name: 'text', value: 'only' }, false, t('text_only')),
      make('div', { class: 'ae-wide' }, checkbox({ 'data-pref': 'margin' }, prefs.margin, t('margin'))), button('keys'),
    ),
  ));
  layOut();
}

/** Makes the page ready; does no harm when called again. */
function start() {
  clearTimeout(timer);
  sizes.disconnect();
  for (const element of made) element.remove();
  made = [];
  scopes = [];
  page = open = null;
  root.classList.remove('ae-margin');
  for (const place of document.querySelectorAll('section.ae-notes, .ae-listing')) {
    words = JSON.parse(place.dataset.words ?? '{}');
    english = new Set(words.english);
    if (place.matches('.ae-notes')) {
      begin(place);
      continue;
    }
    for (const head of place.querySelectorAll('[data-ae-sortable] > thead th:not(:has(button))')) {
      const sorter = button('sort');
      sorter.replaceChildren(...head.childNodes);
      head.append(sorter);
    }
    const items = [...place.querySelectorAll(':is(tr, li):is([data-rating], [data-type])')];
    const tools = filterable(items, (all) => all.forEach(({ element, shown }) => { element.hidden = !shown; }), t('filter'));
    items[0]?.closest('table, ul, ol').before(add(place, tools));
  }
  scopes.forEach(apply);
  if (!location.hash) return;
  follow();
  // While a page loads, the browser goes to the address too, and takes the focus away.
  if (document.readyState !== 'complete') addEventListener('load', () => setTimeout(follow), { once: true });
}

// What it takes to propose a note is fetched when words are selected.
document.addEventListener('selectionchange', () => getSelection().isCollapsed || !document.querySelector('.ae-suggest') || import('./suggest.js'));

if (window.document$) document$.subscribe(start);
else start();

// The theme gives its search dialog no name; its field has one.
const search = document.querySelector('.md-search');
search?.setAttribute('aria-label', search.querySelector('input').placeholder);
