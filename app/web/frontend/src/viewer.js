// The live diagram of a case: the server's picture stays until somebody asks to zoom and move.
//
//   .dia[data-bpmn]    where the diagram's XML is; data-done, data-now, data-flows hold element ids
//
// bpmn.io's licence asks that its mark stays visible: it is left where bpmn-js puts it.
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import './viewer.css';
import { words } from './words.js';

const script = document.currentScript ? document.currentScript.src : '';
const ids = (text) => (text || '').split(/[\s,]+/).filter(Boolean);

function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text || '' });
}

function button(text, press) {
  const made = element('button', 'btn btn-second btn-sm', text);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

/** Load our style sheet, built beside this script, once. */
function styled() {
  const href = script.replace(/viewer\.js/, 'viewer.css');
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = Object.assign(element('link'), { rel: 'stylesheet', href });
  const loaded = new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
  document.head.append(link);
  return loaded;
}

function mark(viewer, picture) {
  const canvas = viewer.get('canvas');
  const known = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  const each = (text, act) => ids(text).filter((id) => known.get(id)).forEach(act);
  each(picture.dataset.flows, (id) => canvas.addMarker(id, 'is-taken'));
  each(picture.dataset.done, (id) => canvas.addMarker(id, 'is-done'));
  each(picture.dataset.now, (id) => {
    canvas.removeMarker(id, 'is-done');
    canvas.addMarker(id, 'is-now');
    overlays.add(id, 'now', {
      position: { top: -14, left: -4 }, html: element('div', 'now-flag', words.now),
    });
  });
  const [first] = ids(picture.dataset.now).filter((id) => known.get(id));
  canvas.zoom('fit-viewport');
  if (canvas.zoom() < 0.5 && first) {
    canvas.zoom(0.7);
    canvas.scrollToElement(first);
  }
}

async function open(picture, frame) {
  const [answer] = await Promise.all([
    fetch(picture.dataset.bpmn, { credentials: 'same-origin' }), styled(),
  ]);
  if (!answer.ok) throw new Error(String(answer.status));
  frame.hidden = false;
  const viewer = new Viewer({ container: frame });
  await viewer.importXML(await answer.text());
  mark(viewer, picture);
  return viewer;
}

function install(picture) {
  const bar = element('div', 'dia-bar no-print');
  const frame = element('div', 'dia-live');
  const said = element('span', 'small muted');
  said.setAttribute('role', 'status');
  frame.hidden = true;
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', picture.getAttribute('aria-label') || '');
  let viewer = null;
  const zoom = (by) => viewer?.get('zoomScroll').stepZoom(by);
  const tools = [
    button(words.zoomIn, () => zoom(1)),
    button(words.zoomOut, () => zoom(-1)),
    button(words.fit, () => viewer?.get('canvas').zoom('fit-viewport', 'auto')),
  ];
  const show = (live) => {
    frame.hidden = !live;
    picture.hidden = live;
    for (const tool of tools) tool.hidden = !live;
    toggle.textContent = live ? words.picture : words.explore;
  };
  const toggle = button(words.explore, async () => {
    if (!frame.hidden) return show(false);
    said.textContent = '';
    try {
      viewer ??= await open(picture, frame);
      show(true);
    } catch {
      show(false);
      said.textContent = words.failed;
    }
    return undefined;
  });
  bar.append(toggle, ...tools, said);
  picture.before(bar, frame);
  show(false);
}

for (const picture of document.querySelectorAll('.dia[data-bpmn]')) install(picture);
document.body.dataset.viewer = 'ready';
