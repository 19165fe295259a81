// What our forms keep in `properties`: of the form its name and where its answers belong, of a field
// the clause it rests on, the fact it writes and what it is called in a sentence.
import { SelectEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { parts, Several } from '../editor/lists.js';
import { words } from '../editor/words.js';

const FORM = [
  ['title', words.formTitle],
  ['scope', words.formScope, ['case', 'pass', 'activation']],
  ['mode', words.formMode, ['page', 'sections']],
];
const FIELD = [
  ['fact', words.fieldFact],
  ['noun', words.fieldNoun],
  ['ref', words.fieldSource],
  ['required', words.fieldRequired],
];

function Text({ element, id, title, read, write }) {
  return h(TextFieldEntry, {
    element, id, label: title, getValue: read, setValue: write, debounce: (act) => act,
  });
}

function Pick({ element, id, title, values, read, write }) {
  const options = values.map((value) => ({ value, label: words.formWords[value] }));
  const getOptions = () => [{ value: '', label: words.choose }, ...options];
  return h(SelectEntry, { element, id, label: title, getValue: read, setValue: write, getOptions });
}

function entriesOf(field, edit) {
  const held = field.properties || {};
  const write = (name, value) => {
    const { [name]: _former, ...rest } = held;
    edit(field, 'properties', value ? { ...rest, [name]: value } : rest);
  };
  const rows = (field.type === 'default' ? FORM : FIELD).map(([name, title, values]) => ({
    id: `ours-${name}`, element: field, component: values ? Pick : Text, title, values,
    read: () => held[name] || '', write: (value) => write(name, value),
  }));
  if (field.type === 'default') return rows;
  return [{
    id: 'ours-clause', element: field, component: Several, kind: 'clauses', title: words.clauses,
    read: () => parts(held.clause), write: (values) => write('clause', values.join(', ')),
  }, ...rows];
}

class OurProperties {
  constructor(propertiesPanel, modeling) {
    this._edit = (field, name, value) => modeling.editFormField(field, { [name]: value });
    propertiesPanel.registerProvider(this, 200);
  }

  getGroups(field) {
    const entries = entriesOf(field, this._edit).map((one) => ({ ...one, isEdited: () => false }));
    // drawn by the panel's own kind of group: form-js carries a copy that knows no other
    const ours = { id: 'ours', label: words.ours, entries };
    // rows of names and texts cannot show what ours hold: rules are a list
    return (groups) => [ours, ...groups.filter(({ id }) => id !== 'custom-values')];
  }
}
OurProperties.$inject = ['propertiesPanel', 'modeling'];

export default { __init__: ['ourProperties'], ourProperties: ['type', OurProperties] };
