// Just enough of a browser for form-js to load where there is none. Nothing is ever drawn.
const nothing = () => {};

function element() {
  return {
    attributes: [], childNodes: [], children: [], style: {}, nodeType: 1, innerHTML: '',
    parentNode: null, firstChild: null, ownerDocument: null, content: null,
    classList: { add: nothing, remove: nothing, contains: () => false },
    setAttribute: nothing, removeAttribute: nothing, getAttribute: () => null,
    addEventListener: nothing, removeEventListener: nothing, append: nothing, remove: nothing,
    appendChild: (child) => child, removeChild: (child) => child, cloneNode: element,
    contains: () => false, querySelector: () => null, querySelectorAll: () => [],
  };
}

const world = globalThis;
world.window ??= world;
world.self ??= world;
world.navigator ??= { userAgent: 'headless', platform: '', language: 'vi' };
world.console ??= { log: nothing, info: nothing, warn: nothing, error: nothing };
world.setTimeout ??= () => 0;
world.clearTimeout ??= nothing;
world.requestAnimationFrame ??= () => 0;
world.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
world.document ??= Object.assign(element(), {
  nodeType: 9, readyState: 'complete', currentScript: null,
  body: element(), head: element(), documentElement: element(),
  createElement: element, createElementNS: element, createTextNode: element,
  createComment: element, createDocumentFragment: element,
  implementation: { createHTMLDocument: () => world.document },
});
for (const name of [
  'AbortController', 'Blob', 'CustomEvent', 'DOMParser', 'DocumentFragment', 'Element', 'Event',
  'File', 'FileReader', 'FormData', 'HTMLCollection', 'HTMLElement', 'HTMLFormElement',
  'HTMLTemplateElement', 'InputEvent', 'KeyboardEvent', 'MouseEvent', 'MutationObserver',
  'NamedNodeMap', 'Node', 'NodeFilter', 'NodeList', 'ResizeObserver', 'SVGElement', 'URL',
]) {
  world[name] ??= function Absent() {};
}
