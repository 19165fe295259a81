// Which names and functions a parsed FEEL text uses, with the names it binds itself left out.

const BINDERS = new Set(['ForExpression', 'QuantifiedExpression']);

const children = (node) => {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
};

const within = (bound, names) => new Set([...bound, ...names]);

export function namesIn(tree, text, isFunction) {
  const names = new Set();
  const inFilters = new Set();
  const functions = new Set();
  const unknown = [];
  const misused = [];
  const paths = new Set();
  const whole = new Set();
  const keys = {};
  const source = (node) => text.slice(node.from, node.to).replace(/\s+/g, ' ').trim();

  function use(name, bound, filtered, key) {
    if (name === '?' || bound.has(name)) return;
    (filtered ? inFilters : names).add(name);
    if (key === undefined) whole.add(name);
    else (keys[name] ??= new Set()).add(key);
  }

  function call(node, bound, filtered) {
    const [target, ...rest] = children(node);
    if (target.name === 'VariableName') {
      const name = source(target);
      if (!bound.has(name)) {
        functions.add(name);
        if (!isFunction(name)) unknown.push({ name, at: target.from });
      }
    } else if (target.name === 'PathExpression') {
      unknown.push({ name: source(target), at: target.from });
    } else if (target.name === 'SpecialFunctionName') {
      functions.add(source(target));
    } else {
      walk(target, bound, filtered);
    }
    for (const child of rest) walk(child, bound, filtered);
  }

  function path(node, bound, filtered) {
    const parts = [];
    let at = node;
    while (at.name === 'PathExpression') {
      const kids = children(at);
      parts.unshift(source(kids[kids.length - 1]));
      at = kids[0];
    }
    if (at.name === 'VariableName' && !bound.has(source(at)) && !filtered) {
      paths.add([source(at), ...parts].join('.'));
    }
    if (at.name === 'VariableName') use(source(at), bound, filtered, parts[0]);
    else walk(at, bound, filtered);
  }

  // for x in a, y in x.b …: each name is known to the sources after it and to the body
  function loop(node, bound, filtered) {
    let inner = within(bound, ['partial']);
    for (const child of children(node)) {
      if (child.name !== 'InExpressions') {
        walk(child, inner, filtered);
        continue;
      }
      for (const one of children(child).filter((kid) => kid.name === 'InExpression')) {
        const [name, , list] = children(one);
        walk(list, inner, filtered);
        inner = within(inner, [source(name)]);
      }
    }
  }

  function contextLiteral(node, bound, filtered) {
    let inner = bound;
    for (const entry of children(node).filter((kid) => kid.name === 'ContextEntry')) {
      const [key, value] = children(entry);
      walk(value, inner, filtered);
      inner = within(inner, [source(key).replace(/^"|"$/g, '')]);
    }
  }

  function definition(node, bound, filtered) {
    const kids = children(node);
    const formal = kids.find((kid) => kid.name === 'FormalParameters');
    const own = (formal ? children(formal) : []).map((kid) => source(kid).split(':')[0].trim());
    for (const kid of kids.filter((one) => one.name === 'FunctionBody')) {
      walk(kid, within(bound, own), filtered);
    }
  }

  // rows[ok = false]: `ok` may be a key of each row or a name outside
  function filter(node, bound, filtered) {
    const [target, ...rest] = children(node);
    walk(target, bound, filtered);
    for (const child of rest) walk(child, within(bound, ['item']), true);
  }

  // a == b and a = > 3 parse as a comparison with a test and are never true
  function comparison(node, bound, filtered) {
    const kids = children(node);
    const right = kids[kids.length - 1];
    if (kids[1].name === 'CompareOp' && right.name === 'SimplePositiveUnaryTest') {
      if (right.firstChild.name === 'CompareOp') misused.push(right.from);
    }
    for (const child of kids) walk(child, bound, filtered);
  }

  function walk(node, bound, filtered) {
    if (node.name === 'VariableName') use(source(node), bound, filtered);
    else if (node.name === 'FunctionInvocation') call(node, bound, filtered);
    else if (node.name === 'Comparison') comparison(node, bound, filtered);
    else if (node.name === 'PathExpression') path(node, bound, filtered);
    else if (BINDERS.has(node.name)) loop(node, bound, filtered);
    else if (node.name === 'Context') contextLiteral(node, bound, filtered);
    else if (node.name === 'FunctionDefinition') definition(node, bound, filtered);
    else if (node.name === 'FilterExpression') filter(node, bound, filtered);
    else if (node.name !== 'Type') for (const child of children(node)) walk(child, bound, filtered);
  }

  const top = tree.topNode;
  if (top.name === 'Expression' && top.firstChild.name === 'SimplePositiveUnaryTest') {
    misused.push(top.from);
  }
  walk(top, new Set(), false);
  return {
    names: [...names], maybe: [...inFilters].filter((name) => !names.has(name)),
    functions: [...functions], paths: [...paths], unknown, misused,
    keys: Object.fromEntries(
      Object.entries(keys).filter(([name]) => !whole.has(name)).map(([name, all]) => [name, [...all]]),
    ),
  };
}
