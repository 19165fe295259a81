// FEEL inside quickjs: parse once, check names, evaluate with injected time. No I/O, no callbacks.
// Every function takes and returns JSON text; app/feel is the only caller.
import {
  FeelFunction, InterpreterContext, builtins, dateAndTime, getType, interpreter,
  parseExpression, parseUnaryTests,
} from 'feelin';
import { atomsOf } from './feel_atoms.js';
import { namesIn } from './feel_names.js';

const OURS = { now: [], today: [], 'working days': ['n', 'from'] };
const KEPT = 2000;
// only the names matter to the parser: which words belong together
const PARSE_CONTEXT = Object.fromEntries(Object.keys(OURS).map((name) => [name, null]));
const compiled = new Map();

const isFunction = (name) => Object.hasOwn(OURS, name) || Object.hasOwn(builtins, name);
const parse = (text, unary) =>
  (unary ? parseUnaryTests : parseExpression)(text, PARSE_CONTEXT, undefined);

class Missing extends Error {}

function compile(text, unary) {
  const key = (unary ? '?' : '=') + text;
  let entry = compiled.get(key);
  if (!entry) {
    const notes = new InterpreterContext();
    const method = unary ? 'unaryTest' : 'evaluate';
    const { root } = interpreter[method](text, PARSE_CONTEXT, undefined, notes);
    entry = { root, notes };
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(key, entry);
  }
  entry.notes.warnings.length = 0;
  return entry;
}

// Working days are counted by the host. A count not known yet stops the evaluation; the host
// answers and asks again, so no JavaScript ever calls into the host.
function workingDays(known) {
  return (count, from) => {
    if (count === null || count === undefined || from === null) return null;
    const start = from === undefined ? null : String(from);
    if (!Number.isInteger(count) || Math.abs(count) > 10000) {
      throw new Error('day-count');
    }
    const key = JSON.stringify([count, start]);
    if (!Object.hasOwn(known, key)) {
      throw Object.assign(new Missing(key), { key, count, start });
    }
    return known[key];
  };
}

function scope(facts, now, known) {
  const moment = dateAndTime(now);
  const day = () => builtins.date(moment);
  // facts are JSON, so nothing needs converting
  return Object.assign(facts, {
    now: new FeelFunction(() => moment, OURS.now),
    today: new FeelFunction(day, OURS.today),
    'working days': new FeelFunction(workingDays(known), OURS['working days']),
  });
}

const BROKEN = new Set(['NO_FUNCTION_FOUND', 'FUNCTION_INVOCATION_FAILURE', 'UNSUPPORTED']);

function plain(value) {
  const type = getType(value);
  if (type === 'function' || type === 'range' || type === 'literal') {
    throw new Error('no-value');
  }
  if (type === 'list') return value.map(plain);
  if (type === 'context') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  }
  if (type === 'number' && !Number.isFinite(value)) throw new Error('no-number');
  return type === 'nil' ? null : value;
}

function answer(work) {
  try {
    return JSON.stringify(work());
  } catch (error) {
    if (error instanceof Missing) {
      const { key, count, start } = error;
      return JSON.stringify({ need: { key, count, start } });
    }
    const at = error && error.position;
    return JSON.stringify({ error: String(error && error.message), at: at ? at.from : null });
  }
}

function value(text, unary, facts, use) {
  const { root, notes } = compile(text, unary);
  const found = use(root(facts), facts);
  const broken = notes.getWarnings().find((warning) => BROKEN.has(warning.type));
  return broken ? { error: 'call', at: broken.position.from } : { value: found };
}

function run(work, factsJson, now, knownJson) {
  return answer(() => work(scope(JSON.parse(factsJson), now, JSON.parse(knownJson))));
}

globalThis.feelNames = (text, unary) =>
  answer(() => {
    compile(text, unary);
    return namesIn(parse(text, unary), text, isFunction);
  });

globalThis.feelAtoms = (text) =>
  answer(() => {
    compile(text, false);
    return { atoms: atomsOf(parse(text, false), text) };
  });

globalThis.feelEvaluate = (text, facts, now, known) =>
  run((all) => value(text, false, all, plain), facts, now, known);

/** Evaluate several texts over the same facts; `texts` is a JSON list. */
globalThis.feelEvaluateAll = (texts, facts, now, known) =>
  run((all) => {
    const values = [];
    for (const text of JSON.parse(texts)) {
      const found = value(text, false, all, plain);
      if ('error' in found) return { ...found, text };
      values.push(found.value === undefined ? null : found.value);
    }
    return { value: values };
  }, facts, now, known);

globalThis.feelTest = (text, facts, now, known) =>
  run((all) => value(text, true, all, (test) => test(all['?']) === true), facts, now, known);
