// Follows a file from the form that asked for it: how far it is, and a button that stops it. The
// browser takes the file itself, so the page stays; the form names the file by an id of its own.
const AGAIN_AFTER = 500;
// Looks that may find no file yet, or no server.
const PATIENCE = 60;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
}

function follow(form, box) {
  const field = form.elements.lan ?? form.appendChild(document.createElement('input'));
  Object.assign(field, { type: 'hidden', name: 'lan', value: newId() });
  const [told, bar, stop] = ['[data-told]', 'progress', '[data-stop]'].map((one) => box.querySelector(one));
  const place = `${box.dataset.place}/${field.value}`;
  told.textContent = box.dataset.waiting;
  bar.removeAttribute('value');
  box.hidden = stop.hidden = false;
  stop.onclick = () => {
    stop.hidden = true;
    const token = new URLSearchParams({ csrf_token: box.dataset.token });
    fetch(`${place}/dung`, { method: 'POST', body: token, redirect: 'manual' });
  };
  look(place, { told, bar, stop }, PATIENCE);
}

async function look(place, shown, left) {
  let again = left;
  try {
    const run = await (await fetch(place)).json();
    again = run.begun ? PATIENCE : left - 1;
    if (run.begun && !tell(shown, run)) return;
  } catch {
    again = left - 1;
  }
  if (again > 0) setTimeout(look, AGAIN_AFTER, place, shown, again);
}

function tell({ told, bar, stop }, run) {
  if (told.textContent !== run.text) told.textContent = run.text;
  Object.assign(bar, { max: Math.max(run.total, 1), value: Math.min(run.done, run.total) });
  if (!run.running) stop.hidden = true;
  return run.running;
}

for (const form of document.querySelectorAll('form[data-export]')) {
  const box = form.querySelector('[data-exporting]');
  form.addEventListener('submit', (event) => {
    if (event.submitter?.dataset.file !== undefined) follow(form, box);
  });
  // who marks a case means the marked ones
  form.addEventListener('change', ({ target }) => {
    const marked = form.querySelector('input[name=pham_vi][value=chon]');
    if (target.name === 'chon' && marked) marked.checked = true;
  });
}
