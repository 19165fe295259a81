// Menus offer what the engine executes, nothing else (docs/engine.md, element matrix). What a file
// from elsewhere holds besides stays in the drawing; the findings name it.
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';

const REFUSED = new Set([
  'bpmn:ScriptTask', 'bpmn:Transaction', 'bpmn:AdHocSubProcess', 'bpmn:ComplexGateway',
]);
// Event definitions that run, by the kind of event; '' is an event without one.
const EVENTS = {
  'bpmn:StartEvent': ['', 'Message'],
  'bpmn:EndEvent': ['', 'Message', 'Error', 'Escalation', 'Terminate'],
  'bpmn:IntermediateThrowEvent': ['', 'Message', 'Escalation', 'Link'],
  'bpmn:IntermediateCatchEvent': ['Message', 'Timer', 'Link'],
  'bpmn:BoundaryEvent': ['Message', 'Timer', 'Error', 'Escalation'],
};
const EVENT_SUB_PROCESS_STARTS = ['Message', 'Timer', 'Error', 'Escalation'];
// Names of menu entries that differ from those of the catalogue.
const OTHER_NAMES = {
  'none-start': 'none-start-event',
  'none-end': 'none-end-event',
  'none-intermediate-throw': 'none-intermediate-throwing',
  'ad-hoc-subprocess': 'expanded-ad-hoc-subprocess',
  subprocess: 'expanded-subprocess',
};
const VERB = /^(replace-with|append|create)-/;

const startsEventSubProcess = (element) =>
  element?.type === 'bpmn:StartEvent' && element.businessObject.$parent?.triggeredByEvent;

function runs({ type, eventDefinitionType, isInterrupting }, element) {
  if (REFUSED.has(type)) return false;
  if (!(type in EVENTS)) return true;
  const kind = (eventDefinitionType || '').replace(/^bpmn:|EventDefinition$/g, '');
  if (type === 'bpmn:StartEvent' && startsEventSubProcess(element)) {
    return EVENT_SUB_PROCESS_STARTS.includes(kind);
  }
  // one that does not interrupt has its place in an event sub-process alone
  return EVENTS[type].includes(kind) && isInterrupting !== false;
}

/** Tell whether a menu entry makes something that runs; entries that make nothing always do. */
export function offered(id, element) {
  const name = id.replace(VERB, '');
  const entry = PopupEntries[OTHER_NAMES[name] ?? name];
  return !entry || runs(entry.target, element);
}

class ExecutableMenus {
  constructor(popupMenu) {
    for (const menu of ['bpmn-replace', 'bpmn-append', 'bpmn-create']) {
      popupMenu.registerProvider(menu, 100, this);
    }
  }

  getPopupMenuEntries(element) {
    return (entries) =>
      Object.fromEntries(Object.entries(entries).filter(([id]) => offered(id, element)));
  }
}
ExecutableMenus.$inject = ['popupMenu'];

export default { __init__: ['executableMenus'], executableMenus: ['type', ExecutableMenus] };
