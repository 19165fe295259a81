// What the clauses say of the draft as it was saved last: another process finds out, we ask it.
import { element } from './findings.js';
import { words } from './words.js';

const AGAIN_AFTER = 1000;
const place = document.querySelector('#verified');
let waiting;

function tell({ text, tone }) {
  place.className = tone;
  place.replaceChildren(text);
  if (tone === 'bad' || tone === 'warn') {
    const link = element('a', '', words.look);
    link.href = place.dataset.page;
    place.append(' ', link);
  }
}

/** Ask how the verification stands, and again until it has ended. */
export async function follow() {
  if (!place) return;
  clearTimeout(waiting);
  try {
    const answer = await fetch(place.dataset.progress, { credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    const running = told.state === 'running';
    if (!running || !place.textContent) tell(running ? { text: words.verifying, tone: '' } : told);
    place.dataset.state = told.state;
    if (running) waiting = setTimeout(follow, AGAIN_AFTER);
  } catch {
    waiting = setTimeout(follow, AGAIN_AFTER);
  }
}
