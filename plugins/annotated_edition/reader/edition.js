/*
 * The reader of an annotated edition.
 *
 * Everything it shows is in the page already: a card is a copy of notes from the notes section,
 * a margin note is the note itself, moved. Without this file the page reads as footnotes do.
 *
 * Events are delegated from the document and `start` may run any number of times, because
 * Material's instant navigation replaces the article without loading the script again.
 */
(() => {
  'use strict';

  const root = document.documentElement;
  if (root.classList.contains('ae-js')) return; // loaded twice
  root.classList.add('ae-js');

  const OPEN_AFTER = 300; // ms that a pointer rests on words before it means them
  const CLOSE_AFTER = 250;
  const GAP = 6; // px between words and card
  const EDGE = 8; // px between card and viewport
  const FACETS = ['kind', 'rating', 'claimant', 'by', 'document', 'type'];
  const wide = matchMedia('(min-width: 1220px)');

  /**
   * @typedef {object} Note
   * @property {string} id
   * @property {HTMLElement} article its text, in the notes section
   * @property {HTMLElement[]} marks fragments of its passage, in order
   * @property {HTMLAnchorElement} [link] its tab stop; none for a note without a place
   * @property {HTMLElement} [tail] badge and number after its passage
   * @property {boolean} shown false when filtered out
   */
  let page = null; // what `begin` found and made: { host, section, notes, order, card, map, wire, status }
  let open = null; // what is on show: { note, notes, mark, point, pinned, focused }
  let made = []; // elements added by this script, to be taken away before the next start
  let words = {};

  // ── Small help ──────────────────────────────────────────────────────────────────────────────

  /** Words of the interface; `values.n` chooses the plural form. */
  function t(key, values = {}) {
    let entry = words[`ui_${key}`] ?? key;
    if (entry.other) entry = entry[new Intl.PluralRules(root.lang).select(values.n)] ?? entry.other;
    return entry.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** A new element with attributes and children. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  }

  /** A button for one of ACTIONS; a sign instead of words needs a `name`. */
  const button = (action, text, name) =>
    make('button', { type: 'button', 'data-ae': action, ...(name && { 'aria-label': name, title: name }) }, text);

  const checkbox = (attributes, checked, ...label) => {
    const input = make('input', { type: 'checkbox', ...attributes });
    input.checked = checked;
    return make('label', {}, input, ...label);
  };

  // Where storage is refused, a choice lasts as long as the page.
  const prefs = { margin: false, keys: true };
  for (const name in prefs) {
    try {
      prefs[name] = JSON.parse(localStorage.getItem(`ae-${name}`)) ?? prefs[name];
    } catch {}
  }
  function prefer(name, value) {
    prefs[name] = value;
    try {
      localStorage.setItem(`ae-${name}`, value);
    } catch {}
  }

  /** Adds to the page what the next `start` takes away again. */
  function add(parent, element) {
    made.push(element);
    parent.append(element);
    return element;
  }

  const inMargin = () => prefs.margin && wide.matches;
  const noteOf = (id) => page?.notes.get(id);

  /** The note and the fragment that an element of the text stands for, if it stands for one. */
  function noteAt(element) {
    const tail = element.closest('.ae-tail');
    const mark = element.closest('mark.ae-mark');
    const link = element.closest('.ae-num > .ae-link');
    const ids = link ? [link.hash.slice(6)] : tail ? [tail.dataset.note] : mark?.dataset.notes.split(' ') ?? [];
    const note = ids.map(noteOf).find((one) => one?.shown);
    return note && { note, mark: mark ?? note.marks.at(tail && !link ? -1 : 0) };
  }

  // ── The card ────────────────────────────────────────────────────────────────────────────────

  /** Whether an element belongs to what is on show. */
  const inside = (element) =>
    page.card.contains(element) || open.notes.some((note) => inMargin() && note.article.contains(element));

  /** Shows a note, together with every other note on the same words. */
  function show(note, { mark = note.marks[0], point, pinned = false, focused = false } = {}) {
    const notes = mark.dataset.notes.split(' ').map(noteOf).filter((one) => one?.shown);
    if (open?.note === note && open.notes.length === notes.length) {
      open.pinned ||= pinned;
    } else {
      close();
      open = { note, notes, mark, point, pinned, focused };
      light(true);
      if (inMargin()) {
        for (const one of notes) {
          one.article.classList.add('ae-active');
          one.article.append(actions(one));
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
      if (article.classList.contains('ae-active')) article.lastElementChild.remove();
      article.classList.remove('ae-active');
    }
    open = null;
    page.card.classList.remove('ae-open');
    page.card.hidePopover?.();
    if (held) focus(note.link);
    if (inMargin()) arrange();
  }

  function light(on) {
    for (const note of open.notes) for (const mark of note.marks) mark.classList.toggle('ae-lit', on);
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
    const title = t('notes_here', { n: notes.length });
    card.setAttribute('aria-label', title);
    card.replaceChildren(
      make(
        'header', { class: 'ae-card-head' },
        make('span', {}, notes.length > 1 ? title : ''),
        button('previous', '‹', t('previous')),
        make('span', {}, t('position', { i: order.indexOf(note) + 1, n: order.length })),
        button('next', '›', t('next')),
        button('close', '×', t('close')),
      ),
      ...notes.map((one) => {
        const copy = one.article.cloneNode(true);
        for (const element of [copy, ...copy.querySelectorAll('*')])
          for (const name of ['id', 'aria-labelledby', 'aria-describedby', 'aria-details']) element.removeAttribute(name);
        copy.classList.toggle('ae-current', one === note);
        copy.append(actions(one));
        return copy;
      }),
    );
    card.classList.toggle('ae-several', notes.length > 1);
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
      const lines = [...mark.getClientRects()];
      const line = lines.find((box) => point && box.top <= point.y && point.y <= box.bottom) ?? lines[0];
      const all = [note.link, ...notes.flatMap((one) => one.marks)].flatMap((one) => [...one.getClientRects()]);
      let best;
      for (const boxes of [all, lines, [line]]) {
        const top = Math.min(...boxes.map((box) => box.top));
        const bottom = Math.max(...boxes.map((box) => box.bottom));
        const sides = [
          { room: height - bottom - GAP - EDGE, top: bottom + GAP },
          { room: top - GAP - EDGE, bottom: top - GAP },
        ];
        // Over the first of several lines the upper side is the near one.
        if (line.bottom + line.height < bottom) sides.reverse();
        best = sides.find(({ room }) => room >= tall) ?? sides.sort((a, b) => b.room - a.room)[0];
        if (best.room >= Math.min(tall, 120)) break;
      }
      const rtl = getComputedStyle(card).direction === 'rtl';
      const [near, far] = rtl ? [line.right, line.left + 40] : [line.left, line.right - 40];
      let x = rtl
        ? Math.min(near, Math.max(far, point ? point.x + 40 : near)) - across
        : Math.max(near, Math.min(far, point ? point.x - 40 : near));
      x = Math.max(EDGE, Math.min(x, width - across - EDGE));
      card.style.left = `${x + scrollX}px`;
      card.style.setProperty('--ae-room', `${best.room}px`);
      // In document coordinates the card scrolls with its words; tied by its lower edge it grows away from them.
      if (best.top) card.style.top = `${best.top + scrollY}px`;
      else card.style.bottom = `${height - best.bottom - scrollY}px`;
    }
    card.querySelector('.ae-several > .ae-current')?.scrollIntoView({ block: 'nearest' });
  }

  // ── Pointer and focus ───────────────────────────────────────────────────────────────────────

  let timer;
  let again = () => {}; // starts the pending decision's time anew
  let at = null; // where the pointer is
  let left = null; // where it last was on the words of the open card
  let dismissed = null; // words whose card was sent away while the pointer stayed on them
  let touch = matchMedia('(hover: none)').matches;

  function schedule(decision, delay) {
    again = () => {
      clearTimeout(timer);
      timer = setTimeout(decision, delay);
    };
    again();
  }

  /** Whether the pointer is between the words it left and the near edge of the card. */
  function onTheWay() {
    if (!left || !open || inMargin()) return false;
    const box = page.card.getBoundingClientRect();
    const y = box.top >= left.y ? box.top : box.bottom;
    const part = (at.y - left.y) / (y - left.y || 1); // 0 at the words, 1 at the card
    const from = left.x + (box.left - left.x) * part - 12;
    const to = left.x + (box.right - left.x) * part + 12;
    return part >= -0.05 && part <= 1 && at.x >= from && at.x <= to;
  }

  document.addEventListener('pointermove', (event) => {
    at = { x: event.clientX, y: event.clientY };
    if (open && !open.pinned && onTheWay()) again();
  }, { passive: true });

  document.addEventListener('pointerover', ({ target, pointerType, clientX, clientY }) => {
    if (!page || pointerType === 'touch') return;
    at = { x: clientX, y: clientY };
    const found = noteAt(target);
    if (found?.mark !== dismissed) dismissed = null;
    if (open && inside(target)) {
      clearTimeout(timer);
    } else if (found && open?.note === found.note) {
      clearTimeout(timer);
      left = at;
    } else if (found && !dismissed && !open?.pinned) {
      schedule(() => {
        touch = false;
        left = at;
        show(found.note, { mark: found.mark, point: at });
      }, OPEN_AFTER);
    } else if (open && !open.pinned && !inMargin() && !(open.focused && document.activeElement === open.note.link)) {
      schedule(close, CLOSE_AFTER);
    } else {
      clearTimeout(timer);
    }
  }, { passive: true });

  document.addEventListener('pointerdown', (event) => {
    touch = event.pointerType === 'touch';
  }, { passive: true, capture: true });

  // A link would be dragged where its words are to be selected.
  document.addEventListener('dragstart', (event) => {
    if (event.target.closest?.('.ae-link')) event.preventDefault();
  });

  document.addEventListener('focusin', ({ target }) => {
    if (!page || quiet) return;
    if (target.matches('.ae-link') && target.matches(':focus-visible')) {
      const found = noteAt(target);
      if (found) show(found.note, { mark: found.mark, focused: true });
    } else if (open && !inside(target)) {
      // A pinned card stays, unless it would hide what now has the focus.
      const a = page.card.getBoundingClientRect();
      const b = target.getBoundingClientRect();
      const apart = a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
      if (!open.pinned || !apart) close();
    }
  });

  // Captured, so that it comes before the theme's own handling of links.
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const control = target.closest('[data-ae]');
    const link = target.closest('a[href]');
    if (control) {
      ACTIONS[control.dataset.ae](control, noteOf(control.closest('[data-note]')?.dataset.note));
    } else if (link && !link.matches('.ae-link')) {
      // An address within the page may be the present one: then no event tells of it.
      if (link.hash && link.pathname === location.pathname) setTimeout(follow);
    } else if (page) {
      const found = link || getSelection().isCollapsed ? noteAt(target) : null;
      const note = target.closest('.ae-margin .ae-placed');
      if (found) {
        event.preventDefault();
        event.stopPropagation();
        if (open?.pinned && open.note === found.note) close();
        else {
          show(found.note, { mark: found.mark, point: event.detail ? { x: event.clientX, y: event.clientY } : null, pinned: true });
          // Keyboard and screen reader are taken to the note; the mouse stays where it is.
          if (!event.detail || touch) focus(inMargin() ? found.note.article : page.card);
        }
      } else if (note && inMargin()) {
        show(noteOf(note.id.slice(5)), { pinned: true });
      } else if (open && !inside(target) && !target.closest('.ae-bar')) {
        close();
      }
    }
  }, true);

  // ── Keys ────────────────────────────────────────────────────────────────────────────────────

  const KEYS = { n: () => step(1), p: () => step(-1), '?': () => ACTIONS.help() };

  // On the window and captured: Material binds n and p to pages.
  addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return;
    const tools = document.querySelector('.ae-tools[open]');
    if (key === 'Escape' && open) {
      dismissed = open.mark;
      close();
    } else if (key === 'Escape' && tools?.contains(target)) {
      tools.open = false;
      tools.firstChild.focus();
    } else if (key === 'Tab' && page?.card.contains(target)) {
      // Beyond either end of the card are the words again.
      const stops = page.card.querySelectorAll('a[href], button, summary');
      const end = event.shiftKey ? [page.card, stops[0]] : [[...stops].findLast((stop) => stop.getClientRects().length)];
      if (!end.includes(target)) return;
      focus(open.note.link);
    } else {
      if (!page || !prefs.keys || target.isContentEditable || target.matches('input, textarea, select')) return;
      // On a keyboard of another script, the place of the key counts.
      const act = KEYS[key] ?? (key > '~' && KEYS[event.code.slice(3).toLowerCase()]);
      if (!act) return;
      act();
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // ── Moving about ────────────────────────────────────────────────────────────────────────────

  /** Goes to the words of a note and, unless told otherwise, opens its card. */
  function go(note, card = true) {
    close();
    if (!note.shown || root.classList.contains('ae-text-only')) ACTIONS.reset();
    if (!note.link) {
      note.article.tabIndex = -1;
      note.article.scrollIntoView({ behavior: 'instant' });
      focus(note.article);
      return;
    }
    for (let fold = note.link.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    const { top, bottom } = note.marks[0].getBoundingClientRect();
    if (top < 100 || bottom > innerHeight * 0.6) note.marks[0].scrollIntoView({ block: 'center', behavior: 'instant' });
    focus(note.link);
    if (card) show(note, { pinned: true });
  }

  /** The next note (1) or the one before (-1), from the open one or from what is on the screen. */
  function step(by) {
    const order = page.order.filter((note) => note.shown);
    let index = order.indexOf(open?.note ?? noteAt(document.activeElement)?.note);
    if (index < 0) {
      index = order.findIndex((note) => note.link.getBoundingClientRect().top > 60);
      if (by > 0) index -= index < 0 ? 0 : 1;
    }
    if (order.length) go(order.at((index + by) % order.length));
  }

  /** Does what the address asks for: `#note-<id>` opens a note, `#passage-<id>` goes to its words. */
  function follow() {
    const [, what, id] = /^#(note|passage)-(.+)$/.exec(location.hash) ?? [];
    const note = noteOf(id);
    if (note) go(note, what === 'note');
    else close();
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
    const { host, section, wire } = page;
    const on = inMargin();
    root.classList.toggle('ae-margin', on);
    wire.hidden = !(on && open);
    host.style.minHeight = '';
    host.classList.remove('ae-dense');
    if (!on) return;
    const frame = host.getBoundingClientRect();
    const space = section.getBoundingClientRect().top - frame.top;
    const rows = page.order.filter((note) => note.shown).map((note) => ({ note, want: Math.max(0, placeOf(note).top - frame.top) }));
    const measure = () => rows.reduce((sum, row) => sum + (row.tall = row.note.article.offsetHeight + 2 * GAP), 0);
    if (measure() > space) {
      host.classList.add('ae-dense');
      measure();
    }
    rows.sort((a, b) => a.want - b.want);
    const down = (from, y) => {
      for (const row of rows.slice(from)) {
        row.y = Math.max(row.want, y);
        y = row.y + row.tall;
      }
      return y;
    };
    let end = down(0, 0);
    const active = rows.findIndex(({ note }) => note === open?.note);
    if (active >= 0) {
      end = down(active, 0);
      for (let i = active - 1; i >= 0; i--) rows[i].y = Math.min(rows[i].y, rows[i + 1].y - rows[i].tall);
    }
    const [line] = open?.mark.getClientRects() ?? [];
    const side = open?.note.article.getBoundingClientRect();
    host.style.minHeight = `${end}px`;
    for (const { note, y } of rows) {
      note.article.style.top = `${y}px`;
      note.article.style.visibility = y < 0 ? 'hidden' : '';
    }
    if (active >= 0 && line) {
      const rtl = side.left < line.left;
      const from = rtl ? side.right : line.right;
      wire.style.left = `${from - frame.left}px`;
      wire.style.width = `${(rtl ? line.left : side.left) - from}px`;
      wire.style.top = `${line.bottom - frame.top}px`;
    }
  }

  /** Draws the notes' places along the edge: one path a kind, however many notes. */
  function chart() {
    const { top } = page.host.getBoundingClientRect();
    const tall = page.section.getBoundingClientRect().top - top;
    const strokes = {};
    for (const note of page.order) {
      if (!note.shown) continue;
      const kind = note.article.dataset.kind;
      strokes[kind] = `${strokes[kind] ?? ''}M0 ${(((placeOf(note).top - top) / tall) * 1000).toFixed(1)}h9`;
    }
    page.map.replaceChildren(...Object.entries(strokes).map(([kind, d]) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('class', `ae-${kind}`);
      path.setAttribute('d', d);
      return path;
    }));
  }

  const settle = () => {
    if (!page) return;
    arrange();
    chart();
  };
  const sizes = new ResizeObserver(settle);
  wide.addEventListener('change', () => {
    if (page) close();
    settle();
  });
  addEventListener('resize', () => open && !inMargin() && place(), { passive: true });

  // ── Filters, the same for notes and for listings ────────────────────────────────────────────

  let scopes = []; // { items, options, status, after }

  /**
   * A fold with checkboxes for whatever tells the items apart.
   * An item's `data-<facet>` holds its values and `data-<facet>-label` their names, parted by `|`.
   */
  function filterable(elements, after, summary, ...first) {
    const items = elements.map((element) => ({ element, values: {}, shown: true }));
    const groups = [];
    const options = new Map();
    for (const facet of FACETS) {
      const names = new Map();
      for (const { element, values } of items) {
        const data = element.dataset;
        const labels = (data[`${facet}Label`] ?? element.querySelector(`.ae-${facet}`)?.textContent ?? data[facet] ?? '').split('|');
        values[facet] = (data[facet] ?? '').split('|').filter(Boolean);
        values[facet].forEach((value, i) => names.set(value, (labels[i] ?? value).trim()));
      }
      if (names.size < 2) continue;
      options.set(facet, names);
      groups.push(make(
        'fieldset', {}, make('legend', {}, t(`facet_${facet}`)),
        ...[...names].map(([value, name]) => {
          const mark = make('span', { class: facet === 'kind' ? `ae-${value}` : '', [`data-${facet}`]: value }, name);
          return checkbox({ name: facet, value }, false, mark, make('output', {}));
        }),
      ));
    }
    const status = make('p', { role: 'status' });
    const tools = make('details', { class: 'ae-tools' }, make('summary', {}, summary),
      make('div', { class: 'ae-panel' }, ...first, ...groups, make('footer', {}, status, button('reset', t('reset')))));
    scopes.push({ items, options, tools, status, after });
    return tools;
  }

  /** Brings items, boxes and counts in line with the address. */
  function apply({ items, options, tools, status, after }) {
    const query = new URLSearchParams(location.search);
    const chosen = {};
    const counts = {};
    for (const [facet, names] of options) chosen[facet] = query.getAll(facet).filter((value) => names.has(value));
    for (const item of items) {
      const misses = [...options.keys()].filter((facet) => chosen[facet].length && !item.values[facet].some((value) => chosen[facet].includes(value)));
      item.shown = !misses.length;
      // An option counts what it would show: items that no other facet leaves out.
      for (const facet of options.keys())
        if (misses.every((miss) => miss === facet))
          for (const value of item.values[facet]) counts[`${facet} ${value}`] = (counts[`${facet} ${value}`] ?? 0) + 1;
    }
    for (const input of tools.querySelectorAll('fieldset input')) {
      input.checked = chosen[input.name].includes(input.value);
      input.parentElement.lastChild.value = counts[`${input.name} ${input.value}`] ?? 0;
    }
    const shown = items.filter((item) => item.shown).length;
    status.textContent = t('shown', { n: items.length, shown });
    tools.classList.toggle('ae-filtered', shown < items.length);
    after(items, query.has('text'));
  }

  /** Writes the query into the address, so that a link shares it. */
  function address(query) {
    history.replaceState(history.state, '', `${location.pathname}${`${query}` && `?${query}`}${location.hash}`);
    scopes.forEach(apply);
  }

  document.addEventListener('change', ({ target }) => {
    const tools = target.closest('.ae-tools');
    const pref = target.dataset.pref;
    if (pref) {
      close();
      prefer(pref, target.checked);
      settle();
    } else if (tools) {
      const query = new URLSearchParams(location.search);
      query.delete(target.name);
      for (const input of tools.querySelectorAll('input:checked')) if (input.name === target.name) query.append(input.name, input.value);
      address(query);
    }
  });

  /** Shows and hides notes in the text. */
  function filterNotes(items, textOnly) {
    close();
    root.classList.toggle('ae-text-only', textOnly);
    page.bar.querySelector('[name=text]').checked = textOnly;
    for (const { element, shown } of items) {
      const note = noteOf(element.id.slice(5));
      note.shown = shown && !textOnly;
      element.hidden = !shown;
      if (note.tail) note.tail.hidden = !note.shown;
      // Without its address a link is neither a tab stop nor told as a link.
      if (note.link) note.shown ? note.link.setAttribute('href', `#note-${note.id}`) : note.link.removeAttribute('href');
    }
    for (const mark of page.marks) {
      const first = mark.dataset.notes.split(' ').map(noteOf).find((note) => note?.shown);
      mark.className = first ? `ae-mark ae-${first.article.dataset.kind}` : 'ae-mark ae-off';
    }
    settle();
  }

  // ── Listings ────────────────────────────────────────────────────────────────────────────────

  /** Makes the headings of a table buttons that sort by their column. */
  function sortable(table) {
    for (const head of table.tHead?.rows[0].cells ?? [])
      if (!head.firstElementChild?.matches('[data-ae]')) {
        const sorter = button('sort', '');
        sorter.append(...head.childNodes);
        head.append(sorter);
      }
  }

  // ── Sharing ─────────────────────────────────────────────────────────────────────────────────

  /** The row of buttons under a note. */
  function actions(note) {
    const more = ['bibtex', 'csl', ...(note.link ? ['fragment'] : [])];
    return make(
      'div', { class: 'ae-actions', 'data-note': note.id },
      button('link', t('copy_link')), button('citation', t('copy_citation')),
      make('details', { class: 'ae-more' }, make('summary', {}, t('more')), ...more.map((name) => button(name, t(`copy_${name}`)))),
    );
  }

  /** What a citation of a note says. */
  function citation({ id, article }) {
    const { by = '', byLabel = by } = article.dataset;
    return {
      id,
      authors: byLabel.split('|').filter(Boolean),
      title: t('note_on', { quote: article.querySelector('.ae-quote').textContent.trim() }),
      container: document.title,
      date: [...article.querySelectorAll('time')].at(-1)?.dateTime ?? '',
      url: `${location.origin}${location.pathname}#note-${id}`,
    };
  }

  const FORMATS = {
    link: (note) => citation(note).url,
    citation(note) {
      const { authors, title, container, date, url } = citation(note);
      return [authors.join(', '), title, container, date, url].filter(Boolean).join('. ');
    },
    bibtex(note) {
      const { id, authors, title, container, date, url } = citation(note);
      const fields = { author: authors.map((name) => `{${name}}`).join(' and '), title, howpublished: container, date };
      const lines = Object.entries(fields).filter(([, value]) => value)
        .map(([name, value]) => `  ${name} = {${value.replace(/[&%$#_]/g, '\\$&')}},`);
      return `@online{${id},\n${lines.join('\n')}\n  url = {${url}}\n}`;
    },
    csl(note) {
      const { id, authors, title, container, date, url } = citation(note);
      return JSON.stringify([{
        id, type: 'webpage', title, 'container-title': container, URL: url,
        author: authors.map((literal) => ({ literal })),
        ...(date && { issued: { 'date-parts': [date.split('-').map(Number)] } }),
      }], null, 2);
    },
    /** An address that any browser takes to the words themselves. */
    fragment({ marks }) {
      const encode = (text) => encodeURIComponent(text).replace(/-/g, '%2D');
      const whole = marks.map((mark) => mark.textContent).join('').trim();
      const parts = whole.split(/\s+/);
      const block = marks[0].closest('p, li, td, th, dd, blockquote, h1, h2, h3, h4, h5, h6') ?? page.host;
      const long = parts.length > 12 || !block.contains(marks.at(-1));
      const before = document.createRange();
      before.setStart(block, 0);
      before.setEndBefore(marks[0]);
      const prefix = `${before}`.trim().split(/\s+/).slice(-3).join(' ');
      const repeated = page.host.textContent.split(whole).length > 2;
      return `${location.origin}${location.pathname}#:~:text=${repeated && prefix ? `${encode(prefix)}-,` : ''}${
        long ? `${encode(parts.slice(0, 5).join(' '))},${encode(parts.slice(-5).join(' '))}` : encode(whole)}`;
    },
  };

  async function copy(control, note) {
    const text = FORMATS[control.dataset.ae](note);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      prompt(t('copy_by_hand'), text); // no clipboard outside secure pages
      return;
    }
    const label = control.textContent;
    control.textContent = page.status.textContent = t('copied');
    setTimeout(() => {
      control.textContent = label;
      page.status.textContent = '';
    }, 2000);
  }

  // ── What buttons do ─────────────────────────────────────────────────────────────────────────

  const ACTIONS = {
    next: () => step(1),
    previous: () => step(-1),
    close,
    reset: () => address(''),
    link: copy, citation: copy, bibtex: copy, csl: copy, fragment: copy,
    sort(control) {
      const head = control.parentElement;
      const { tBodies: [body], tHead } = head.closest('table');
      const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
      const collator = new Intl.Collator(root.lang, { numeric: true });
      const rows = [...body.rows].map((row) => {
        const cell = row.cells[head.cellIndex];
        return { row, key: cell.dataset.sort ?? cell.textContent.trim() };
      });
      rows.sort((a, b) => collator.compare(a.key, b.key) * (order === 'ascending' ? 1 : -1));
      for (const cell of tHead.rows[0].cells) cell.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', order);
      body.append(...rows.map(({ row }) => row));
    },
    help() {
      close();
      const rows = { n: 'next', p: 'previous', '?': 'keys', Esc: 'close', Enter: 'key_enter' };
      const sheet = add(page.host, make(
        'dialog', { class: 'ae-help', 'aria-label': t('keys') }, make('h2', {}, t('keys')),
        make('dl', {}, ...Object.entries(rows).flatMap(([key, word]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, t(word))])),
        checkbox({ 'data-pref': 'keys' }, prefs.keys, t('keys_single')), button('shut', t('close')),
      ));
      sheet.addEventListener('close', () => sheet.remove());
      sheet.showModal();
    },
    shut: (control) => control.closest('dialog').close(),
    /** A click on the map goes to the nearest note. */
    map(control) {
      const { top } = page.host.getBoundingClientRect();
      const edge = control.getBoundingClientRect();
      const y = ((at.y - edge.top) / edge.height) * (page.section.getBoundingClientRect().top - top) + top;
      const distance = (note) => Math.abs(placeOf(note).top - y);
      const near = page.order.filter((note) => note.shown).map((note) => [distance(note), note]);
      if (near.length) go(near.reduce((a, b) => (b[0] < a[0] ? b : a))[1]);
    },
  };

  // ── Start ───────────────────────────────────────────────────────────────────────────────────

  /** Gathers the notes of a page in one pass and adds what needs a script. */
  function begin(section) {
    const host = section.parentElement;
    const notes = new Map();
    const marks = host.querySelectorAll('mark.ae-mark');
    for (const article of section.querySelectorAll('.ae-note')) {
      const id = article.id.slice(5);
      notes.set(id, { id, article, marks: [], shown: true });
    }
    for (const mark of marks) for (const id of mark.dataset.notes.split(' ')) notes.get(id)?.marks.push(mark);
    for (const tail of host.querySelectorAll('.ae-tail')) if (notes.has(tail.dataset.note)) notes.get(tail.dataset.note).tail = tail;
    for (const link of host.querySelectorAll('.ae-link')) {
      const note = notes.get(link.hash.slice(6));
      if (!note?.marks.length || note.link) continue;
      note.link = link;
      note.article.classList.add('ae-placed');
      note.article.tabIndex = -1; // focus goes there in the margin
    }
    page = { host, section, notes, marks, order: [...notes.values()].filter((note) => note.link) };
    host.classList.add('ae-host');
    page.card = add(host, make('div', { class: 'ae-card', popover: 'manual', role: 'dialog', tabindex: -1 }));
    page.status = add(host, make('div', { class: 'ae-hidden', role: 'status' }));
    page.wire = add(host, make('div', { class: 'ae-wire', hidden: '' }));
    const map = add(host, make('div', { class: 'ae-map', 'data-ae': 'map', 'aria-hidden': true }));
    page.map = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    page.map.setAttribute('viewBox', '0 0 9 1000');
    page.map.setAttribute('preserveAspectRatio', 'none');
    map.append(page.map);
    page.bar = add(host, make(
      'div', { class: 'ae-bar', role: 'group', 'aria-label': t('tools') },
      button('previous', '‹', t('previous')), button('next', '›', t('next')),
      filterable(
        [...notes.values()].map((note) => note.article), filterNotes, t('tools'),
        checkbox({ name: 'text', value: 'only' }, false, t('text_only')),
        make('div', { class: 'ae-wide' }, checkbox({ 'data-pref': 'margin' }, prefs.margin, t('margin'))),
        button('help', t('keys')),
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
    root.classList.remove('ae-margin', 'ae-text-only');
    const section = document.querySelector('section.ae-notes');
    if (section) {
      words = JSON.parse(section.dataset.words ?? '{}');
      begin(section);
    }
    for (const listing of document.querySelectorAll('.ae-listing')) {
      words = JSON.parse(listing.dataset.words ?? '{}');
      const items = [...listing.querySelectorAll(':is(tr, li, article):is([data-rating], [data-claimant], [data-document], [data-kind], [data-type])')];
      listing.querySelectorAll('table[data-ae-sortable]').forEach(sortable);
      if (items.length < 2) continue;
      const tools = filterable(items, (all) => all.forEach(({ element, shown }) => { element.hidden = !shown; }), t('filter'));
      add(listing, tools);
      listing.prepend(tools);
    }
    scopes.forEach(apply);
    if (page && location.hash) follow();
  }

  if (window.document$) document$.subscribe(start);
  else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
})();
