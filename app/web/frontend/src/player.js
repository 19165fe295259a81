// A path played on the diagrams: forward and back, one stretch of a diagram at a time.
//
//   #player[data-diagram]   where a diagram is, PROCESS standing for its id; data-names their labels
//   li[data-step]           one step: data-stretches what it passes, data-tokens where it leads
//   details[data-call]      steps that issue a paper; closed they are played as one, on their call
//
// bpmn.io's licence asks that its mark stays visible: it is left where bpmn-js puts it.
import Viewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import './player.css';
import { frames } from './player_frames.js';
import { words } from './player_words.js';

const box = document.querySelector('#player');
const [stage, bar, told, canvasBox] = ['.stage', '.play-bar', '.told', '.canvas']
  .map((name) => box.querySelector(name));
const names = JSON.parse(box.dataset.names);
// below the first a picture is too small to read; it is then shown in part
const READABLE = 0.75;
const CLOSE = 0.9;
const shown = new Map();
let list = frames(box);
let at = 0;

function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text || '' });
}

function button(text, press) {
  const made = element('button', 'btn btn-second btn-sm', text);
  made.type = 'button';
  made.addEventListener('click', press);
  bar.append(made);
  return made;
}

/** Return the viewer of a process, loaded once: keys may come faster than a diagram. */
function viewerOf(process) {
  if (!shown.has(process)) shown.set(process, load(process));
  return shown.get(process);
}

async function load(process) {
  const place = box.dataset.diagram.replace('PROCESS', encodeURIComponent(process));
  const answer = await fetch(place, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  const frame = element('div', 'one-diagram');
  canvasBox.append(frame);
  const viewer = new Viewer({ container: frame });
  await viewer.importXML(text);
  return { frame, viewer, marks: [] };
}

function clear(one) {
  const canvas = one.viewer.get('canvas');
  for (const [id, mark] of one.marks) canvas.removeMarker(id, mark);
  one.viewer.get('overlays').clear();
  one.marks = [];
}

function marker(one) {
  const canvas = one.viewer.get('canvas');
  const known = one.viewer.get('elementRegistry');
  return (ids, mark) => {
    for (const id of ids.filter((each) => known.get(each))) {
      canvas.addMarker(id, mark);
      one.marks.push([id, mark]);
    }
  };
}

function flag(one, id, text, className) {
  if (!one.viewer.get('elementRegistry').get(id)) return;
  one.viewer.get('overlays').add(id, { position: { top: -14, left: -4 }, html: element('div', className, text) });
}

/** Light what the path passed before, what it passes now, and where it leads. */
function light(one, frame) {
  clear(one);
  const mark = marker(one);
  const here = ({ process }) => process === frame.process;
  for (const past of list.slice(0, at).filter(here)) {
    mark([...past.elements, ...past.flows], 'was-passed');
  }
  mark(frame.elements, 'is-passed');
  mark(frame.flows, 'is-passed');
  for (const [, id] of frame.tokens.filter(([process]) => process === frame.process)) {
    mark([id], 'is-token');
    flag(one, id, words.waits, 'token-flag');
  }
  if (frame.wrong) {
    mark([frame.wrong], 'is-wrong');
    flag(one, frame.wrong, words.wrong, 'wrong-flag');
  }
}

/** Show the whole diagram where it can be read, else the place where something happens. */
function bring(one, frame) {
  const canvas = one.viewer.get('canvas');
  const known = one.viewer.get('elementRegistry');
  canvas.resized();
  if (!one.frame.clientWidth || !one.frame.clientHeight) return;
  canvas.zoom('fit-viewport', 'auto');
  const token = frame.tokens.find(([process]) => process === frame.process);
  const id = frame.wrong || (token && token[1]) || frame.elements[frame.elements.length - 1];
  if (canvas.zoom() >= READABLE || !known.get(id)) return;
  canvas.zoom(CLOSE, 'auto');
  const { inner, outer } = canvas.viewbox();
  const { x, y, width = 0, height = 0, waypoints } = known.get(id);
  const middle = waypoints ? waypoints[0] : { x: x + width / 2, y: y + height / 2 };
  const [wide, high] = [outer.width / CLOSE, outer.height / CLOSE];
  const kept = (value, from, length, size) =>
    Math.max(from - 20, Math.min(value - size / 2, from + length - size + 20));
  canvas.viewbox({
    x: kept(middle.x, inner.x, inner.width, wide), y: kept(middle.y, inner.y, inner.height, high),
    width: wide, height: high,
  });
}

function say(frame) {
  const all = box.querySelectorAll('[data-step]').length;
  const numbers = frame.lines.map(({ dataset }) => dataset.step).filter(Boolean);
  const ends = [...new Set([numbers[0], numbers[numbers.length - 1]])];
  told.replaceChildren();
  if (frame.said) told.append(element('b', '', words.step(ends.join('–'), all)), ` ${frame.said}`);
  const where = frame.parts > 1 ? words.part(frame.part, frame.parts) : '';
  told.append(element('span', 'sub', `${words.diagram}: ${names[frame.process] || frame.process}${where}`));
  if (frame.wrong) told.append(element('span', 'bad', words.turned));
  for (const line of box.querySelectorAll('[aria-current]')) line.removeAttribute('aria-current');
  for (const line of frame.lines) line.setAttribute('aria-current', 'step');
}

async function show(number) {
  at = Math.max(0, Math.min(number, list.length - 1));
  const frame = list[at];
  box.dataset.at = String(at);
  try {
    const one = await viewerOf(frame.process);
    if (list[at] !== frame) return;
    for (const other of canvasBox.children) other.hidden = other !== one.frame;
    light(one, frame);
    bring(one, frame);
    say(frame);
  } catch {
    told.textContent = words.failed;
  }
  first.disabled = back.disabled = at === 0;
  forward.disabled = last.disabled = at === list.length - 1;
  box.dataset.shown = String(at);
}

const first = button(words.first, () => show(0));
const back = button(words.back, () => show(at - 1));
const forward = button(words.forward, () => show(at + 1));
const last = button(words.last, () => show(list.length - 1));
const KEYS = {
  ArrowLeft: () => show(at - 1), ArrowRight: () => show(at + 1),
  Home: () => show(0), End: () => show(list.length - 1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!KEYS[event.key] || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  event.preventDefault();
  KEYS[event.key]();
});
// opened, the steps of a paper are played one by one; the place on the path is kept
box.addEventListener('toggle', () => {
  const [line] = list[at].lines;
  list = frames(box);
  const same = list.findIndex(({ lines }) => lines.includes(line));
  show(same < 0 ? at : same);
}, true);

// turned, a phone has another window for the same place
addEventListener('resize', async () => bring(await viewerOf(list[at].process), list[at]));

bar.hidden = list.length < 2;
stage.hidden = false;
show(0).then(() => { box.dataset.ready = 'true'; });
