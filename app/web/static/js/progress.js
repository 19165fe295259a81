// The page of a verification under way: tells how far it is, and opens anew when it has ended.
const run = document.querySelector('#run[data-progress]');
const AGAIN_AFTER = 700;

async function look() {
  try {
    const answer = await fetch(run.dataset.progress, { credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    if (told.state !== 'running') {
      location.reload();
      return;
    }
    const line = run.querySelector('#standing');
    if (line.textContent !== told.text) line.textContent = told.text;
    const bar = run.querySelector('progress');
    if (told.total) Object.assign(bar, { max: told.total, value: told.number - 1 });
  } catch {
    // the next look may reach the server again
  }
  setTimeout(look, AGAIN_AFTER);
}

if (run) setTimeout(look, AGAIN_AFTER);
