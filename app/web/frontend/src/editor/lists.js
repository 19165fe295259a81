// Entries of the panel that choose from what the installation has: a list, one or several.
import { SelectEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { words } from './words.js';

/** What may be chosen, by kind; filled when the server has answered. */
export const choices = {
  forms: [], roles: [], topics: [], decisions: [], processes: [], clauses: [], variables: [],
};

const label = (kind, value) =>
  choices[kind].find((one) => one.value === value)?.label ?? words.unknown(value);

function options(kind, without, first) {
  const rest = choices[kind].filter(({ value }) => !without.includes(value));
  return [{ value: '', label: first }, ...rest];
}

/** Choose one value; a value that is not in the list stays and is named as such. */
export function One({ element, id, kind, title, read, write }) {
  const value = read();
  const strange = value && !choices[kind].some((one) => one.value === value);
  const all = options(kind, [], words.choose);
  if (strange) all.push({ value, label: words.unknown(value) });
  return h(SelectEntry, {
    element, id, label: title, getValue: read, setValue: write, getOptions: () => all,
  });
}

function Chosen({ kind, value, drop }) {
  const text = label(kind, value);
  return h('li', {}, [
    h('span', {}, text),
    h('button', { type: 'button', class: 'linkbtn', 'aria-label': words.drop(text), onClick: drop },
      '×'),
  ]);
}

/** Choose several values: those chosen, each with a button to drop it, and a list to add from. */
export function Several({ element, id, kind, title, read, write }) {
  const values = read();
  const without = (value) => values.filter((one) => one !== value);
  return h('div', { class: 'several', 'data-entry-id': id }, [
    h(SelectEntry, {
      // a fresh list after each choice
      key: values.join(),
      element,
      id: `${id}-add`,
      label: title,
      getValue: () => '',
      setValue: (value) => value && write([...values, value]),
      getOptions: () => options(kind, values, words.add),
    }),
    values.length > 0 && h('ul', { 'aria-label': title }, values.map((value) =>
      h(Chosen, { key: value, kind, value, drop: () => write(without(value)) }))),
  ]);
}

/** Return the parts of a text that lists names with commas. */
export const parts = (text) => (text || '').split(',').map((one) => one.trim()).filter(Boolean);
