// Bundles of the process owners' editors, with what the libraries need to live under our pages:
// no inline style (the pages' policy refuses it) and a Vietnamese text for each of theirs.
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const STYLED = `
export default function domify(html, document) {
  const made = parse(html.replace(/ style="/g, ' data-style="'), document);
  const around = globalThis.document.createElement('div');
  around.append(made);
  for (const one of around.querySelectorAll('[data-style]')) {
    one.style.cssText = one.dataset.style;
    delete one.dataset.style;
  }
  if (made.nodeType === 11) made.append(...around.childNodes);
  else made.remove();
  return made;
}
`;
// Each edit must still find what it replaces: a new release of a library is looked at first.
const EDITS = [
  {
    // CodeMirror's rules go into a style sheet made by script, which the policy allows
    file: /style-mod[\\/]src[\\/]style-mod\.js$/,
    change: (source) => source.replace('!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets'),
  },
  {
    // parsed without inline style, which is then set by script: the same look, allowed by policy
    file: /[\\/]domify[\\/]index\.js$/,
    change: (source) => source.replace('export default function domify(', `${STYLED}function parse(`),
  },
  {
    // drawings of a menu: their style becomes attributes of SVG, which mean the same
    file: /(Align|Distribute)ElementsIcons\.js$/,
    change: (source) => source.replace(/style="([^"]*)"/g, (_, style) =>
      style.split(';').filter(Boolean).map((one) => one.replace(/^(.*?):(.*)$/, '$1="$2"')).join(' ')),
  },
];

const withoutInlineStyle = {
  name: 'without-inline-style',
  setup(build) {
    for (const { file, change } of EDITS) {
      build.onLoad({ filter: file }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = change(source);
        if (contents === source) throw new Error(`${path} changed: look at its inline style`);
        return { contents, loader: 'js' };
      });
    }
  },
};

// form-js has no translations: each text it shows is wrapped, and looked up when it is shown.
const WORDS = /\b(label|title|text|name|placeholder|tooltip|description|children|'aria-label'|"aria-label"): (['"])([A-Z<=][^'"\n]*|\w+ \w[^'"\n]*)\2/g;
const SENTENCES = /([?:=] |\|\| |\breturn )(['"])([A-Z][a-z]+ [^'"\n]*|Select|Form)\2/g;
// no words for readers: names of parts, sample people, and bpmn.io's mark, which stays as it is
const KEPT = new Set([
  '=', 'Root', 'FilterContext', 'John Doe', 'Erika Muller', 'Dominic Leaf', 'Powered by bpmn.io',
  'Hello from vanilla JS',
]);
const FALLBACK = /function translateFallback\(template, replacements\) \{/;
const LOOKED_UP = '$&\n  template = __text(template);';
const wrapped = new Set();
const wrapTexts = {
  name: 'wrap-texts',
  setup(build) {
    build.onLoad({ filter: /form-js-(editor|viewer)[\\/]dist[\\/]index\.es\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const wrap = (mark) => (all, before, _quote, text) => {
        if (KEPT.has(text) || /\\|diagram-js/.test(text)) return all;
        wrapped.add(text);
        return `${before}${mark}__text(${JSON.stringify(text)})`;
      };
      const contents = source.replace(WORDS, wrap(': ')).replace(SENTENCES, wrap(''))
        .replace(FALLBACK, LOOKED_UP);
      return { contents, loader: 'js' };
    });
    // its panel is handed no translations either
    build.onLoad({ filter: /properties-panel[\\/]dist[\\/]index\.esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(FALLBACK, LOOKED_UP);
      if (contents === source) throw new Error(`${path} changed: look at its translations`);
      return { contents, loader: 'js' };
    });
  },
};

// CodeMirror is handed no translations by those who use it: its phrases are put in where they stand.
const PHRASES = /\bphrase\(([^()]*)\)/g;
const codeTexts = {
  name: 'code-texts',
  setup(build) {
    build.onLoad({ filter: /@codemirror[\\/]\w+[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const table = JSON.parse(await readFile(join(build.initialOptions.absWorkingDir, 'src/vi/code.json'), 'utf8'));
      const missing = new Set();
      const word = (quoted) => {
        const text = JSON.parse(quoted);
        if (!(text in table)) missing.add(text);
        return `(document.documentElement.lang.startsWith("en") ? ${quoted} : ${JSON.stringify(table[text])})`;
      };
      const source = await readFile(path, 'utf8');
      const contents = source.replace(PHRASES, (all) => all.replace(/"[^"]*"/g, word));
      told('code', [...missing]);
      return { contents, loader: 'js' };
    });
  },
};

// The panel holds the groups of other products too; what is shown of it is checked in the browser.
const NOT_ASKED = /bpmn-js-properties-panel|[\\/]i18n[\\/]/;
const ASKED = /\btranslate\(\s*(['"])(?! \+)((?:(?!\1)[^\\]|\\.)*)\1/g;

async function untranslated(metafile, table, further) {
  const missing = new Set(further.filter((text) => !(text in table)));
  for (const path of Object.keys(metafile.inputs)) {
    if (!/node_modules.*\.m?js$/.test(path) || NOT_ASKED.test(path)) continue;
    for (const [, , text] of (await readFile(path, 'utf8')).matchAll(ASKED)) {
      if (!(text in table)) missing.add(text);
    }
  }
  return [...missing];
}

async function forms(bundle, here, out, options) {
  const inject = ['src/editor/literals.js'];
  // the panel brings a preact of its own; two in one page do not see each other's contexts
  const alias = { preact: '@bpmn-io/properties-panel/preact' };
  await bundle('forms/index.js', join(out, 'forms.js'), { ...options, inject, alias });
  const table = JSON.parse(await readFile(join(here, 'src/vi/form.json'), 'utf8'));
  told('form', [...wrapped].filter((text) => !(text in table)));
}

function told(texts, missing) {
  if (missing.length) throw new Error(`no Vietnamese in src/vi/${texts}.json:\n${missing.join('\n')}`);
}

/** Build the editors; throws when a text of a library has no Vietnamese. */
export async function editors(bundle, here, out) {
  const loader = {
    '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty',
  };
  const options = { loader, assetNames: '[name]', metafile: true, plugins: [withoutInlineStyle, codeTexts] };
  await forms(bundle, here, out, { ...options, plugins: [...options.plugins, wrapTexts] });
  const kinds = Object.values(PopupEntries).map(({ label }) => label);
  for (const [name, texts, further] of [['modeler', 'bpmn', kinds], ['tables', 'dmn', []]]) {
    const { metafile } = await bundle(`${name}/index.js`, join(out, `${name}.js`), options);
    const table = JSON.parse(await readFile(join(here, `src/vi/${texts}.json`), 'utf8'));
    told(texts, await untranslated(metafile, table, further));
  }
}
