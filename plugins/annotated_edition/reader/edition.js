/*
 * The reader of an annotated edition.
 *
 * Everything it shows is in the page already: a card is a copy of notes from the notes section,
 * a margin note is the note itself, moved. Without this file the page reads as footnotes do.
 * Events are delegated and `start` may run any number of times, because
 * Material's instant navigation replaces the article without loading the script again.
 *
 * What readers download is this file without its comments and indentation; its weight is tested.
 */
(() => {
  const root = document.documentElement;
  // Loaded twice.
  if (root.classList.contains('ae-js')) return;
  root.classList.add('ae-js');

  // Milliseconds: for how long a pointer rests on words before it means them, and off them.
  const OPEN_AFTER = 300;
  const CLOSE_AFTER = 250;
  // Pixels between words and card, and between card and viewport.
  const GAP = 7;
  const FACETS = ['kind', 'rating', 'claimant', 'by', 'document', 'type'];

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
  // Elements added by this script, to be taken away before the next start.
  let made = [];
  let words;

  // ── Small help ──────────────────────────────────────────────────────────────────────────────

  /** Words of the interface; `values.n` chooses the plural form. */
  function t(key, values = {}) {
    let entry = words[`ui_${key}`] ?? key;
    if (entry.other) entry = entry[new Intl.PluralRules(words.ui_language).select(values.n)] ?? entry.other;
    return entry.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** A new element with attributes and children. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
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

  // ── The card ────────────────────────────────────────────────────────────────────────────────

  /** Whether an element belongs to what is on show. */
  const inside = (element) =>
    page.card.contains(element) || (inMargin() && open.notes.some((note) => note.article.contains(element)));

  /** Shows a note, together with every other note on the same words. */
  function show(note, { mark = note.marks[0], point, pinned = false, focused } = {}) {
    if (open?.note === note && open.mark === mark) {
      open.pinned ||= pinned;
    } else {
      close();
      open = { note, notes: notesOn(mark), mark, point, pinned, focused };
      light(true);
      if (inMargin()) {
        for (const { article, id } of open.notes) {
          article.classList.add('ae-active');
          article.append(actions(id));
        }
        arrange();
      } else {
        fill();
        place();
      }
    }
    page.card.classList.toggle('ae-pinned', open.pinned);
  }

  /** Takes away what is on show; focus that was in it goes back to the words. */
  function close() {
    clearTimeout(timer);
    if (!open) return;
    const { note, notes } = open;
    const held = inside(document.activeElement);
    light(false);
    for (const { article } of notes) {
      if (article.classList.contains('ae-active')) article.lastChild.remove();
      article.classList.remove('ae-active');
      article.style.setProperty('--ae-wire', 0);
    }
    open = null;
    page.card.classList.remove('ae-open');
    page.card.hidePopover?.();
    if (held) focus(note.link);
    if (inMargin()) arrange();
  }

  function light(on) {
    for (const { marks } of open.notes) for (const mark of marks) mark.classList.toggle('ae-lit', on);
  }

  let quiet = false;
  /** Moves focus without what focus sets off. */
  function focus(element) {
    quiet = true;
    element.focus({ preventScroll: true });
    quiet = false;
  }

  /** Fills the card with copies of the notes; ids stay with the originals. */
  function fill() {
    const { card, order } = page;
    const { note, notes } = open;
    const several = notes.length > 1;
    const title = t('notes_here', { n: notes.length });
    card.setAttribute('aria-label', title);
    card.replaceChildren(
      make(
        'header', { class: 'ae-card-head' }, make('span', {}, several ? title : ''),
        button('previous', '‹'), t('position', { i: order.indexOf(note) + 1, n: order.length }), button('next', '›'), button('close', '×'),
      ),
      ...notes.map((one) => {
        const copy = one.article.cloneNode(true);
        for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
        copy.classList.toggle('ae-current', several && one === note);
        copy.append(actions(one.id));
        return copy;
      }),
    );
    card.classList.toggle('ae-several', several);
    card.classList.add('ae-open');
    card.showPopover?.();
  }

  /**
   * Places the card next to the line under the pointer and never over the words: beside all
   * fragments of its notes if there is room, else beside this fragment, else beside the line.
   */
  function place() {
    const { card } = page;
    const { note, notes, mark, point } = open;
    card.classList.toggle('ae-sheet', touch);
    card.style.cssText = '';
    if (touch) {
      const { top, bottom } = mark.getBoundingClientRect();
      const over = bottom + GAP - card.getBoundingClientRect().top;
      if (over > 0) scrollBy({ top: Math.min(over, top - 60), behavior: 'instant' });
    } else {
      const { clientWidth: width, clientHeight: height } = root;
      const { offsetWidth: across, offsetHeight: tall } = card;
      const boxes = (element) => [...element.getClientRects()];
      const lines = boxes(mark);
      const line = lines.find((box) => box.top <= point?.y && point.y <= box.bottom) ?? lines[0];
      let above, below, up, room;
      for (const words of [[note.link, ...notes.flatMap((one) => one.marks)].flatMap(boxes), lines, [line]]) {
        above = Math.min(...words.map((box) => box.top)) - GAP;
        below = Math.max(...words.map((box) => box.bottom)) + GAP;
        const over = above - GAP;
        const under = height - below - GAP;
        // Over the first of several lines the upper side is the near one.
        up = line.bottom + line.height < below ? over >= tall || over > under : under < tall && over > under;
        room = up ? over : under;
        if (room >= Math.min(tall, 80)) break;
      }
      const x = document.body.dir === 'rtl' ? line.right - across : point ? Math.max(line.left, point.x - 40) : line.left;
      card.style.left = `${Math.max(GAP, Math.min(x, width - across - GAP)) + scrollX}px`;
      card.style.setProperty('--ae-room', `${room}px`);
      // In document coordinates the card scrolls with its words; tied by its lower edge it grows away from them.
      if (up) card.style.bottom = `${height - above - scrollY}px`;
      else card.style.top = `${below + scrollY}px`;
    }
    card.scrollTop = (card.querySelector('.ae-current')?.offsetTop ?? 0) - 40;
  }

  // ── Pointer and focus ───────────────────────────────────────────────────────────────────────

  let timer;
  // Starts the pending decision's time anew.
  let again;
  // Where the pointer is, and where it set out from for the card.
  let at = {};
  let left = at;
  // When an address was last followed.
  let arrived;
  // Words whose card was sent away while the pointer stayed on them.
  let dismissed;
  let touch = false;

  function schedule(decision, delay) {
    again = () => {
      clearTimeout(timer);
      timer = setTimeout(decision, delay);
    };
    again();
  }

  /** Whether the pointer is in the wedge between the words it left and the near edge of the card. */
  function onTheWay() {
    const box = page.card.getBoundingClientRect();
    // 0 at the words, 1 at the card.
    const part = (at.y - left.y) / ((box.top > left.y ? box.top : box.bottom) - left.y);
    const edge = (side) => left.x + (box[side] - left.x) * part;
    return part >= 0 && part <= 1 && at.x >= edge('left') - 12 && at.x <= edge('right') + 12;
  }

  addEventListener('pointermove', ({ clientX, clientY }) => {
    at = { x: clientX, y: clientY };
    if (open && !open.pinned && onTheWay()) again?.();
  });

  addEventListener('pointerover', ({ target, pointerType }) => {
    if (!page || pointerType === 'touch') return;
    const found = noteAt(target);
    if (found?.mark !== dismissed) dismissed = 0;
    clearTimeout(timer);
    again = null;
    if (open && (inside(target) || found?.note === open.note)) return;
    if (found && !dismissed && !open?.pinned) {
      schedule(() => {
        touch = false;
        show(found.note, { mark: found.mark, point: at });
      }, OPEN_AFTER);
    } else if (open && !open.pinned && !inMargin() && !(open.focused && document.activeElement === open.note.link)) {
      left = at;
      schedule(close, CLOSE_AFTER);
    }
  });

  addEventListener('pointerdown', ({ pointerType }) => {
    touch = pointerType === 'touch';
  }, true);

  addEventListener('focusin', ({ target }) => {
    if (!page || quiet) return;
    const found = target.matches('.ae-link:focus-visible') && noteAt(target);
    if (found) {
      show(found.note, { mark: found.mark, focused: true });
    } else if (open && !inside(target) && !target.closest('.ae-bar')) {
      // Nothing may hide what has the focus. Firefox gives it to the note that an address names after we went there.
      if (target === open.note.article && Date.now() - arrived < 999) follow();
      else close();
    }
  });

  // Captured, so that it comes before the theme's own handling of links.
  addEventListener('click', (event) => {
    const { target, detail } = event;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const control = target.closest('[data-ae]');
    const link = target.closest('a[href]');
    if (control) {
      (ACTIONS[control.dataset.ae] ?? copy)(control);
    } else if (link && !link.matches('.ae-link')) {
      // An address within the page may be the present one: then no event tells of it.
      if (link.hash && link.pathname === location.pathname) setTimeout(follow);
    } else if (page) {
      const found = (link || getSelection().isCollapsed) && noteAt(target);
      const note = inMargin() && noteOf(target.closest('.ae-placed')?.id.slice(5));
      if (found) {
        event.preventDefault();
        event.stopPropagation();
        if (open?.pinned && open.note === found.note) close();
        else {
          show(found.note, { mark: found.mark, point: detail ? at : null, pinned: true });
          // Keyboard and screen reader are taken to the note; the mouse stays where it is.
          if (!detail || touch) focus(inMargin() ? found.note.article : page.card);
        }
      } else if (note) {
        show(note, { pinned: true });
      } else if (open && !inside(target)) {
        close();
      }
    }
  }, true);

  // ── Keys ────────────────────────────────────────────────────────────────────────────────────

  // On the window and captured: Material binds n and p to pages.
  addEventListener('keydown', (event) => {
    const { target, key, code } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const tools = target.closest('.ae-tools[open]');
    if (key === 'Escape' && open) {
      dismissed = open.mark;
      close();
    } else if (key === 'Escape' && tools) {
      tools.open = false;
      tools.firstChild.focus();
    } else if (key === 'Tab' && page?.card.contains(target)) {
      // Beyond either end of the card are the words again.
      const stops = [...page.card.querySelectorAll('a, button, summary')].filter((stop) => stop.checkVisibility());
      if (target !== stops.at(event.shiftKey ? 0 : -1) && !(event.shiftKey && target === page.card)) return;
      focus(open.note.link);
    } else {
      if (!page || !prefs.keys || target.isContentEditable || target.matches('input, textarea, select')) return;
      // On a keyboard of another script, the place of the key counts.
      const action = { n: 'next', p: 'previous', '?': 'keys' }[key > '~' ? code.slice(3).toLowerCase() : key];
      if (!action) return;
      ACTIONS[action]();
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // ── Moving about ────────────────────────────────────────────────────────────────────────────

  /** Goes to the words of a note and, unless told otherwise, opens its card. */
  function go(note, card = true) {
    const { article, link } = note;
    close();
    if (!note.shown) ACTIONS.reset();
    for (let fold = link; (fold = fold?.parentElement.closest('details')); ) fold.open = true;
    const words = note.marks[0] ?? article;
    const { top, bottom } = words.getBoundingClientRect();
    if (top < 100 || bottom > innerHeight * 0.6) words.scrollIntoView({ block: link ? 'center' : 'start', behavior: 'instant' });
    focus(link ?? article);
    if (link && card) show(note, { pinned: true });
  }

  /** The next note (1) or the one before (-1), from the open one or from what is on the screen. */
  function step(by) {
    const order = page.order.filter((note) => note.shown);
    let index = order.indexOf(open?.note ?? noteAt(document.activeElement)?.note);
    if (index < 0) {
      const below = order.findIndex((note) => placeOf(note).top > 60);
      index = below < 0 ? order.length : below;
      if (by > 0) index -= 1;
    }
    if (order.length) go(order.at((index + by) % order.length));
  }

  /** Does what the address asks for: `#note-<id>` opens a note, `#passage-<id>` goes to its words. */
  function follow() {
    arrived = Date.now();
    const [, what, id] = /^#(note|passage)-(.+)/.exec(location.hash) ?? [];
    if (noteOf(id)) go(noteOf(id), what === 'note');
    else if (page) close();
  }
  addEventListener('hashchange', follow);

  // ── Margin and map ──────────────────────────────────────────────────────────────────────────

  /** Where a passage stands; a folded one stands where its fold does. */
  const placeOf = ({ marks: [mark] }) => mark.getClientRects()[0] ?? mark.closest('details').getBoundingClientRect();

  /**
   * Puts the margin notes beside their passages and pushes them apart; the active one keeps its
   * place, and what it pushes over the upper edge is not seen while it is on show. Where there
   * are more notes than text, each shrinks to its heading. Measures before it writes: linear.
   */
  function arrange() {
    const { host, section, order } = page;
    host.style.minHeight = '';
    host.classList.remove('ae-dense');
    if (!root.classList.toggle('ae-margin', inMargin())) return;
    const frame = host.getBoundingClientRect();
    const rows = order.filter((note) => note.shown).map((note) => ({ note, want: Math.max(0, placeOf(note).top - frame.top) }));
    const measure = () => rows.reduce((sum, row) => sum + (row.tall = row.note.article.offsetHeight + 2 * GAP), 0);
    if (measure() > section.getBoundingClientRect().top - frame.top) {
      host.classList.add('ae-dense');
      measure();
    }
    rows.sort((a, b) => a.want - b.want);
    const down = (from) => {
      let y = 0;
      for (const row of rows.slice(from)) {
        row.y = Math.max(row.want, y);
        y = row.y + row.tall;
      }
      host.style.minHeight = `${y}px`;
    };
    down(0);
    const active = rows.findIndex(({ note }) => note === open?.note);
    if (active >= 0) {
      down(active);
      for (let i = active; i--; ) rows[i].y = Math.min(rows[i].y, rows[i + 1].y - rows[i].tall);
      const [line] = open.mark.getClientRects();
      const side = open.note.article.getBoundingClientRect();
      open.note.article.style.setProperty('--ae-wire', `${Math.max(side.left - line.right, line.left - side.right)}px`);
    }
    for (const { note, y } of rows) {
      note.article.style.top = `${y}px`;
      note.article.style.visibility = y < 0 ? 'hidden' : '';
    }
  }

  /** Draws the notes' places along the edge: one path a kind, however many notes. */
  function chart() {
    const { host, section, order, map } = page;
    const { top } = host.getBoundingClientRect();
    const tall = section.getBoundingClientRect().top - top;
    const strokes = {};
    for (const note of order) {
      const { kind } = note.article.dataset;
      note.y = ((placeOf(note).top - top) / tall) * 1000;
      if (note.shown) strokes[kind] = `${strokes[kind] ?? ''}M0 ${note.y | 0}h9`;
    }
    const paths = Object.keys(strokes).map((kind) => `<path class="ae-${kind}" d="${strokes[kind]}"/>`);
    map.innerHTML = `<svg viewBox="0 0 9 1000" preserveAspectRatio="none">${paths.join('')}</svg>`;
  }

  /** Puts all that stands beside words where they are now. */
  function settle() {
    if (!page) return;
    // The window has become too narrow for the margin, or wide enough.
    if (root.classList.contains('ae-margin') !== inMargin()) close();
    arrange();
    chart();
    if (open && !inMargin()) place();
  }
  const sizes = new ResizeObserver(settle);

  // ── Filters, the same for notes and for listings ────────────────────────────────────────────

  // What is filtered on this page: items, options, tools, status, after.
  let scopes;

  /**
   * A fold with checkboxes for whatever tells the items apart.
   * An item's `data-<facet>` holds its value, or several with commas between, and
   * `data-<facet>-label` their names, each on a line of its own.
   */
  function filterable(elements, after, summary, ...first) {
    const items = elements.map((element) => ({ element, values: {} }));
    const options = {};
    const groups = [];
    for (const facet of FACETS) {
      const names = {};
      for (const { element: { dataset }, values } of items) {
        const labels = dataset[`${facet}Label`]?.split('\n');
        values[facet] = (dataset[facet] ?? '').split(',').filter(Boolean);
        values[facet].forEach((value, i) => { names[value] = labels?.[i] ?? value; });
      }
      const all = Object.entries(names);
      if (all.length < 2) continue;
      options[facet] = names;
      groups.push(make(
        'fieldset', {}, make('legend', {}, t(`facet_${facet}`)),
        ...all.map(([value, name]) =>
          checkbox({ name: facet, value }, false, make('span', { class: facet === 'kind' ? `ae-${value}` : '', [`data-${facet}`]: value }, name), make('span', { class: 'ae-count' }))),
      ));
    }
    const status = make('p', { role: 'status' });
    const tools = make('details', { class: 'ae-tools' }, make('summary', {}, summary),
      make('div', { class: 'ae-panel' }, ...first, ...groups, make('footer', {}, status, button('reset'))));
    scopes.push({ items, options, tools, status, after });
    return tools;
  }

  /** Brings items, boxes and counts in line with the address. */
  function apply({ items, options, tools, status, after }) {
    const query = new URL(location).searchParams;
    const facets = Object.keys(options);
    const counts = {};
    let shown = 0;
    for (const item of items) {
      const misses = facets.filter((facet) => {
        const chosen = query.getAll(facet).filter((value) => options[facet][value]);
        return chosen.length && !item.values[facet].some((value) => chosen.includes(value));
      });
      shown += item.shown = !misses.length;
      // An option counts what it would show: items that no other facet leaves out.
      for (const facet of facets)
        if (misses.every((miss) => miss === facet))
          for (const value of item.values[facet]) counts[facet + value] = (counts[facet + value] ?? 0) + 1;
    }
    for (const input of tools.querySelectorAll('[name]')) {
      const count = input.parentElement.querySelector('.ae-count');
      input.checked = query.getAll(input.name).includes(input.value);
      if (count) count.textContent = counts[input.name + input.value] ?? 0;
    }
    status.textContent = t('shown', { n: items.length, shown });
    tools.classList.toggle('ae-filtered', shown < items.length);
    after(items, query.has('text'));
  }

  /** Puts values in the place of others in the address, so that a link shares what is shown. */
  function address(names, values = []) {
    const url = new URL(location);
    for (const name of names) url.searchParams.delete(name);
    for (const { name, value } of values) url.searchParams.append(name, value);
    history.replaceState(history.state, '', url);
    scopes.forEach(apply);
  }

  addEventListener('change', ({ target }) => {
    const { name, checked, dataset: { pref } } = target;
    if (pref) {
      prefs[pref] = checked;
      try {
        localStorage.setItem('ae-prefs', JSON.stringify(prefs));
      } catch {}
      settle();
    } else if (target.closest('.ae-tools')) {
      address([name], target.closest('.ae-tools').querySelectorAll(`[name=${name}]:checked`));
    }
  });

  /** Shows and hides notes in the text. */
  function filterNotes(items, textOnly) {
    close();
    for (const { element, shown } of items) {
      const note = noteOf(element.id.slice(5));
      const { link, tail } = note;
      note.shown = shown && !textOnly;
      element.hidden = !shown;
      if (tail) tail.hidden = !note.shown;
      // Without its address a link is neither a tab stop nor told as a link.
      if (note.shown) link?.setAttribute('href', `#note-${note.id}`);
      else link?.removeAttribute('href');
    }
    for (const mark of page.marks) mark.className = `ae-mark ae-${notesOn(mark)[0]?.article.dataset.kind ?? 'off'}`;
    settle();
  }

  // ── Sharing ─────────────────────────────────────────────────────────────────────────────────

  /** The row of buttons under a note; live, so that “Copied” is told. */
  const actions = (id) => make(
    'div', { class: 'ae-actions', 'data-note': id, 'aria-live': 'polite' }, button('copy_link'), button('copy_citation'),
    make('details', { class: 'ae-more' }, make('summary', {}, t('more')), button('copy_bibtex'), button('copy_csl'), button('copy_fragment')),
  );

  /** What can be copied, made from what is known of a note. */
  const FORMATS = {
    copy_link: ({ url }) => url,
    copy_citation: ({ by, title, site, date, url }) => [by.join(', '), title, site, date, url].filter(Boolean).join('. '),
    copy_bibtex({ id, by, title, site, date, url }) {
      // A brace would end the field, and a backslash begin a command.
      const tex = (text) => text.replace(/[\\{}~^]/g, ' ').replace(/[&%$#_]/g, '\\$&');
      const fields = { author: by.map((name) => `{${tex(name)}}`).join(' and '), title: tex(title), howpublished: tex(site), date, url };
      return `@online{${id}${Object.keys(fields).map((name) => `,\n  ${name} = {${fields[name]}}`).join('')}\n}`;
    },
    copy_csl: ({ id, by, title, site, date, url }) => JSON.stringify([{
      id, type: 'webpage', title, 'container-title': site, URL: url,
      author: by.map((literal) => ({ literal })), issued: { raw: date },
    }]),
    /** An address that browsers take to the words themselves. */
    copy_fragment({ here, marks: [first, ...others] }) {
      const part = (mark, ...range) => encodeURIComponent(mark.textContent.trim().split(/\s+/).slice(...range).join(' ')).replace(/-/g, '%2D');
      const range = new Range();
      range.setStart(page.host, 0);
      range.setEndBefore(first);
      // Browsers take the first place that fits: what stands before the words singles out a later one.
      const before = `${range}`.includes(first.textContent) && first.previousSibling;
      return `${here}#:~:text=${before ? `${part(before, -3)}-,` : ''}${part(first)}${others.length ? `,${part(others.at(-1))}` : ''}`;
    },
  };

  async function copy(control) {
    const note = noteOf(control.closest('[data-note]').dataset.note);
    const { by = '', date = '' } = note.article.dataset;
    const here = location.origin + location.pathname;
    const text = FORMATS[control.dataset.ae]({
      ...note, by: by.split(',').filter(Boolean), date, here, site: document.title, url: `${here}#note-${note.id}`,
      title: t('note_on', { quote: note.article.querySelector('.ae-quote').textContent }),
    });
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard outside secure pages.
      return prompt(t('copy_by_hand'), text);
    }
    control.textContent = t('copied');
  }

  // What it takes to propose a note is fetched when words are selected.
  document.addEventListener('selectionchange', () => getSelection().isCollapsed || !document.querySelector('.ae-suggest') || import('./suggest.js'));

  // ── What buttons do ─────────────────────────────────────────────────────────────────────────

  const ACTIONS = {
    next: () => step(1),
    previous: () => step(-1),
    close,
    reset: () => address([...FACETS, 'text']),
    /** Sorts a table by the column of its heading; `data-sort` goes before the cell's words. */
    sort({ parentElement: head }) {
      const { tBodies: [body] } = head.closest('table');
      const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
      const { compare } = new Intl.Collator(root.lang, { numeric: true });
      const key = ({ cells }) => cells[head.cellIndex].dataset.sort ?? cells[head.cellIndex].textContent;
      const rows = [...body.rows].sort((a, b) => compare(key(a), key(b)));
      for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', order);
      body.append(...(order === 'ascending' ? rows : rows.reverse()));
    },
    keys() {
      close();
      const keys = { n: 'next', p: 'previous', '?': 'keys', Esc: 'close', Enter: 'key_enter' };
      const sheet = add(page.host, make(
        'dialog', { class: 'ae-help', 'aria-label': t('keys') }, make('h2', {}, t('keys')),
        ...Object.keys(keys).map((key) => make('p', {}, make('kbd', {}, key), ` ${t(keys[key])}`)),
        checkbox({ 'data-pref': 'keys' }, prefs.keys, t('keys_single')), make('form', { method: 'dialog' }, make('button', {}, t('close'))),
      ));
      sheet.addEventListener('close', () => sheet.remove());
      sheet.showModal();
    },
    /** A click on the map goes to the nearest note. */
    map(control) {
      const edge = control.getBoundingClientRect();
      const far = (note) => Math.abs(note.y - ((at.y - edge.top) / edge.height) * 1000);
      const [near] = page.order.filter((note) => note.shown).sort((a, b) => far(a) - far(b));
      if (near) go(near);
    },
  };

  // ── Start ───────────────────────────────────────────────────────────────────────────────────

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
    for (const { article } of order) article.classList.add('ae-placed');
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
    sizes.observe(document.body);
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

  if (window.document$) document$.subscribe(start);
  else start();
})();
