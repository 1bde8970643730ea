'use strict';
// What stands in the page, and how it is kept. Everything else reads it here
// and changes it here.
const model = JSON.parse(document.getElementById('request').textContent);
const storeKey = 'kept-request-' + model.request;

const clone = (x) => JSON.parse(JSON.stringify(x));

function fresh() {
  const s = { by: model.seller || '', parts: {}, questions: {} };
  for (const key of Object.keys(model.parts)) {
    const part = model.parts[key], base = clone(model.base[key] || {});
    const own = { values: base.values || {}, rows: base.rows || [], none: base.none || null };
    for (const day of part.days || []) {
      if (!own.rows.some((r) => r.values.day === String(day))) own.rows.push({ key: 'day' + day, values: { day: String(day) } });
    }
    if (part.days) own.rows.sort((a, b) => a.values.day - b.values.day);
    s.parts[key] = own;
  }
  return s;
}

let state = fresh();
let keeps = true; // the browser keeps what is typed
let saved = '';   // what it keeps
let typed = false; // something was changed in this window of the page

function restore() {
  let text = null;
  try {
    text = localStorage.getItem(storeKey);
    localStorage.setItem(storeKey + '-try', '1');
    localStorage.removeItem(storeKey + '-try');
  } catch (e) {
    keeps = false;
  }
  if (!text) return false;
  try {
    const was = JSON.parse(text), now = fresh();
    now.by = String(was.by || '');
    for (const key of Object.keys(now.parts)) if (was.parts && was.parts[key]) now.parts[key] = was.parts[key];
    now.questions = was.questions || {};
    state = now;
    saved = text;
    return true;
  } catch (e) {
    return false;
  }
}

let timer = 0;
const savedListeners = [];

function changed() {
  typed = true;
  clearTimeout(timer);
  timer = setTimeout(save, 250);
  for (const f of savedListeners) f('typing');
}

function save() {
  clearTimeout(timer);
  if (!typed) return; // a second window that only looks never writes over the first
  const text = JSON.stringify(state);
  if (text === saved) return;
  try {
    localStorage.setItem(storeKey, text);
    saved = text;
    keeps = true;
  } catch (e) {
    keeps = false;
  }
  for (const f of savedListeners) f(keeps ? 'saved' : 'unsaved');
}

// A place is a part, a row of it and a column. The row '' is that of a single
// part; '@first' is the first row of a list, whichever it is.
function rowOf(part, row) {
  const own = state.parts[part];
  if (row === '') return own;
  if (row === '@first') return own.rows[0];
  return own.rows.find((r) => r.key === row);
}

function valueOf(part, row, col) {
  const r = rowOf(part, row);
  return (r && r.values[col]) || '';
}

function newKey() {
  const b = new Uint8Array(9);
  crypto.getRandomValues(b);
  return 'n' + Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
}

function addRow(part, values, at) {
  const own = state.parts[part], row = { key: newKey(), values: values || {} };
  if (model.parts[part].inputs.state && model.parts[part].noun === 'watch') row.values.state = row.values.state || (part === 'assumptions' ? 'untested' : 'open');
  own.rows.splice(at === undefined ? own.rows.length : at, 0, row);
  own.none = null;
  changed();
  return row;
}

// said tells whether a row says anything: one that does not is not sent.
function said(part, row) {
  return model.parts[part].order.some((col) => col !== 'state' && row.values[col]);
}

// file is what “Send back” saves.
function file() {
  const given = {};
  for (const key of Object.keys(model.parts)) {
    const own = state.parts[key], out = {};
    if (model.parts[key].list) out.rows = own.rows.filter((r) => isKnown(key, r.key) || said(key, r)).map((r) => ({ key: r.key, values: r.values }));
    else out.values = own.values;
    if (own.none) out.none = { who: own.none.who || '', on: own.none.on || '' };
    given[key] = out;
  }
  return {
    kept_answers: model.version,
    request: model.request,
    account: model.account,
    name: valueOf('account', '', 'name') || model.name,
    asked_by: model.askedBy,
    asked_at: model.askedAt,
    answered_by: state.by,
    answered_at: new Date().toISOString(),
    base: model.base,
    given: given,
    questions: model.questions.filter((q) => (state.questions[q.id] || '').trim()).map((q) => ({ id: q.id, text: q.text, answer: state.questions[q.id] })),
  };
}

function isKnown(part, key) {
  return ((model.base[part] || {}).rows || []).some((r) => r.key === key);
}

// today is the day it is where the page is open.
function today() {
  const d = new Date(), two = (n) => String(n).padStart(2, '0');
  return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate());
}

// isComplex follows the answers about complexity: from two points on, and
// always for a regulated customer.
function isComplex() {
  const of = (col) => {
    const i = (model.parts.complexity.inputs[col].options || []).findIndex((o) => o[0] === valueOf('complexity', '', col));
    return Math.max(0, i);
  };
  const points = of('integrations') + of('data_sets') + of('sites') + (valueOf('complexity', '', 'custom_work') === 'yes' ? 2 : 0);
  return points >= 2 || valueOf('industry', '', 'regulated') === 'true';
}

const wanted = (gate) => gate === 'C' || (gate === 'C+' && isComplex());
