// The editor of a form: form-js's own, with what our forms say beside (docs/forms.md).
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '../editor/verified.js';
import '../editor/editor.css';
import './forms.css';
import { FormEditor } from '@bpmn-io/form-js-editor';
import { showSource } from '../editor/broken.js';
import { choices } from '../editor/lists.js';
import * as server from '../editor/server.js';
import { session } from '../editor/session.js';
import ours from './ours.js';

function follow(editor, open) {
  open.look();
  if (!open.mine) return;
  editor.on('commandStack.changed', open.changed);
  server.choices().then((found) => {
    Object.assign(choices, found);
    editor.get('eventBus').fire('propertiesPanel.providersChanged');
    document.body.dataset.choices = 'ready';
  }).catch(() => {});
}

/** Select the field of a finding: its element id is the field's key or path. */
function selector(editor) {
  return (id) => {
    const known = editor.get('formFieldRegistry');
    const key = id.replace(/\[\d+\]/g, '').split('.').pop();
    const found = known.get(id) || known.getAll().find((field) => field.key === key);
    if (!found) return false;
    editor.get('selection').set(found);
    document.querySelector(`[data-id="${CSS.escape(found.id)}"]`)?.scrollIntoView({ block: 'center' });
    return true;
  };
}

async function start() {
  const text = await server.content();
  let editor;
  try {
    const schema = JSON.parse(text);
    // who wrote a form first stays on it
    const { exporter } = schema;
    editor = new FormEditor({ container: '#form-editor', additionalModules: [ours], exporter });
    await editor.importSchema(schema);
  } catch (error) {
    document.querySelector('#form-editor').replaceChildren();
    showSource(text, error);
    return;
  }
  const open = session({
    read: async () => `${JSON.stringify(editor.saveSchema(), null, 2)}\n`,
    select: selector(editor),
  });
  if (!open.mine) document.querySelector('#form-editor').inert = true;
  follow(editor, open);
}

start().finally(() => {
  document.body.dataset.ready = String(Math.round(performance.now()));
});
