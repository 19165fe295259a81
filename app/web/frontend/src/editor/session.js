// One draft open in one browser: saved by itself as it is, checked while it changes, never lost.
import { list } from './findings.js';
import { check, checkAll, Refused, root, save, SignedOut } from './server.js';
import { words } from './words.js';

const SAVE_AFTER = 1500;
const CHECK_AFTER = 600;
const AGAIN_AFTER = 5000;
const PROVE_AFTER = 3000;
const mine = root.dataset.mine === 'true';
const status = document.querySelector('#saved');
const refusal = document.querySelector('#refusal');
const signedOut = document.querySelector('#signed-out');

const clock = (date) => date.toTimeString().slice(0, 5);

function later(act) {
  let waiting;
  return (after) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, after);
  };
}

function download(text) {
  const address = URL.createObjectURL(new Blob([text]));
  const link = Object.assign(document.createElement('a'), {
    href: address, download: root.dataset.file,
  });
  link.click();
  URL.revokeObjectURL(address);
}

/** Open the session of an editor: `read` returns its content, `show` marks findings in it. */
export function session({ read, show = () => {}, select = () => {} }) {
  let changes = 0;
  let kept = 0;
  let stopped = !mine;
  let saving = false;
  let asking = null;
  const saveLater = later(keep);
  const checkLater = later(look);
  const proveLater = later(prove);

  async function keep() {
    if (saving || stopped || kept === changes) return;
    saving = true;
    const now = changes;
    status.textContent = words.saving;
    try {
      const saved = await save(await read());
      kept = now;
      root.dataset.dirty = String(kept !== changes);
      status.textContent = words.saved(saved.at);
      signedOut.hidden = true;
      proveLater(PROVE_AFTER);
      for (const field of document.querySelectorAll('input[name=version]')) field.value = saved.version;
    } catch (error) {
      status.textContent = error instanceof SignedOut ? words.unsaved : words.offline;
      signedOut.hidden = !(error instanceof SignedOut);
      if (error instanceof Refused) stop(error.message);
    }
    saving = false;
    if (kept !== changes) saveLater(kept === now ? SAVE_AFTER : AGAIN_AFTER);
  }

  /** Another holds the draft now: say so, save no more, and offer what stands here as a file. */
  function stop(message) {
    stopped = true;
    status.textContent = words.unsaved;
    refusal.querySelector('p').textContent = message;
    refusal.hidden = false;
    const copy = refusal.querySelector('button[data-copy]');
    copy.textContent = words.keepCopy;
    copy.addEventListener('click', async () => download(await read()));
  }

  async function ask(question, before, after) {
    asking?.abort();
    asking = new AbortController();
    const state = document.querySelector('#checked');
    state.textContent = before;
    try {
      const found = await question(asking.signal);
      list(found, select);
      show(found);
      state.textContent = after(clock(new Date()));
      document.body.dataset.checked = String(changes);
    } catch (error) {
      if (error.name !== 'AbortError') state.textContent = words.notChecked;
    }
  }

  /** Ask about what stands here. */
  async function look() {
    const text = await read();
    await ask((signal) => check(text, signal), words.checking, words.checked);
  }

  /** Ask about what is saved, proofs included, when the hands rest. */
  function prove() {
    if (kept === changes) ask(checkAll, words.proving, words.proved);
  }

  addEventListener('beforeunload', (event) => {
    if (!stopped && kept !== changes) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    keep();
  });
  document.querySelector('#save')?.addEventListener('click', keep);
  if (!mine) status.textContent = words.readOnly;
  return {
    mine,
    look,
    /** Note that something changed. */
    changed() {
      changes += 1;
      root.dataset.dirty = 'true';
      if (!stopped) status.textContent = words.unsaved;
      saveLater(SAVE_AFTER);
      checkLater(CHECK_AFTER);
    },
  };
}
