// Reads diagrams with bpmn-moddle and writes them again: {name: xml} in, {name: xml} out.
// Arguments: the folder of the browser sources; `plain`, or `camunda` as the modeler reads them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, kind] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { BpmnModdle } = await import(pathToFileURL(require.resolve('bpmn-moddle')).href);
const camunda = JSON.parse(readFileSync(require.resolve('camunda-bpmn-moddle/resources/camunda.json')));
const moddle = new BpmnModdle(kind === 'camunda' ? { camunda } : {});
const written = {};
for (const [name, xml] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const { rootElement, warnings } = await moddle.fromXML(xml);
  if (warnings.length) throw new Error(`${name}: ${warnings.map((one) => one.message).join('; ')}`);
  written[name] = (await moddle.toXML(rootElement, { format: true })).xml;
}
process.stdout.write(JSON.stringify(written));
