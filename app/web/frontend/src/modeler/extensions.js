// Reading and changing what Camunda 7's namespace says of an element, one undoable step each.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';

const PROPERTIES = 'camunda:Properties';

/** Return whose properties an element shows: a pool's are those of its process. */
export function subject(element) {
  const object = getBusinessObject(element);
  return is(object, 'bpmn:Participant') && object.processRef ? object.processRef : object;
}

function container(object) {
  const values = object.extensionElements?.get('values') || [];
  return values.find((value) => is(value, PROPERTIES));
}

/** Return an extension property of an element, or an empty text. */
export function property(element, name) {
  const found = container(subject(element))?.get('values')?.find((one) => one.name === name);
  return found?.value || '';
}

/** Write an extension property; an empty text takes it away. Everything around it stays. */
export function setProperty(element, name, value, { bpmnFactory, modeling }) {
  const object = subject(element);
  const held = container(object);
  const others = (held?.get('values') || []).filter((one) => one.name !== name);
  const made = value ? [bpmnFactory.create('camunda:Property', { name, value })] : [];
  const place = held?.get('values')?.findIndex((one) => one.name === name) ?? -1;
  const values = place < 0 ? [...others, ...made] : [...others];
  if (place >= 0) values.splice(place, 0, ...made);
  for (const one of made) one.$parent = held;
  if (held) {
    modeling.updateModdleProperties(element, held, { values });
    return;
  }
  const properties = bpmnFactory.create(PROPERTIES, { values });
  for (const one of made) one.$parent = properties;
  const extension = object.extensionElements;
  if (extension) {
    properties.$parent = extension;
    const kept = [...extension.get('values'), properties];
    modeling.updateModdleProperties(element, extension, { values: kept });
    return;
  }
  const fresh = bpmnFactory.create('bpmn:ExtensionElements', { values: [properties] });
  properties.$parent = fresh;
  fresh.$parent = object;
  modeling.updateModdleProperties(element, object, { extensionElements: fresh });
}
