// Every element by its label, in a list: the way to each without a mouse on the canvas.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { element as html } from '../editor/findings.js';
import { words } from '../editor/words.js';

const SHOWN = ['bpmn:Activity', 'bpmn:Event', 'bpmn:Gateway', 'bpmn:Participant', 'bpmn:Lane'];

function entries(modeler) {
  const shapes = modeler.get('elementRegistry').filter((shape) =>
    shape.type !== 'label' && SHOWN.some((type) => is(shape, type)));
  return shapes.map((shape) => {
    const { name } = getBusinessObject(shape);
    return { id: shape.id, text: name || `${words.unnamed} (${shape.id})` };
  });
}

function fill(list, modeler, select) {
  const rows = entries(modeler).sort((a, b) => a.text.localeCompare(b.text, 'vi'));
  list.replaceChildren(...rows.map(({ id, text }) => {
    const row = html('li');
    const button = html('button', 'linkbtn', text);
    button.type = 'button';
    button.addEventListener('click', () => {
      select(id);
      // the panel draws itself after the selection has changed
      requestAnimationFrame(() => requestAnimationFrame(firstField));
    });
    row.append(button);
    return row;
  }));
}

function firstField() {
  const fields = document.querySelectorAll('#panel :is(textarea, input, select, [contenteditable])');
  [...fields].find((field) => field.offsetParent)?.focus();
}

/** Fill the list of elements each time it is opened. */
export function outline(modeler, select) {
  const details = document.querySelector('#outline');
  details?.addEventListener('toggle', () => {
    if (details.open) fill(details.querySelector('ul'), modeler, select);
  });
}
