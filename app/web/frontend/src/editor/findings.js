// The list of findings beside an editor: gravest first, each naming its element by its label.
import { root } from './server.js';
import { words } from './words.js';

const ORDER = { error: 0, warning: 1 };
const box = document.querySelector('#findings');

export function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text || '' });
}

function sentence(label, text) {
  const line = element('span', 'sub');
  line.append(element('b', '', label), ` ${text}`);
  return line;
}

// a message may begin with a kind of element in the middle of its words, or with a file's name
const sentenceCase = (text) =>
  /^\S+\.\w+: /.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);

function row(finding, select) {
  const line = element('li', `finding ${finding.severity}`);
  line.dataset.rule = finding.rule;
  line.dataset.element = finding.element_id;
  const name = element('button', 'linkbtn', finding.element_name || words.whole);
  name.type = 'button';
  name.addEventListener('click', () => {
    // what is not in this file is an element of the diagram
    if (select(finding.element_id) === false && root.dataset.diagram) {
      location.assign(`${root.dataset.diagram}#${encodeURIComponent(finding.element_id)}`);
    }
  });
  line.append(element('span', `chip ${finding.severity}`, words[finding.severity]), name);
  line.append(element('span', 'said', sentenceCase(finding.message)));
  if (finding.consequence) line.append(sentence(words.consequence, finding.consequence));
  if (finding.repair) line.append(sentence(words.repair, finding.repair));
  return line;
}

/** Show the findings; `select` is told the id that is asked for and says false to a strange one. */
export function list(findings, select) {
  const sorted = [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  box.replaceChildren(...sorted.map((finding) => row(finding, select)));
  if (!findings.length) box.append(element('li', 'muted', words.none));
  const count = document.querySelector('#finding-count');
  if (count) count.textContent = String(findings.length);
}
