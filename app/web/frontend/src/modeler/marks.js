// Findings on the canvas: a frame around each element and a numbered badge that leads to the list.
import { element as html } from '../editor/findings.js';
import { words } from '../editor/words.js';

const MARKS = { error: 'has-error', warning: 'has-warning' };

function badge(id, found) {
  const grave = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  const made = html('button', `finding-badge ${grave}`, String(found.length));
  made.type = 'button';
  made.title = found.map(({ message }) => message).join('\n');
  made.setAttribute('aria-label', words.badge(found.length));
  made.addEventListener('click', () => {
    document.querySelector(`#findings [data-element="${CSS.escape(id)}"] button`)?.focus();
  });
  return made;
}

/** Return the function that marks findings in a modeler, replacing those marked before. */
export function marker(modeler) {
  const [canvas, overlays, known] = ['canvas', 'overlays', 'elementRegistry']
    .map((name) => modeler.get(name));
  let marked = [];
  return (findings) => {
    overlays.remove({ type: 'finding' });
    for (const [id, mark] of marked) if (known.get(id)) canvas.removeMarker(id, mark);
    marked = [];
    const about = Map.groupBy
      ? Map.groupBy(findings, ({ element_id: id }) => id)
      : findings.reduce((map, one) =>
        map.set(one.element_id, [...(map.get(one.element_id) || []), one]), new Map());
    for (const [id, found] of about) {
      const shown = known.get(id);
      if (!shown || !shown.parent) continue;
      const mark = MARKS[found.some(({ severity }) => severity === 'error') ? 'error' : 'warning'];
      canvas.addMarker(id, mark);
      marked.push([id, mark]);
      const position = shown.waypoints ? { top: 0, left: 0 } : { top: -12, right: 12 };
      overlays.add(id, 'finding', { position, html: badge(id, found), show: { minZoom: 0.3 } });
    }
  };
}

/** Return the function that selects an element and brings it into view. */
export function selector(modeler) {
  return (id) => {
    const found = modeler.get('elementRegistry').get(id);
    const canvas = modeler.get('canvas');
    if (!found) return;
    canvas.setRootElement(canvas.findRoot(found));
    modeler.get('selection').select(found);
    if (found.parent) canvas.scrollToElement(found, 80);
  };
}
