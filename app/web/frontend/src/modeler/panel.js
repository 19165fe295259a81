// The panel: the groups of the Camunda 7 provider that the engine reads, and in front of them what
// is chosen from lists instead of typed.
import { Group } from '@bpmn-io/properties-panel';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { One, parts, Several } from '../editor/lists.js';
import { words } from '../editor/words.js';
import { property, setProperty, subject } from './extensions.js';
import { Feel } from './feel.js';
import { TaskForm } from './task_form.js';

const GROUPS = new Set([
  'general', 'documentation', 'timer', 'message', 'error', 'escalation', 'link', 'multiInstance',
  'CamundaPlatform__UserAssignment', 'CamundaPlatform__InMapping', 'CamundaPlatform__OutMapping',
  'CamundaPlatform__ExtensionProperties',
]);
// Entries of these groups that mean nothing to the engine, or that are chosen from lists.
const LEFT_OUT = new Set([
  'candidateGroups', 'versionTag', 'asynchronousContinuationBefore', 'errorMessage',
  'asynchronousContinuationAfter', 'exclusive', 'retryTimeCycle', 'messageExpression',
]);

function lists(element, modeling) {
  const object = subject(element);
  const attribute = (name, beside = {}) => ({
    read: () => object.get(name) || '',
    write: (value) => modeling.updateModdleProperties(element, object, {
      [name]: value || undefined,
      ...Object.fromEntries(Object.entries(beside).map(([key, set]) => [key, value && set])),
    }),
  });
  const one = (id, kind, name, beside) =>
    ({ id, kind, component: One, title: words[id], ...attribute(name, beside) });
  if (is(object, 'bpmn:UserTask')) {
    const groups = attribute('camunda:candidateGroups');
    const form = one('form', 'forms', 'camunda:formRef', { 'camunda:formRefBinding': 'deployment' });
    return [
      form,
      { ...form, id: 'task-form', component: TaskForm },
      {
        id: 'roles', kind: 'roles', component: Several, title: words.roles,
        read: () => parts(groups.read()), write: (values) => groups.write(values.join(',')),
      },
    ];
  }
  if (is(object, 'bpmn:ServiceTask')) {
    return [one('topic', 'topics', 'camunda:topic', { 'camunda:type': 'external' })];
  }
  if (is(object, 'bpmn:BusinessRuleTask')) {
    const beside = { 'camunda:decisionRefBinding': 'deployment' };
    return [one('decision', 'decisions', 'camunda:decisionRef', beside)];
  }
  if (is(object, 'bpmn:CallActivity')) return [one('called', 'processes', 'calledElement')];
  return [];
}

function condition(element, modeling, bpmnFactory) {
  const object = subject(element);
  const source = object.sourceRef;
  const chooses = source && (is(source, 'bpmn:ExclusiveGateway') || is(source, 'bpmn:Activity')
    || is(source, 'bpmn:InclusiveGateway'));
  if (!is(object, 'bpmn:SequenceFlow') || !chooses || source.default === object) return [];
  return [{
    id: 'condition', component: Feel, title: words.condition,
    read: () => object.conditionExpression?.body || '',
    write: (body) => modeling.updateProperties(element, {
      conditionExpression: body ? bpmnFactory.create('bpmn:FormalExpression', { body }) : undefined,
    }),
  }];
}

function clauses(element, services) {
  const object = subject(element);
  if (!is(object, 'bpmn:FlowElement') && !is(object, 'bpmn:Process')) return [];
  return [{
    id: 'clauses', kind: 'clauses', component: Several, title: words.clauses,
    read: () => parts(property(element, 'clause')),
    write: (values) => setProperty(element, 'clause', values.join(', '), services),
  }];
}

class OwnerProperties {
  constructor(propertiesPanel, modeling, bpmnFactory) {
    this._services = { modeling, bpmnFactory };
    propertiesPanel.registerProvider(200, this);
  }

  getGroups(element) {
    const { modeling, bpmnFactory } = this._services;
    const entries = [
      ...lists(element, modeling),
      ...condition(element, modeling, bpmnFactory),
      ...clauses(element, this._services),
    ].map((entry) => ({ ...entry, element, isEdited: () => false }));
    const ours = {
      id: 'ours', label: words.ours, component: Group, shouldOpen: true, entries,
    };
    return (groups) => {
      const kept = groups.filter(({ id }) => GROUPS.has(id)).map(cut);
      const [general, ...rest] = kept;
      return entries.length && general ? [general, ours, ...rest] : kept;
    };
  }
}
OwnerProperties.$inject = ['propertiesPanel', 'modeling', 'bpmnFactory'];

function cut(group) {
  if (!group.entries) return group;
  return { ...group, entries: group.entries.filter(({ id }) => !LEFT_OUT.has(id)) };
}

export default { __init__: ['ownerProperties'], ownerProperties: ['type', OwnerProperties] };
