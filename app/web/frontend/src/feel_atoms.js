// The parts of a condition that decide it: comparisons of one fact with literals, and whatever else
// nobody can enumerate. The verifier replaces each part by a value it knows or assumes.

const LITERALS = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'null']);
const PLAIN = new Set([
  'CompareOp', 'in', 'between', 'and', '(', ')', '[', ']', '..', 'List', 'Interval',
  'PositiveUnaryTest', 'PositiveUnaryTests', 'SimplePositiveUnaryTest',
]);
const JOINTS = new Set([
  'Expression', 'Conjunction', 'Disjunction', 'ParenthesizedExpression', 'IfExpression',
]);
const WORDS = new Set(['and', 'or', 'if', 'then', 'else', '(', ')', 'LineComment', 'BlockComment']);

const children = (node) => {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
};

export function atomsOf(tree, text) {
  const atoms = [];
  const source = (node) => text.slice(node.from, node.to).replace(/\s+/g, ' ').trim();

  // `a.b.c` with a variable at its root, else null
  function pathOf(node) {
    if (node.name === 'VariableName') return source(node);
    if (node.name !== 'PathExpression') return null;
    const kids = children(node);
    const before = pathOf(kids[0]);
    return before === null ? null : `${before}.${source(kids[kids.length - 1])}`;
  }

  function called(node, name) {
    if (node.name !== 'FunctionInvocation' || source(node.firstChild) !== name) return null;
    const given = children(node).find((kid) => kid.name === 'PositionalParameters');
    const kids = given ? children(given) : [];
    return kids.length === 1 ? kids[0] : null;
  }

  function subjectOf(node) {
    const path = pathOf(node);
    if (path !== null) return { kind: 'fact', path, from: node.from, to: node.to };
    const counted = called(node, 'count');
    const list = counted && pathOf(counted);
    return list ? { kind: 'count', path: list, from: counted.from, to: counted.to } : null;
  }

  // subjects and literals below a comparison; false when there is anything else
  function collect(node, found) {
    if (LITERALS.has(node.name)) {
      found.literals.push(source(node));
      return true;
    }
    const subject = subjectOf(node);
    if (subject) {
      found.subjects.push(subject);
      return true;
    }
    return PLAIN.has(node.name) && children(node).every((kid) => collect(kid, found));
  }

  function comparison(node) {
    const found = { subjects: [], literals: [] };
    const plain = children(node).every((kid) => collect(kid, found));
    if (!plain || found.subjects.length !== 1) return opaque(node);
    return atoms.push({ ...found.subjects[0], literals: found.literals, use: 'compared',
      around: [node.from, node.to] });
  }

  function opaque(node) {
    atoms.push({ kind: 'opaque', path: source(node), from: node.from, to: node.to,
      literals: [], use: 'assumed' });
  }

  function walk(node, use) {
    const negated = called(node, 'not');
    if (WORDS.has(node.name) || LITERALS.has(node.name)) return;
    if (negated) walk(negated, 'truth');
    else if (node.name === 'Comparison') comparison(node);
    else if (node.name === 'IfExpression') branches(node, use);
    else if (JOINTS.has(node.name)) {
      const inner = node.name.endsWith('junction') ? 'truth' : use;
      for (const kid of children(node)) walk(kid, inner);
    } else {
      const path = pathOf(node);
      if (path === null) opaque(node);
      else atoms.push({ kind: 'fact', path, from: node.from, to: node.to, literals: [], use });
    }
  }

  function branches(node, use) {
    const parts = children(node).filter((kid) => !WORDS.has(kid.name));
    parts.forEach((part, at) => walk(part, at === 0 ? 'truth' : use));
  }

  walk(tree.topNode, 'value');
  return atoms;
}
