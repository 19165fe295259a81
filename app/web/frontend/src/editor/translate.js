// Vietnamese for bpmn.io's own texts. What has none is shown as it is and noted on the page, where
// the browser tests read it: document.body.dataset.untranslated.
import { english } from './words.js';

const missing = new Set();

function note(text) {
  missing.add(text);
  document.body.dataset.untranslated = JSON.stringify([...missing]);
}

/** Return the module that gives bpmn-js, dmn-js and the panel the texts of a table. */
export function translations(table) {
  const known = new Set(Object.values(table));
  function translate(text, values = {}) {
    if (!english && text && !(text in table) && !known.has(text)) note(text);
    const shown = english ? text : table[text] ?? text;
    return shown.replace(/{([^}]+)}/g, (all, name) => values[name] ?? all);
  }
  return { translate: ['value', translate] };
}
