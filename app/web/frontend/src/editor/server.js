// What an editor asks of the server about its draft: content, choices, findings, saving.
//
// Addresses stand on #editor: data-content, data-save, data-check, data-choices; data-token is the
// page's CSRF token, data-version and data-base the draft's version and the file's digest it knows.
import { apart, decoded } from './foreign.js';

export const root = document.querySelector('#editor');

/** A refusal in the server's own words; the page shows them. */
export class Refused extends Error {}

/** Nobody is signed in here any more; what stands on the page can be saved when somebody is. */
export class SignedOut extends Error {}

async function ask(address, options = {}) {
  const answer = await fetch(address, { credentials: 'same-origin', ...options });
  // the door answers with the page to sign in, or refuses the token of a session that is over
  if (answer.redirected || [400, 401].includes(answer.status)) throw new SignedOut();
  if (answer.ok) return answer;
  const kind = answer.headers.get('Content-Type') || '';
  if (kind.startsWith('application/json')) throw new Refused((await answer.json()).message);
  throw new Error(String(answer.status));
}

/** Take the token of whoever signed in meanwhile, in another window, from this page as it is now. */
async function renew() {
  const page = await (await ask(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('#editor');
  root.dataset.token = fresh.dataset.token;
}

async function post(address, content, signal) {
  const send = () => {
    const headers = {
      'Content-Type': 'application/octet-stream', 'X-CSRFToken': root.dataset.token,
    };
    return ask(address, { method: 'POST', headers, body: content, signal });
  };
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    await renew();
    return send();
  }
}

/** Return the draft's content as text. */
export async function content() {
  return apart(decoded(await (await ask(root.dataset.content)).arrayBuffer()));
}

/** Return what may be chosen: lists of {value, label} by kind. */
export async function choices() {
  return (await ask(root.dataset.choices)).json();
}

/** Return the findings of the server about this content. */
export async function check(text, signal) {
  return (await post(root.dataset.check, text, signal)).json();
}

/** Return the findings about the draft as it is saved, proofs included. */
export async function checkAll(signal) {
  return (await ask(root.dataset.check, { signal })).json();
}

/** Save over the version this page knows; raises Refused when another was faster. */
export async function save(text) {
  const { version, base } = root.dataset;
  const known = new URLSearchParams({ version, base });
  const saved = await (await post(`${root.dataset.save}?${known}`, text)).json();
  Object.assign(root.dataset, { version: saved.version, base: saved.base });
  return saved;
}

/** Return the address of the editor of a form of this draft. */
export const formAddress = (key) => root.dataset.form.replace('KEY', encodeURIComponent(key));

/** Tell whether the draft holds a form, so that it can be opened. */
export const holdsForm = (key) => root.dataset.forms.split(' ').includes(key);

/** Begin an empty form in the draft; raises Refused. */
export async function beginForm(key, title) {
  const blank = {
    type: 'default', id: key, schemaVersion: 18, components: [],
    properties: { title, scope: 'case', mode: 'page' },
  };
  const known = new URLSearchParams({ version: root.dataset.version, base: '' });
  await post(`${formAddress(key)}/luu?${known}`, `${JSON.stringify(blank, null, 2)}\n`);
  root.dataset.forms += ` ${key}`;
}
