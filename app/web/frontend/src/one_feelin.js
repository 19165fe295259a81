// The one FEEL of this system, as form-js sees it: the same feelin as in gates and tables, each text
// parsed once, the present given by the host. form-js and its templates import this by alias.
import { FeelFunction, InterpreterContext, builtins, dateAndTime, interpreter } from 'feelin';

export { parseExpression, parseUnaryTests } from 'feelin';

const KEPT = 4000;
const KNOWN = { now: null, today: null };
const compiled = new Map();
let moment = null;

/** Set the present, an ISO text with its offset. */
export function setNow(iso) {
  moment = dateAndTime(iso);
}

export function compile(text, unary) {
  const key = (unary ? '?' : '=') + text;
  let entry = compiled.get(key);
  if (!entry) {
    const notes = new InterpreterContext();
    const method = unary ? 'unaryTest' : 'evaluate';
    entry = { notes, root: interpreter[method](text, KNOWN, undefined, notes).root };
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(key, entry);
  }
  entry.notes.warnings.length = 0;
  return entry;
}

const PRESENT = {
  now: new FeelFunction(() => moment, []),
  today: new FeelFunction(() => builtins.date(moment), []),
};

// answers and facts are plain JSON here, so nothing needs converting
function scope(data) {
  return { ...data, ...PRESENT };
}

export function evaluate(text, data = {}) {
  const { root, notes } = compile(text, false);
  return { value: root(scope(data)), warnings: notes.getWarnings() };
}

export function unaryTest(text, data = {}) {
  const { root, notes } = compile(text, true);
  const facts = scope(data);
  const tested = facts['?'] !== undefined ? facts['?'] : null;
  return { value: root(facts)(tested), warnings: notes.getWarnings() };
}
