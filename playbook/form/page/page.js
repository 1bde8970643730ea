// The page itself: the essentials, the eight sections, the questions, and what
// is sent back.
const part = (key) => model.parts[key];

// none offers an explicit none, or shows the one that was said.
function none(key) {
  const p = part(key), own = state.parts[key];
  const box = make('div', { class: 'none' });
  const draw = () => {
    const empty = p.list ? own.rows.length === 0 : !p.order.some((c) => own.values[c]);
    box.replaceChildren();
    if (own.none) {
      const who = make('input', { id: 'f' + ++ids, type: 'text', list: 'names', autocomplete: 'off' });
      const on = make('input', { id: 'f' + ++ids, type: 'date' });
      const hint = make('p', { class: 'hint', role: 'status' });
      who.value = own.none.who;
      on.value = own.none.on;
      const put = () => {
        own.none.who = who.value;
        own.none.on = on.value;
        hint.textContent = noneHint(key);
        changed();
        afterChange(key, 'none');
      };
      who.addEventListener('input', put);
      on.addEventListener('input', put);
      hint.textContent = noneHint(key);
      box.append(make('div', { class: 'said' }, make('strong', {}, 'There is none'),
        make('label', { for: who.id }, 'says'), who, make('label', { for: on.id }, 'on'), on,
        make('button', { type: 'button', class: 'quiet', onclick: () => { own.none = null; changed(); redraw(key); draw(); box.querySelector('button').focus(); } }, 'Take back')), hint);
    } else if (empty) {
      box.append(make('button', { type: 'button', class: 'quiet', 'aria-label': 'There is none: ' + p.label, onclick: () => {
        own.none = { who: state.by, on: today() };
        changed();
        redraw(key);
        draw();
        box.querySelector('input').focus();
      } }, 'There is none'));
    }
  };
  draw();
  changeListeners.push((k, col) => { if (k === key && col !== 'none' && box.isConnected && !box.contains(document.activeElement)) draw(); });
  return box;
}

// lines splits what was pasted into rows, without bullets and numbers.
function lines(text) {
  return text.split(/\r?\n/).map((l) => l.trim().replace(/^[-*•·–—☐□✓]+\s*/, '').replace(/^\d{1,2}[.)]\s+/, '').trim()).filter(Boolean);
}

// list shows the rows of a part: cols stand in the row, the others under it.
function list(key, cols, simple) {
  const p = part(key), body = make('div', { class: 'rows' }), own = state.parts[key];
  const open = new Set();
  const lead = cols[0];
  const rest = simple ? [] : p.order.filter((c) => !cols.includes(c));
  const focus = (rowKey) => { const b = body.querySelector('[data-row="' + rowKey + '"] input, [data-row="' + rowKey + '"] textarea, [data-row="' + rowKey + '"] select'); if (b) b.focus(); };
  const add = (values, at) => {
    const row = addRow(key, values || {}, at);
    open.add(row.key);
    redraw(key);
    return row;
  };
  const move = (row, by, button) => {
    const i = own.rows.indexOf(row), j = i + by;
    if (j < 0 || j >= own.rows.length) return;
    own.rows.splice(i, 1);
    own.rows.splice(j, 0, row);
    changed();
    redraw(key);
    const again = body.querySelector('[data-row="' + row.key + '"] [data-move="' + by + '"]');
    if (again && !again.disabled) again.focus();
    else focus(row.key);
    say(p.one + ' is now ' + (j + 1) + ' of ' + own.rows.length);
  };
  const remove = (row) => {
    const i = own.rows.indexOf(row);
    own.rows.splice(i, 1);
    changed();
    redraw(key);
    offerBack(p.one + ' removed', () => { own.rows.splice(Math.min(i, own.rows.length), 0, row); own.none = null; changed(); redraw(key); focus(row.key); });
    const next = own.rows[Math.min(i, own.rows.length - 1)];
    if (next) focus(next.key); else adder.focus();
  };
  const one = (row, i) => {
    const n = own.rows.length, name = () => p.one + ' ' + (i + 1);
    const tools = p.days ? null : make('div', { class: 'tools' },
      make('button', { type: 'button', class: 'icon', 'data-move': '-1', 'aria-label': 'Move ' + name() + ' up', title: 'Move up', disabled: i === 0, onclick: () => move(row, -1) }, '↑'),
      make('button', { type: 'button', class: 'icon', 'data-move': '1', 'aria-label': 'Move ' + name() + ' down', title: 'Move down', disabled: i === n - 1, onclick: () => move(row, 1) }, '↓'),
      make('button', { type: 'button', class: 'icon', 'aria-label': 'Remove ' + name(), title: 'Remove', onclick: () => remove(row) }, '×'));
    const bare = cols.length === 1;
    const at = cols.length === 2 ? { [cols[0]]: 6, [cols[1]]: 6 } : spread(key, cols);
    const head = make('div', { class: 'grid' }, ...cols.map((c) => field(key, row.key, c, { span: bare ? 12 : p.inputs[c].type === 'multi' ? 12 : at[c], bare: bare ? p.inputs[c].label + ', ' + name() : '', unhelped: bare })));
    const box = make('div', { class: 'row', 'data-row': row.key, role: 'group', 'aria-label': p.days ? 'Day ' + row.values.day : name() },
      make('div', { class: 'lead' }, make('span', { class: 'no', 'aria-hidden': 'true' }, p.days ? 'Day ' + row.values.day : String(i + 1)), head, tools));
    if (rest.length) {
      const tally = make('span', { class: 'count' });
      const d = make('details', { open: open.has(row.key) }, make('summary', {}, 'Details', tally));
      const count = () => {
        const w = rest.filter((c) => wanted(p.inputs[c].gate)), done = w.filter((c) => row.values[c]).length;
        tally.textContent = w.length ? ' · ' + done + ' of ' + w.length : '';
      };
      const fill = () => { if (d.children.length === 1) d.append(grid(key, row.key, rest)); };
      d.fill = fill;
      if (open.has(row.key)) fill();
      d.addEventListener('toggle', () => { if (d.open) { open.add(row.key); fill(); } else open.delete(row.key); });
      count();
      box.counted = count;
      box.append(d);
    }
    return box;
  };
  const adder = make('button', { type: 'button', class: 'quiet', onclick: () => focus(add().key) }, '+ ' + (own.rows.length ? 'Another ' : 'Add ') + p.one);
  const draw = () => {
    body.replaceChildren(...own.rows.map(one));
    adder.textContent = '+ ' + (own.rows.length ? 'Another ' : 'Add ') + p.one;
    for (const c of controls) if (c.element.tagName === 'TEXTAREA' && body.contains(c.element)) grow(c.element);
  };
  if (!p.days) {
    body.addEventListener('paste', (e) => {
      const el = e.target, c = controls.find((c) => c.element === el);
      if (!c || c.col !== lead) return;
      const pasted = lines((e.clipboardData || { getData: () => '' }).getData('text'));
      if (pasted.length < 2) return;
      e.preventDefault();
      const row = rowOf(key, c.row), i = own.rows.indexOf(row);
      if (!row.values[lead]) row.values[lead] = pasted.shift();
      let last = row;
      pasted.forEach((text, k) => { last = addRow(key, { [lead]: text }, i + 1 + k); });
      changed();
      redraw(key);
      focus(last.key);
    });
    body.addEventListener('keydown', (e) => {
      const c = controls.find((c) => c.element === e.target);
      if (e.key === 'Enter' && !e.isComposing && c && c.col === lead && e.target.tagName !== 'SELECT' && e.target.value) {
        e.preventDefault();
        focus(add({}, own.rows.findIndex((r) => r.key === c.row) + 1).key);
      }
    });
  }
  (listViews[key] = listViews[key] || []).push(draw);
  changeListeners.push((k) => { if (k === key || k === 'complexity' || k === 'industry') for (const r of body.children) if (r.counted) r.counted(); });
  draw();
  return make('div', { class: 'list' }, body, make('div', { class: 'under' }, p.days ? null : adder, p.none ? none(key) : null));
}

// asked shows the open questions about a part beside it.
function asked(key) {
  const out = [];
  if (model.returned) {
    for (const [what, about] of model.returned.reasons) {
      if (about === key) out.push(make('p', { class: 'note' }, make('strong', {}, what + '. '), 'This is why ' + model.returned.by + ' returned the handoff.'));
    }
  }
  for (const q of model.questions) if (q.part === key) out.push(question(q));
  return out;
}

const questionFields = [];

function question(q) {
  const id = 'f' + ++ids;
  const el = make('textarea', { id: id, rows: 2 });
  const show = () => { el.value = state.questions[q.id] || ''; grow(el); };
  el.addEventListener('input', () => {
    state.questions[q.id] = el.value;
    grow(el);
    changed();
    for (const f of questionFields) if (f.id === q.id && f.el !== el) f.show();
    afterChange('', '');
  });
  questionFields.push({ id: q.id, el: el, show: show });
  show();
  const from = (q.by ? q.by + ' asks' : 'Asked') + (q.on ? ', ' + q.on : '');
  return make('div', { class: 'question' }, make('label', { for: id }, make('span', { class: 'who' }, from + (q.again ? ' · again, for: ' + q.again : '')), make('span', { class: 'text' }, q.text)), el);
}

function block(key) {
  const p = part(key);
  const box = make('section', { class: 'block', 'aria-label': p.ask, 'data-part': key }, make('h3', { class: p.plain ? 'sr' : '' }, p.ask));
  box.append(...asked(key));
  if (p.help) box.append(make('p', { class: 'help' }, p.help));
  if (p.list && p.lead.length === 1 && p.inputs[p.lead[0]].help) box.append(make('p', { class: 'help' }, p.inputs[p.lead[0]].help));
  if (p.list) box.append(list(key, p.lead));
  else {
    box.append(grid(key, '', p.order));
    if (p.none) box.append(none(key));
  }
  return box;
}

function section(s) {
  const main = make('div', { class: 'blocks' }), more = make('details', { class: 'more' }), moreBody = make('div', { class: 'blocks' });
  const summary = make('summary', {});
  more.append(summary, moreBody);
  const blocks = s.parts.map((key) => ({ key: key, el: block(key) }));
  let was = '';
  const place = () => {
    const up = blocks.filter((b) => wanted(part(b.key).gate) || b.el.querySelector('.question, .note')), fold = blocks.filter((b) => !up.includes(b));
    const now = up.map((b) => b.key).join();
    if (now === was) return;
    was = now;
    main.replaceChildren(...up.map((b) => b.el));
    moreBody.replaceChildren(...fold.map((b) => b.el));
    summary.textContent = 'If you know it: ' + fold.map((b) => part(b.key).label.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())).join(', ');
    more.hidden = !fold.length;
  };
  place();
  changeListeners.push((k) => { if (k === 'complexity' || k === 'industry') place(); });
  const count = make('span', { class: 'count' });
  const box = make('details', { class: 'card', id: 's-' + s.key }, make('summary', {}, make('h2', {}, s.title), make('span', { class: 'ask' }, s.ask), count),
    make('p', { class: 'help' }, s.hint), main, more);
  return { box: box, count: count };
}

function essentials() {
  const box = make('section', { class: 'card', id: 's-essentials', 'aria-label': 'The essentials' }, make('h2', {}, 'The essentials'),
    make('p', { class: 'help' }, 'Twelve answers, ten minutes. They are a good handoff of a small deal by themselves, and fill the same fields as the sections below.'));
  model.essentials.forEach((e, i) => {
    const p = part(e.part), cols = e.cols.map((c) => c.split('.'));
    const b = make('section', { class: 'block', 'aria-label': e.ask }, make('h3', {}, make('span', { class: 'no', 'aria-hidden': 'true' }, String(i + 1)), e.ask));
    if (e.part === 'promises' && cols[0][1] === 'deciding') b.append(winner());
    else if (e.part === 'criteria') {
      const at = spread('criteria', cols.map((c) => c[1]));
      b.append(make('div', { class: 'grid' }, ...cols.map((c) => field('criteria', '@first', c[1], { span: cols.length === 4 ? 3 : at[c[1]], bare: cols.length === 1 ? e.ask : '' }))));
    } else if (p.list) b.append(cols.length === 1 && p.inputs[cols[0][1]].help ? make('p', { class: 'help' }, p.inputs[cols[0][1]].help) : '', list(e.part, cols.map((c) => c[1]), true));
    else {
      const alone = cols.length === 1;
      b.append(make('div', { class: 'grid' }, ...cols.map(([k, c]) => field(k, '', c, { bare: alone ? e.ask : '', span: alone || part(k).inputs[c].wide ? 12 : 4 }))));
      if (p.none) b.append(none(e.part));
    }
    box.append(b);
  });
  return box;
}

// winner asks which promise won the deal: the answer is one, or none yet.
function winner() {
  const box = make('div', { class: 'winner', role: 'radiogroup', 'aria-label': 'Which promise won the deal?' });
  let was = null;
  const draw = () => {
    const rows = state.parts.promises.rows.filter((r) => (r.values.text || '').trim());
    const now = JSON.stringify(rows.map((r) => [r.key, r.values.text, r.values.deciding || '']));
    if (now === was) return;
    was = now;
    const had = document.activeElement && box.contains(document.activeElement) ? document.activeElement.value : null;
    box.replaceChildren(rows.length ? '' : make('p', { class: 'help' }, 'The promises above appear here.'));
    for (const r of rows) {
      const radio = make('input', { type: 'radio', name: 'winner', value: r.key });
      radio.checked = r.values.deciding === 'true';
      radio.addEventListener('change', () => { for (const o of state.parts.promises.rows) setValue('promises', o.key, 'deciding', o === r ? 'true' : '', null); });
      box.append(make('label', { class: 'choice' }, radio, make('span', {}, r.values.text)));
      if (had === r.key) radio.focus();
    }
  };
  draw();
  changeListeners.push((k) => { if (k === 'promises') draw(); });
  return box;
}

// only one promise won the deal, wherever it is marked.
changeListeners.push((k, col) => {
  if (k !== 'promises' || col !== 'deciding') return;
  const marked = state.parts.promises.rows.filter((r) => r.values.deciding === 'true');
  if (marked.length < 2) return;
  const last = controls.find((c) => c.part === 'promises' && c.col === 'deciding' && c.element === document.activeElement);
  for (const r of marked) if (last ? canonical('promises', last.row) !== r.key : r !== marked[marked.length - 1]) setValue('promises', r.key, 'deciding', '', null);
});

const live = make('p', { class: 'sr', role: 'status' });
const say = (text) => { live.textContent = text; };
const snack = make('div', { class: 'snack', role: 'status', hidden: true });
let snackTimer = 0;

function offerBack(text, undo) {
  clearTimeout(snackTimer);
  snack.replaceChildren(make('span', {}, text.charAt(0).toUpperCase() + text.slice(1)), make('button', { type: 'button', onclick: () => { snack.hidden = true; undo(); } }, 'Undo'));
  snack.hidden = false;
  snackTimer = setTimeout(() => { snack.hidden = true; }, 12000);
}

function show(h) {
  const box = Array.from(document.querySelectorAll('[data-part="' + h.part + '"]')).pop();
  for (let d = box; d; d = d.parentElement) if (d.tagName === 'DETAILS') d.open = true;
  if (box && h.row) { const r = box.querySelector('[data-row="' + h.row + '"] details'); if (r) r.open = true; }
  setTimeout(() => {
    const at = h.col === 'none' ? box.querySelector('.none input') : box.querySelector('[data-place="' + h.part + '/' + h.row + '/' + h.col + '"]');
    if (!at) return;
    at.scrollIntoView({ block: 'center' });
    const el = at.matches('input') ? at : at.querySelector('input, textarea, select');
    if (el) el.focus({ preventScroll: true });
  }, 60);
}

function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const a = make('a', { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function sender() {
  const dialog = make('dialog', { 'aria-labelledby': 'send-title' });
  const body = make('div', {});
  dialog.append(body);
  const to = model.askedBy || 'who asked';
  const open = () => {
    const hints = everyHint();
    let all = 0, done = 0;
    for (const s of model.sections) { const d = sectionDone(s); all += d.all; done += d.done; }
    const questions = model.questions.filter((q) => !(state.questions[q.id] || '').trim()).length;
    const by = make('input', { id: 'send-by', type: 'text', list: 'names', autocomplete: 'name' });
    by.value = state.by;
    by.addEventListener('input', () => { state.by = by.value; changed(); });
    const facts = [done + ' of ' + plural(all, 'answer') + ' that are wanted before the close ' + (done === 1 ? 'is' : 'are') + ' there.'];
    if (questions) facts.push(plural(questions, 'question') + (questions === 1 ? ' is' : ' are') + ' not answered yet.');
    facts.push('You can send it as it is, and send it again when there is more.');
    body.replaceChildren(make('h2', { id: 'send-title' }, 'Send back to ' + to), make('p', {}, facts.join(' ')),
      hints.length ? make('div', { class: 'look' }, make('h3', {}, plural(hints.length, 'place') + ' to look at again'),
        make('ul', {}, ...hints.slice(0, 12).map((h) => make('li', {}, make('button', { type: 'button', class: 'link', onclick: () => { dialog.close(); show(h); } }, h.text)))),
        hints.length > 12 ? make('p', { class: 'help' }, 'and ' + (hints.length - 12) + ' more') : null) : null,
      make('div', { class: 'field pair' }, make('label', { for: 'send-by' }, 'Your name'), by),
      make('div', { class: 'buttons' }, make('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Not yet'),
        make('button', { type: 'button', class: 'primary', id: 'save-file', autofocus: true, onclick: sent }, 'Save the answer file')));
    if (!dialog.open) dialog.showModal();
  };
  const sent = () => {
    save();
    const name = model.file + '-' + today() + '.json';
    download(JSON.stringify(file(), null, 1) + '\n', name);
    body.replaceChildren(make('h2', { id: 'send-title' }, 'Saved as ' + name),
      make('p', {}, 'It is in your downloads. Attach it to a mail to ' + to + (model.company ? ' at ' + model.company : '') + ', who opens it in Kept. Your answers stay in this page.'),
      make('div', { class: 'buttons' }, make('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, 'Done')));
  };
  dialog.open_ = open;
  return dialog;
}

function build(restored) {
  const title = model.name ? 'Handoff of ' + model.name : 'Handoff of a new deal';
  const sections = model.sections.map((s) => ({ s: s, ...section(s) }));
  const nav = make('nav', { 'aria-label': 'Sections' });
  const links = [['essentials', 'The essentials', null], ...sections.map((x) => [x.s.key, x.s.title, x])];
  for (const [key, text, x] of links) {
    const count = make('span', { class: 'count' });
    nav.append(make('a', { href: '#s-' + key, onclick: () => { if (x) x.box.open = true; } }, make('span', {}, text), count));
    if (x) x.navCount = count;
  }
  const main = make('main', { id: 'main', tabindex: '-1' });
  const intro = make('div', { class: 'intro' }, make('h1', {}, title),
    make('p', {}, (model.askedBy ? model.askedBy + ' asked for this on ' + model.askedOn + '. ' : '') + 'Answer what you know, in any order. What you type is kept in this browser; nothing leaves it until you press “Send back”.'),
    make('p', { class: 'legend' }, make('span', { class: 'want' }, '•'), ' wanted before the close'));
  main.append(intro);
  const loose = model.questions.filter((q) => !q.part);
  if (model.returned || model.questions.length) {
    const r = model.returned;
    const card = make('section', { class: 'card asked', 'aria-label': 'Questions for you' }, make('h2', {}, model.questions.length ? plural(model.questions.length, 'question') + ' for you' : 'Returned to you'));
    if (r) card.append(make('p', {}, r.by + ' returned the handoff on ' + r.on + (r.reasons.length ? ': ' + r.reasons.map((x) => x[0].toLowerCase()).join(', ') : '') + '.'), r.note ? make('blockquote', {}, r.note) : '');
    card.append(...model.questions.map(question));
    const placed = model.questions.length - loose.length;
    if (placed) card.append(make('p', { class: 'help' }, (loose.length ? placed + ' of them' : placed === 1 ? 'It' : 'Each') + (placed === 1 || !loose.length ? ' stands beside its field as well.' : ' stand beside their fields as well.')));
    main.append(card);
  }
  main.append(essentials(), ...sections.map((x) => x.box));
  const dialog = sender();
  const status = make('p', { class: 'state', role: 'status' });
  const hints = make('button', { type: 'button', class: 'link', hidden: true, onclick: () => { const h = everyHint()[0]; if (h) show(h); } });
  const bar = make('footer', { class: 'bar' }, make('div', { class: 'inner' }, status, hints,
    make('button', { type: 'button', class: 'link start-over', onclick: () => {
      if (!confirm('Forget what was typed here and begin again with what the page came with?')) return;
      state = fresh();
      changed();
      save();
      location.reload();
    } }, 'Start over'),
    make('button', { type: 'button', class: 'primary', id: 'send-back', onclick: dialog.open_ }, 'Send back')));
  document.getElementById('page').replaceChildren(make('div', { class: 'layout' }, nav, main), bar, dialog, snack, live,
    make('datalist', { id: 'names' }, ...model.names.map((n) => make('option', { value: n }))));
  const tell = (what) => {
    status.classList.toggle('bad', !keeps);
    status.textContent = !keeps ? 'This browser keeps nothing. Send back before you close the page.' : what === 'typing' ? 'Keeping…' : what === 'restored' ? 'Your earlier answers are here again.' : 'Kept in this browser.';
  };
  let counting = 0;
  const count = () => {
    document.body.classList.toggle('complex', isComplex());
    for (const x of sections) {
      const d = sectionDone(x.s);
      x.count.textContent = x.navCount.textContent = d.all ? d.done + ' of ' + d.all : '';
      x.count.classList.toggle('done', d.all > 0 && d.done === d.all);
      x.navCount.classList.toggle('done', d.all > 0 && d.done === d.all);
    }
    const n = everyHint().length;
    hints.hidden = !n;
    hints.textContent = plural(n, 'place') + ' to look at';
  };
  changeListeners.push(() => { clearTimeout(counting); counting = setTimeout(count, 120); });
  savedListeners.push(tell);
  tell(restored ? 'restored' : '');
  count();
  const here = () => {
    let at = 'essentials';
    for (const [key] of links) if (document.getElementById('s-' + key).getBoundingClientRect().top < 160) at = key;
    for (const a of nav.children) {
      const is = a.getAttribute('href') === '#s-' + at;
      if (is && !a.hasAttribute('aria-current')) nav.scrollLeft = a.offsetLeft - 14;
      if (is) a.setAttribute('aria-current', 'location');
      else a.removeAttribute('aria-current');
    }
  };
  addEventListener('scroll', here, { passive: true });
  here();
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  addEventListener('beforeunload', (e) => { save(); if (!keeps && JSON.stringify(state) !== JSON.stringify(fresh())) e.preventDefault(); });
  addEventListener('storage', (e) => { if (e.key === storeKey && e.newValue && restore()) location.reload(); });
  addEventListener('beforeprint', () => { for (const d of document.querySelectorAll('details')) { d.open = true; if (d.fill) d.fill(); } });
  addEventListener('resize', () => { for (const c of controls) if (c.element.tagName === 'TEXTAREA' && c.element.isConnected) grow(c.element); });
}

build(restore());
