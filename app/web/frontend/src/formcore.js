// form-js's own importer, condition checker and validator over one set of answers, without a page.
// Functions take and return JSON text; app/task_forms is the only caller.
import { Form, buildExpressionContext, runExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import { get, set } from 'min-dash';
import { setNow } from './one_feelin.js';

const KEPT = 60;
const ROUNDS = 8; // conditions that depend on conditions settle long before
const SERVICES = [
  'conditionChecker', 'expressionLanguage', 'formFields', 'pathRegistry', 'templating', 'validator',
];
const LIMITS = ['min', 'max', 'minLength', 'maxLength'];
const SOURCE = /^=\s*options\.\w+\s*$/;
const forms = new Map();

const copy = (value) => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

class Opened {
  constructor(schema) {
    this.form = new Form({ additionalModules: [{ renderer: ['value', {}] }] });
    this.root = this.form.get('importer').importSchema(schema).schema;
    for (const name of SERVICES) this[name] = this.form.get(name);
  }

  isKeyed(field) {
    return this.formFields.get(field.type).config.keyed === true;
  }

  /**
   * Visit each field instance in page order. Rows are those of `given`; conditions and expressions
   * see `visible`, where hidden answers are null. Rows of a hidden list are left out. Many fields
   * share one condition; outside rows it has one answer for the whole form, kept in `known`.
   */
  walk(given, visible, visit, known = new Map()) {
    let common = null;
    const isHidden = (field, info, inRow) => {
      const hide = field.conditional && field.conditional.hide;
      if (!hide) return false;
      if (!inRow && known.has(hide)) return known.get(hide);
      if (!inRow) common ??= buildExpressionContext(info);
      const context = inRow ? buildExpressionContext(info) : common;
      const hidden = this.conditionChecker.check(hide, context) === true;
      if (!inRow) known.set(hide, hidden);
      return hidden;
    };
    const step = (field, place) => {
      const row = place.rowPath ? get(visible, place.rowPath) || {} : visible;
      const info = { data: visible, this: row, parent: place.parent, i: place.numbers };
      const named = field.key || field.path;
      const path = named ? this.pathRegistry.getValuePath(field, { indexes: place.indexes }) : null;
      const hidden = place.hidden || isHidden(field, info, place.rowPath !== null);
      visit(field, { path, info, hidden });
      const inside = { ...place, hidden };
      for (const child of field.isRepeating ? [] : field.components || []) step(child, inside);
      if (!field.isRepeating || hidden) return;
      (get(given, path) || []).forEach((_, number) => {
        const rowPlace = {
          hidden, indexes: { ...place.indexes, [field.id]: number }, parent: row,
          numbers: [...place.numbers, number + 1], rowPath: [...path, number],
        };
        for (const child of field.components) step(child, rowPlace);
      });
    };
    step(this.root, { hidden: false, indexes: {}, numbers: [], parent: null, rowPath: null });
  }

  evaluate(text, info) {
    return copy(runExpressionEvaluation(this.expressionLanguage, text, info));
  }

  /**
   * Return the answers as the shown fields leave them, computed values included, and what is known
   * of the conditions over just these answers.
   */
  settle(given) {
    let visible = copy(given);
    for (let round = 0; round < ROUNDS; round++) {
      const next = copy(given);
      const known = new Map();
      this.walk(given, visible, (field, { path, info, hidden }) => {
        if (hidden && path && (field.isRepeating || this.isKeyed(field))) set(next, path, null);
        else if (field.type === 'expression') set(next, path, this.evaluate(field.expression, info));
      }, known);
      if (JSON.stringify(next) === JSON.stringify(visible)) return { visible, known };
      visible = next;
    }
    return { visible, known: undefined };
  }

  words(text, info) {
    if (!this.templating.isTemplate(text)) return undefined;
    if (text.startsWith('=')) return this.evaluate(text, info);
    return this.templating.evaluate(text, buildExpressionContext(info));
  }

  isReadonly(field, info) {
    if (typeof field.readonly !== 'string') return field.readonly === true;
    const context = buildExpressionContext(info);
    return this.expressionLanguage.evaluateUnaryTest(field.readonly, context) === true;
  }

  describe(field, { path, info, hidden }, visible) {
    const entry = { id: field.id, path, hidden };
    if (this.isReadonly(field, info)) entry.readonly = true;
    if (hidden) return entry;
    for (const name of ['label', 'dateLabel', 'description', 'text']) {
      const words = this.words(field[name], info);
      if (words !== undefined && words !== null) entry[name] = String(words);
    }
    const choices = field.valuesExpression;
    // people, units and other sources are the host's own
    if (choices && !SOURCE.test(choices)) entry.options = this.evaluate(choices, info);
    if (!this.isKeyed(field)) return entry;
    entry.value = get(visible, path);
    entry.limits = {};
    for (const name of LIMITS) {
      const limit = this.evaluate((field.validate || {})[name], info);
      if (limit !== null) entry.limits[name] = limit;
    }
    if (field.type !== 'expression' && !field.disabled && !entry.readonly) {
      const instance = { id: field.id, expressionContextInfo: info };
      entry.errors = this.validator.validateFieldInstance(instance, entry.value);
    }
    return entry;
  }

  check(answers) {
    const given = this.form._getInitializedFieldData(answers);
    const { visible, known } = this.settle(given);
    const fields = [];
    const describe = (field, here) => fields.push(this.describe(field, here, visible));
    this.walk(given, visible, describe, known);
    return { fields };
  }
}

const answer = (work) => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return JSON.stringify({ error: String((error && error.message) || error) });
  }
};

globalThis.formLoad = (key, schema) =>
  answer(() => {
    if (forms.size >= KEPT) forms.clear();
    forms.set(key, new Opened(JSON.parse(schema)));
    return {};
  });

globalThis.formCheck = (key, answers, now) =>
  answer(() => {
    if (!forms.has(key)) return { missing: true };
    setNow(now);
    return forms.get(key).check(JSON.parse(answers));
  });
