// The controls. One place of the answers may have several controls on the page:
// the essentials ask for what the sections ask for too.
const controls = []; // {part, row, col, element, show, hint}
const listViews = {}; // by part: functions that draw the list again
let ids = 0;

function make(tag, attributes, ...children) {
  const el = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (k === 'class') el.className = v;
    else if (k.startsWith('on')) el.addEventListener(k.slice(2), v);
    else if (v === true) el.setAttribute(k, '');
    else if (v !== false && v !== undefined && v !== null && v !== '') el.setAttribute(k, v);
  }
  for (const c of children) if (c) el.append(c);
  return el;
}

function canonical(part, row) {
  const r = row === '' ? null : rowOf(part, row);
  return r ? r.key : row;
}

function controlAt(part, row, col) {
  const c = controls.find((c) => c.part === part && c.col === col && c.element.isConnected && canonical(part, c.row) === row && c.row !== '@first');
  return c && c.element;
}

function setValue(part, row, col, value, from) {
  let r = rowOf(part, row);
  if (!r) {
    r = addRow(part, {});
    redraw(part);
  }
  r.values[col] = value;
  if (value && row === '') r.none = null;
  changed();
  told(part, canonical(part, row), col, from);
}

// told shows a value in its other controls, with what follows from it.
function told(part, row, col, from) {
  for (let i = controls.length - 1; i >= 0; i--) {
    const c = controls[i];
    if (!c.element.isConnected) {
      if (c.drawn) controls.splice(i, 1);
      continue;
    }
    if (c.part !== part || canonical(part, c.row) !== row) continue;
    if (c.col === col && c !== from) c.show();
    c.hint();
  }
  afterChange(part, col);
}

const changeListeners = [];

function afterChange(part, col) {
  for (const f of changeListeners) f(part, col);
}

function redraw(part) {
  for (const f of listViews[part] || []) f();
  for (const c of controls) if (c.part === part && c.row === '@first') { c.show(); c.hint(); }
  afterChange(part, '');
}

function grow(el) {
  el.style.height = 'auto';
  el.style.height = Math.max(el.scrollHeight + 2, 44) + 'px';
}

const spans = { date: 4, money: 4, whole: 4, choice: 4, text: 6, person: 6, link: 6, tick: 6 };

// field makes the control of one place with its label, its help and its hint.
function field(part, row, col, o) {
  o = o || {};
  const input = model.parts[part].inputs[col], id = 'f' + ++ids;
  const control = { part: part, row: row, col: col, drawn: false };
  const hint = make('p', { class: 'hint', id: id + 'h', role: 'status' });
  const kept = model.kept.includes(part + '/' + row + '/' + col);
  const helps = [];
  if (input.help && !o.unhelped) helps.push(input.help);
  if (kept) helps.push('Something is noted here already. It is sensitive, so it is not in this page; what you write is put beside it.');
  const help = helps.length ? make('p', { class: 'help', id: id + 'e' }, helps.join(' ')) : null;
  const described = { 'aria-describedby': (help ? id + 'e ' : '') + id + 'h' };
  const type = input.type;
  let el, box;
  if (type === 'tick') {
    el = make('input', { type: 'checkbox', id: id, ...described });
    control.show = () => { el.checked = valueOf(part, row, col) === 'true'; };
    el.addEventListener('change', () => setValue(part, row, col, el.checked ? 'true' : '', control));
    box = make('div', { class: 'tick' }, el, make('label', { for: id }, input.label));
  } else if (type === 'multi') {
    el = make('fieldset', { class: 'many', id: id, ...described }, make('legend', {}, label(input)));
    const ticks = input.options.map(([value, text]) => {
      const t = make('input', { type: 'checkbox', value: value });
      t.addEventListener('change', () => setValue(part, row, col, ticks.filter((x) => x.checked).map((x) => x.value).join(','), control));
      el.append(make('label', { class: 'chip' }, t, make('span', {}, text)));
      return t;
    });
    control.show = () => { const have = valueOf(part, row, col).split(/[, ]+/); for (const t of ticks) t.checked = have.includes(t.value); };
    box = el;
  } else {
    if (type === 'choice' || type === 'link') {
      el = make('select', { id: id, ...described });
      control.show = () => {
        const v = valueOf(part, row, col);
        const options = type === 'link' ? state.parts[input.link].rows.map((r) => [r.key, r.values[model.parts[input.link].lead[0]] || '–']) : input.options;
        el.replaceChildren(make('option', { value: '' }, '–'), ...options.map(([value, text]) => make('option', { value: value }, text)));
        el.value = v;
      };
      if (type === 'link') el.addEventListener('focus', () => control.show());
      el.addEventListener('change', () => setValue(part, row, col, el.value, control));
    } else {
      const long = type === 'long' || (input.wide && !o.line);
      el = long ? make('textarea', { id: id, rows: type === 'long' ? 3 : 1, ...described }) : make('input', { id: id, type: type === 'date' ? 'date' : 'text', ...described });
      if (type === 'money' || type === 'whole') el.setAttribute('inputmode', type === 'money' ? 'decimal' : 'numeric');
      if (type === 'person') el.setAttribute('list', 'names');
      if (type === 'date') { el.min = '1990-01-01'; el.max = '2199-12-31'; }
      if (col === 'email') { el.setAttribute('inputmode', 'email'); el.setAttribute('autocapitalize', 'none'); }
      if (col === 'phone') el.setAttribute('inputmode', 'tel');
      el.setAttribute('autocomplete', 'off');
      if (long && type !== 'long') { // one line of text that may be long: Enter makes no new line
        el.addEventListener('keydown', (e) => { if (e.key === 'Enter') e.preventDefault(); });
      }
      control.show = () => { el.value = valueOf(part, row, col); if (long) grow(el); };
      el.addEventListener('input', () => {
        if (long) grow(el);
        setValue(part, row, col, long && type !== 'long' ? el.value.replace(/\s*\n\s*/g, ' ') : el.value, control);
      });
      el.addEventListener('blur', () => control.hint());
    }
    box = make('div', { class: 'pair' }, o.bare ? null : make('label', { for: id }, label(input)), el);
    if (o.bare) el.setAttribute('aria-label', o.bare);
  }
  control.element = el;
  control.hint = () => {
    const text = hintOf(part, canonical(part, row), col, el);
    if (hint.textContent !== text) hint.textContent = text;
    box.classList.toggle('hinted', !!text);
  };
  box.classList.add('field');
  box.dataset.place = part + '/' + row + '/' + col;
  box.style.setProperty('--span', o.span || (input.wide || type === 'long' || type === 'multi' ? 12 : spans[type]));
  box.append(...[help, hint].filter(Boolean));
  control.show();
  control.hint();
  controls.push(control);
  setTimeout(() => { control.drawn = true; if (el.tagName === 'TEXTAREA') grow(el); });
  return box;
}

function label(input) {
  const f = document.createDocumentFragment();
  f.append(input.label);
  if (input.gate === 'C' || input.gate === 'C+') {
    f.append(make('span', { class: input.gate === 'C' ? 'want' : 'want later', title: 'Wanted before the close' }, '\u2009•', make('span', { class: 'sr' }, ' (wanted before the close)')));
  }
  if (input.reader.startsWith('sensitive')) f.append(make('span', { class: 'only' }, 'never shown to the customer'));
  return f;
}

// spread gives the fields of a row of the grid widths that fill it.
function spread(part, cols) {
  const p = model.parts[part], out = {};
  let run = [];
  const settle = () => {
    while (run.length) {
      const n = run.length === 1 ? 1 : run.length === 2 || run.length === 4 ? 2 : 3;
      for (const c of run.splice(0, n)) out[c] = n === 3 ? 4 : 6;
    }
  };
  for (const c of cols) {
    const i = p.inputs[c];
    if (i.wide || i.type === 'long' || i.type === 'multi') settle();
    else run.push(c);
  }
  settle();
  return out;
}

function grid(part, row, cols) {
  const at = spread(part, cols);
  return make('div', { class: 'grid' }, ...cols.map((c) => field(part, row, c, { span: at[c] })));
}
