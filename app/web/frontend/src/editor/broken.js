// A draft that cannot be drawn: its source as text, saved as it is like everything else.
import { session } from './session.js';
import { words } from './words.js';

/** Show the source of a draft instead of its editor and return the session over it. */
export function showSource(text, error) {
  const area = document.querySelector('#source');
  const told = document.querySelector('#broken');
  told.querySelector('p').textContent = words.broken;
  told.querySelector('pre').textContent = error.message;
  told.hidden = false;
  document.querySelector('#stage').hidden = true;
  area.hidden = false;
  area.value = text;
  const open = session({ read: async () => area.value });
  area.readOnly = !open.mine;
  area.addEventListener('input', open.changed);
  open.look();
  return open;
}

/** Say which parts of a file were not understood, before anything is saved over them. */
export function tellLosses(warnings) {
  if (!warnings.length) return;
  const told = document.querySelector('#broken');
  told.querySelector('p').textContent = words.lossy;
  told.querySelector('pre').textContent = warnings.map((one) => one.message).join('\n');
  told.hidden = false;
}
