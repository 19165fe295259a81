// Follows a file from the form that asked for it: how far it is, and a button that stops it. The
// browser takes the file itself, so the page stays; the form names the file by an id of its own.
const AGAIN_AFTER = 500;
const PATIENCE = 20;

function follow(form, box) {
  const field = form.elements.lan ?? form.appendChild(document.createElement('input'));
  Object.assign(field, { type: 'hidden', name: 'lan', value: crypto.randomUUID().replaceAll('-', '') });
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
    const answer = await fetch(place, { headers: { Accept: 'application/json' } });
    // until the server has begun the file it knows of none
    again = answer.ok ? PATIENCE : left - 1;
    if (answer.ok && !tell(shown, await answer.json())) return;
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
