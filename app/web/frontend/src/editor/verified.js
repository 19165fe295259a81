// What the clauses say of the draft as it was saved last: another process finds out, we ask it.
import { root } from './server.js';
import { english } from './words.js';

const AGAIN_AFTER = 1000;
const place = document.querySelector('#verified');
const words = english
  ? { look: 'See', running: 'Checking the clauses…' }
  : { look: 'Xem', running: 'Đang kiểm tra theo điều khoản…' };
let waiting;

function tell({ text, tone }) {
  if (place.textContent === text) return;
  place.className = tone;
  place.replaceChildren(text);
  if (tone !== 'bad' && tone !== 'warn') return;
  const link = Object.assign(document.createElement('a'), {
    href: place.dataset.page, textContent: words.look,
  });
  place.append(' ', link);
}

/** Ask how the verification stands, and again until it has ended. */
async function follow() {
  clearTimeout(waiting);
  try {
    const answer = await fetch(place.dataset.progress, { credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    const running = told.state === 'running';
    tell(running ? { text: words.running, tone: '' } : told);
    if (running) waiting = setTimeout(follow, AGAIN_AFTER);
  } catch {
    waiting = setTimeout(follow, AGAIN_AFTER);
  }
}

if (place) {
  follow();
  // each save gives the page another version
  new MutationObserver(follow).observe(root, { attributeFilter: ['data-version'] });
}
