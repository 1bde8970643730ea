// Hints point out what may be a slip. None of them keeps anybody from going on.
function words(text) {
  return (text.match(/\S+/g) || []).length;
}

function plural(n, one, many) {
  return n + ' ' + (n === 1 ? one : many || one + 's');
}

const dayWords = (iso) => new Date(iso + 'T12:00:00').toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

// hintOf returns the hint for a value, '' for none.
function hintOf(part, row, col, element) {
  const input = model.parts[part].inputs[col], v = valueOf(part, row, col);
  if (element && element.validity && element.validity.badInput) return 'This is not a whole date yet, so it is not kept.';
  if (!v) return '';
  const at = (c) => valueOf(part, row, c);
  const before = (c, what) => (at(c) && v < at(c) ? 'This is before ' + what + ', ' + dayWords(at(c)) + '.' : '');
  if (input.type === 'date') {
    if (v < '1990' || v > '2100') return 'Is the year right?';
    switch (part + '.' + col) {
      case 'close.actual_close': return v > today() ? 'That day is still to come; fill it when the contract is signed.' : '';
      case 'promises.due_on': return before('said_on', 'the day it was said');
      case 'criteria.target_on': return before('baseline_on', 'the day of today’s number');
      case 'term.renewal_on': return before('start_on', 'the start');
      case 'go_live.go_live_on': {
        const close = valueOf('close', '', 'actual_close') || valueOf('close', '', 'expected_close');
        return close && v < close ? 'This is before the close, ' + dayWords(close) + '.' : '';
      }
    }
    return col === 'until' ? before('on', 'the first day') : '';
  }
  if (input.type === 'money' && !/^\s*[^\d\s]{0,4}\s*\d{1,3}([ .,'’\u00a0\u202f]?\d{3})*([.,]\d{1,2})?\s*[^\d\s]{0,4}\s*$/.test(v)) {
    return 'Write the amount in digits, like 48000 or 48,000.50; this cannot be stored as it is.';
  }
  if (input.type === 'whole' && !/^\s*-?\d{1,8}\s*$/.test(v)) return 'Write it in digits, like 12; this cannot be stored as it is.';
  switch (part + '.' + col) {
    case 'value.currency': return /^[A-Za-z]{3}$/.test(v.trim()) ? '' : 'Three letters, like EUR.';
    case 'people.email': return /^\S+@\S+\.\S+$/.test(v.trim()) ? '' : 'Is the address whole?';
    case 'customer_promise.customer_promise':
      return v.length > 200 ? plural(v.length, 'character') + '; what is remembered is one sentence of at most 200.' : '';
    case 'story.story': {
      const n = words(v);
      return n < 60 ? plural(n, 'word') + ' so far; 60 to 250 tell it.' : n > 250 ? plural(n, 'word') + '; 250 are read in a minute.' : '';
    }
    case 'criteria.target': return v.trim() === at('baseline').trim() ? 'The target is the same as today’s number.' : '';
    case 'promises.text':
      if (words(v) > 2 && !/\d/.test(v) && !at('due_on') && !at('to_whom')) return 'With a number, a date or a person everybody can see that it was kept.';
  }
  const p = model.parts[part];
  if (p.list && !p.days && p.lead[0] === col) {
    const same = state.parts[part].rows.filter((r) => (r.values[col] || '').trim().toLowerCase() === v.trim().toLowerCase());
    if (same.length > 1 && part !== 'beliefs') return 'This stands in the list twice.';
  }
  return '';
}

function noneHint(part) {
  const n = state.parts[part].none;
  return n && (!n.who.trim() || !n.on) ? '“None” needs a name and a date.' : '';
}

// everyHint lists what there is to look at again, each with its place.
function everyHint() {
  const out = [];
  for (const key of model.sections.flatMap((s) => s.parts)) {
    const p = model.parts[key], own = state.parts[key];
    for (const row of p.list ? own.rows : [{ key: '' }]) {
      for (const col of p.order) {
        const el = controlAt(key, row.key, col);
        const hint = hintOf(key, row.key, col, el);
        if (hint) out.push({ part: key, row: row.key, col: col, text: p.inputs[col].label + ': ' + hint });
      }
    }
    if (noneHint(key)) out.push({ part: key, row: '', col: 'none', text: p.label + ': ' + noneHint(key) });
  }
  return out;
}

// partDone counts what is wanted of a part, and what of it is there.
function partDone(key) {
  const p = model.parts[key], own = state.parts[key];
  const wants = p.order.filter((c) => wanted(p.inputs[c].gate));
  if (!p.list) {
    if (key === 'complexity') return { all: p.order.length, done: p.order.filter((c) => own.values[c]).length };
    if (own.none && wants.length) return { all: wants.length, done: wants.length };
    return { all: wants.length, done: wants.filter((c) => own.values[c]).length };
  }
  if (!wanted(p.gate)) return { all: 0, done: 0 };
  const rows = own.rows.filter((r) => said(key, r) || p.days);
  if (!rows.length) return { all: 1, done: own.none && own.none.who && own.none.on ? 1 : 0 };
  let all = 0, done = 0;
  for (const r of rows) for (const c of wants) { all++; if (r.values[c]) done++; }
  return { all: all, done: done };
}

function sectionDone(s) {
  const out = { all: 0, done: 0 };
  for (const key of s.parts) { const d = partDone(key); out.all += d.all; out.done += d.done; }
  return out;
}
