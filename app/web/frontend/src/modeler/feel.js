// FEEL in the panel, with the names that forms, tables and topics write offered while typing.
import { FeelEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import { choices } from '../editor/lists.js';

/** Write a FEEL expression. */
export function Feel({ element, id, title, read, write }) {
  const debounce = useService('debounceInput');
  const translate = useService('translate');
  const variables = choices.variables.map(({ value, label: info }) => ({ name: value, info }));
  return h(FeelEntry, {
    element,
    id,
    label: title,
    feel: 'required',
    variables,
    debounce,
    translate,
    // the file holds the bare expression; the panel's editor wants its sign
    getValue: () => (read() ? `=${read()}` : ''),
    setValue: (value) => write((value || '').replace(/^=\s*/, '')),
  });
}
