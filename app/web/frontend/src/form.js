// Comfort for a task's form; the page works without it. The server draws every change: this script
// only presses the page's own buttons in the background and keeps the person's place.
//
//   #bieu              the form; its button `refresh` is there when some field is conditional
//   textarea[data-least]   a text with a least length, counted in #<id>-count
import { words } from './words.js';

const FORM = 'bieu';
const SAVE_EVERY = 30_000;
const SLOW = 1_000;
const RESTING = 300;
const GIVE_UP = 15_000; // after this a button may be pressed again; the server takes one only

let dirty = false; // something was typed since the page came or the draft was saved
let leaving = false; // a button was pressed; the browser is on its way
const renamed = new Map(); // buttons that say “sending”, and what they said before
let pressing = false; // a pointer is down
let asking = null; // the refresh under way, so that a newer one replaces it

const form = () => document.getElementById(FORM);
const hasNewFiles = () =>
  [...form().querySelectorAll('input[type=file]')].some((input) => input.files.length > 0);

function posted(button) {
  const data = new FormData(form());
  for (const input of form().querySelectorAll('input[type=file][name]')) {
    // an empty file input posts an empty file; the files kept earlier are hidden inputs of its name
    const kept = data.getAll(input.name).filter((value) => !(value instanceof File));
    data.delete(input.name);
    for (const value of kept) data.append(input.name, value);
  }
  data.append(button, '1');
  return data;
}

async function post(button, signal) {
  const answer = await fetch(form().action, {
    method: 'POST', body: posted(button), credentials: 'same-origin', signal,
  });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  // signed out meanwhile, or refused: leave what was typed alone
  return answer.ok ? page.getElementById(FORM) : null;
}

// Conditional fields ---------------------------------------------------------------------------

/** Return how to find the control again after the form was drawn anew. */
function address(control) {
  if (control.id) return `#${CSS.escape(control.id)}`;
  const { name, value } = control;
  return name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : '';
}

function keepPlace(change) {
  const at = form().contains(document.activeElement) ? document.activeElement : null;
  const caret = at && 'selectionStart' in at ? readCaret(at) : null;
  const top = at ? at.getBoundingClientRect().top : 0;
  change();
  const again = at && address(at) && form().querySelector(address(at));
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret !== null) again.setSelectionRange(caret, caret);
  window.scrollBy(0, again.getBoundingClientRect().top - top);
}

function readCaret(input) {
  try {
    return input.selectionStart;
  } catch {
    return null; // radios and boxes have the property but no caret
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const typed = () => new URLSearchParams(posted('refresh')).toString();

/** The script presses the button itself; people see it only when the script cannot. */
function hideRefresh(hidden) {
  for (const button of form().querySelectorAll('button[name=refresh]')) button.hidden = hidden;
}

/** Return, for each open list of choices, the id of a control in it. */
function openLists() {
  return [...form().querySelectorAll('details[open] input')].map((input) => input.id);
}

async function refresh() {
  if (!form().querySelector('button[name=refresh]') || hasNewFiles() || leaving) return;
  asking?.abort();
  const mine = (asking = new AbortController());
  const before = typed();
  try {
    const drawn = await post('refresh', mine.signal);
    // leaving a text by pressing a button: the button must still be there when it is let go
    while (pressing) await pause(30);
    if (!drawn || leaving) return;
    // typed on meanwhile: the newer text wins; ask again when the hands rest
    if (typed() !== before) return void pause(RESTING).then(() => asking === mine && refresh());
    const open = openLists();
    keepPlace(() => {
      form().replaceChildren(...drawn.childNodes);
      for (const id of open) document.getElementById(id)?.closest('details')?.setAttribute('open', '');
    });
    countAll();
    hideRefresh(true);
  } catch (error) {
    if (error.name !== 'AbortError') hideRefresh(false); // offline: the page's own button
  }
}

// Counters -------------------------------------------------------------------------------------

function count(area) {
  const least = Number(area.dataset.least);
  const typed = area.value.trim().length;
  const id = `${area.id}-count`;
  let line = document.getElementById(id);
  if (!line) {
    if (!typed) return;
    line = Object.assign(document.createElement('p'), { id, className: 'hint count-line' });
    area.after(line);
    const by = area.getAttribute('aria-describedby');
    area.setAttribute('aria-describedby', by ? `${by} ${id}` : id);
  }
  if (!typed) line.textContent = '';
  else line.textContent = typed >= least ? words.enough(typed) : words.short(typed, least - typed);
}

function countAll() {
  for (const area of form().querySelectorAll('textarea[data-least]')) count(area);
}

// Drafts, leaving, sending ---------------------------------------------------------------------

async function save() {
  if (!dirty || leaving || hasNewFiles() || !form().querySelector('button[name=draft]')) return;
  dirty = false;
  try {
    const drawn = await post('draft');
    if (!drawn) throw new Error('not saved');
    const note = drawn.querySelector('.endbar .muted.small:last-child');
    const old = form().querySelector('.endbar .acts > .muted.small');
    if (note && old) old.replaceWith(note);
    else if (note) form().querySelector('.endbar .acts')?.append(note);
  } catch {
    dirty = true; // tried again in the next round
  }
}

function sending(event) {
  if (leaving) {
    event.preventDefault();
    return;
  }
  leaving = true;
  setTimeout(back, GIVE_UP);
  const button = event.submitter;
  if (!button) return;
  setTimeout(() => {
    if (!leaving) return;
    renamed.set(button, [...button.childNodes]);
    button.textContent = words.sending;
  }, SLOW);
}

function back() {
  leaving = false;
  for (const [button, own] of renamed) button.replaceChildren(...own);
  renamed.clear();
}

function start() {
  document.addEventListener('submit', sending);
  window.addEventListener('pageshow', back);
  if (!form()) return;
  document.addEventListener('input', (event) => {
    if (!form().contains(event.target)) return;
    dirty = true;
    if (event.target.matches('textarea[data-least]')) count(event.target);
  });
  document.addEventListener('change', (event) => {
    if (form().contains(event.target)) refresh();
  });
  document.addEventListener('pointerdown', () => { pressing = true; });
  for (const end of ['pointerup', 'pointercancel']) {
    // the click comes after the pointer is up
    document.addEventListener(end, () => setTimeout(() => { pressing = false; }, 50));
  }
  window.addEventListener('beforeunload', (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
  setInterval(save, SAVE_EVERY);
  countAll();
  hideRefresh(true);
}

start();
