// Under the list of forms: the way to the chosen one, or a new one for a task that has none.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h } from '@bpmn-io/properties-panel/preact';
import { choices } from '../editor/lists.js';
import { beginForm, formAddress, holdsForm } from '../editor/server.js';
import { words } from '../editor/words.js';
import { subject } from './extensions.js';

function processOf(object) {
  let around = object;
  while (around && around.$type !== 'bpmn:Process') around = around.$parent;
  return around?.id;
}

/** Show the link, or the button; `write` names the form in the task. */
export function TaskForm({ element, id, read, write }) {
  const [told, tell] = useState('');
  const key = read();
  const object = subject(element);
  const own = `${processOf(object)}.${object.id}`;
  async function begin() {
    tell('');
    try {
      if (!holdsForm(own)) await beginForm(own, object.name || own);
      choices.forms.push({ value: own, label: `${object.name || own} (${own})` });
      write(own);
    } catch (error) {
      tell(`${words.formFailed} ${error.message}`);
    }
  }
  const link = { href: formAddress(key), target: '_blank', class: 'linkbtn' };
  return h('div', { class: 'several', 'data-entry-id': id }, [
    key && holdsForm(key) && h('a', link, words.openForm),
    !key && h('button', { type: 'button', class: 'linkbtn', onClick: begin }, words.newForm),
    told && h('p', { role: 'alert' }, told),
  ]);
}
