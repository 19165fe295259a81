// The editor of a decision table: dmn-js, opened on its table; FEEL everywhere.
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import '../editor/verified.js';
import '../editor/editor.css';
import './tables.css';
import Modeler from 'dmn-js/lib/Modeler';
import { showSource, tellLosses } from '../editor/broken.js';
import { element as html } from '../editor/findings.js';
import * as server from '../editor/server.js';
import { session } from '../editor/session.js';
import { translations } from '../editor/translate.js';
import { words } from '../editor/words.js';
import vi from '../vi/dmn.json';

function make() {
  const common = { additionalModules: [translations(vi)] };
  return new Modeler({
    container: '#table-editor',
    common: { expressionLanguages: { options: [{ value: 'feel', label: 'FEEL' }],
      defaults: { editor: 'feel' } } },
    drd: common,
    decisionTable: common,
    literalExpression: common,
    boxedExpression: common,
  });
}

/** A file may hold several decisions: one button each, over the editor. */
function offerViews(modeler) {
  const bar = document.querySelector('#tools');
  const kinds = { drd: words.drawing };
  const draw = () => bar.replaceChildren(...modeler.getViews().map((view) => {
    const text = kinds[view.type] || view.element.name || view.element.id;
    const button = html('button', 'btn btn-second btn-sm', text);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(view === modeler.getActiveView()));
    button.addEventListener('click', () => modeler.open(view));
    return button;
  }));
  modeler.on('views.changed', draw);
  draw();
}

/** Go to the row, cell or column of a finding; false for what is not in this file. */
function select(id) {
  const name = CSS.escape(id);
  const cells = ['row-id', 'element-id', 'col-id'].map((one) => `td[data-${one}="${name}"]`);
  const found = document.querySelector(cells.map((cell) => `${cell} [contenteditable]`).join());
  found?.scrollIntoView({ block: 'nearest' });
  found?.focus();
  return Boolean(found) || id === server.root.dataset.key;
}

async function start() {
  const text = await server.content();
  const modeler = make();
  let read;
  try {
    read = await modeler.importXML(text, { open: false });
    const table = modeler.getViews().find(({ type }) => type === 'decisionTable');
    await modeler.open(table || modeler.getViews()[0]);
  } catch (error) {
    document.querySelector('#table-editor').replaceChildren();
    showSource(text, error);
    return;
  }
  tellLosses(read.warnings);
  offerViews(modeler);
  const open = session({
    read: async () => (await modeler.saveXML({ format: true })).xml,
    select,
  });
  if (!open.mine) document.querySelector('#table-editor').inert = true;
  else watch(modeler, open);
  open.look();
}

/** Each view has an editor of its own, made when it is first opened. */
function watch(modeler, open) {
  const heard = new Set();
  const listen = () => {
    const viewer = modeler.getActiveViewer();
    if (!viewer || heard.has(viewer)) return;
    heard.add(viewer);
    viewer.get('eventBus').on('commandStack.changed', open.changed);
  };
  modeler.on('views.changed', listen);
  listen();
}

start().finally(() => {
  document.body.dataset.ready = String(Math.round(performance.now()));
});
