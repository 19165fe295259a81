// The modeler of a draft: bpmn-js with the panel of Camunda 7, in the page's language.
//
// bpmn.io's licence asks that its mark stays visible: it is left where bpmn-js puts it.
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import Modeler from 'bpmn-js/lib/Modeler';
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import {
  BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import behaviours from 'camunda-bpmn-js-behaviors/lib/camunda-platform';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import minimap from 'diagram-js-minimap';
import { showSource, tellLosses } from '../editor/broken.js';
import { choices } from '../editor/lists.js';
import * as server from '../editor/server.js';
import { session } from '../editor/session.js';
import { translations } from '../editor/translate.js';
import { words } from '../editor/words.js';
import vi from '../vi/bpmn.json';
import '../editor/verified.js';
import '../editor/editor.css';
import { marker, selector } from './marks.js';
import menus from './menus.js';
import { outline } from './outline.js';
import panel from './panel.js';

const FEEL_TEXTS = { dueDate: 'feelOrDuration', followUpDate: 'feelOrDuration' };
const READABLE = 0.75;
const PALETTE = 130;
const EDITING = [
  BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule,
  behaviours, minimap, CreateAppendAnythingModule, menus, panel,
];

function make(mine) {
  const Made = mine ? Modeler : Viewer;
  return new Made({
    container: '#canvas',
    propertiesPanel: {
      parent: '#panel',
      layout: { groups: { general: { open: true } } },
      description: Object.fromEntries(
        Object.entries(FEEL_TEXTS).map(([id, key]) => [id, () => words[key]]),
      ),
    },
    moddleExtensions: { camunda },
    additionalModules: [...(mine ? EDITING : []), translations(vi)],
  });
}

/** Show the whole diagram, or where it begins when its words would be too small to read. */
function place(modeler) {
  const canvas = modeler.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() >= READABLE) return;
  const { inner, outer } = canvas.viewbox();
  const [width, height] = [outer.width / READABLE, outer.height / READABLE];
  const starts = modeler.get('elementRegistry').filter(({ type }) => type === 'bpmn:StartEvent');
  const [first] = starts.sort((a, b) => a.x - b.x);
  const x = inner.x - PALETTE / READABLE;
  canvas.viewbox({ x, y: first ? first.y - height / 3 : inner.y - 24, width, height });
}

/** Let the buttons over the canvas do what their data-do names. */
function equip(modeler) {
  const acts = {
    undo: () => modeler.get('commandStack').undo(),
    redo: () => modeler.get('commandStack').redo(),
    find: () => modeler.get('searchPad').toggle(),
    fit: () => modeler.get('canvas').zoom('fit-viewport', 'auto'),
    in: () => modeler.get('zoomScroll').stepZoom(1),
    out: () => modeler.get('zoomScroll').stepZoom(-1),
  };
  for (const button of document.querySelectorAll('#tools [data-do]')) {
    button.addEventListener('click', acts[button.dataset.do]);
  }
}

async function fill(modeler) {
  Object.assign(choices, await server.choices());
  modeler.get('eventBus').fire('propertiesPanel.providersChanged');
  document.body.dataset.choices = 'ready';
}

function follow(modeler, open) {
  open.look();
  if (!open.mine) return;
  modeler.get('eventBus').on('commandStack.changed', open.changed);
  fill(modeler).catch(() => {});
  if (innerWidth > 1100) modeler.get('minimap').open();
}

async function start() {
  const mine = server.root.dataset.mine === 'true';
  const text = await server.content();
  const modeler = make(mine);
  server.root.modeler = modeler;
  let read;
  try {
    read = await modeler.importXML(text);
  } catch (error) {
    showSource(text, error);
    return;
  }
  tellLosses(read.warnings);
  place(modeler);
  equip(modeler);
  const open = session({
    read: async () => (await modeler.saveXML({ format: true })).xml,
    show: marker(modeler),
    select: selector(modeler),
  });
  follow(modeler, open);
  outline(modeler, selector(modeler));
  // the address may name an element: a link from a page that tells of it
  const named = decodeURIComponent(location.hash.slice(1));
  // the panel hears of it once it is drawn
  requestAnimationFrame(() => requestAnimationFrame(() => selector(modeler)(named)));
}

start().finally(() => {
  document.body.dataset.ready = String(Math.round(performance.now()));
});
