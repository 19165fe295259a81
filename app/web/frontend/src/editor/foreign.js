// Files written elsewhere, made readable for the libraries without changing what they say.
const DECLARED = /^<\?xml[^>]*?encoding=["']([\w.:-]+)["']/;
const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';
const OTHER = 'camunda-other';

function encoding(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = new TextDecoder('latin1').decode(bytes.slice(0, 200));
  return DECLARED.exec(start)?.[1] ?? 'utf-8';
}

/** Return the text of a file by the encoding it declares; it declares UTF-8 from then on. */
export function decoded(buffer) {
  const bytes = new Uint8Array(buffer);
  const text = new TextDecoder(encoding(bytes)).decode(bytes);
  return text.replace(DECLARED, (start, label) => start.replace(label, 'UTF-8'));
}

/**
 * Give another vendor's names a prefix of their own.
 *
 * The library takes `camunda` for Camunda's whatever it stands for, and cannot write such a file.
 */
export function apart(xml) {
  const [, address] = /\sxmlns:camunda=["']([^"']*)["']/.exec(xml) ?? [];
  if (!address || address === CAMUNDA) return xml;
  return xml.replace(/<[^<>]*>/g, (tag) => tag
    .replace(/(<\/?|\s)camunda:/g, `$1${OTHER}:`)
    .replace(/\sxmlns:camunda=/g, ` xmlns:${OTHER}=`));
}
