// Builds every browser script, style and font, and the two bundles that run inside quickjs.
// Everything it writes is git-ignored; the same lock file gives the same bytes.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { editors } from './editors.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const app = resolve(here, '../..');
const modules = join(here, 'node_modules');
const feelOut = join(app, 'feel/built');
const formsOut = join(app, 'task_forms/built');
const papersOut = join(app, 'documents/built');
const pagesOut = join(app, 'web/static/built');

// feelin keeps its compiled form to itself; conditions are evaluated thousands of times, so the
// interpreter is exported too and the parse is done once (app/feel keeps the result).
const EXPORTED = 'interpreter, InterpreterContext, coerceContext, builtins, getType';
// feelin 8.2.0 takes rows[list contains(ids, item.id)] for an index, evaluates it once and keeps
// nothing. DMN 1.3, 10.3.2.5: a filter that gives true or false for a row decides about that row.
const INDEX = 'if (FILTER_INDEX_TYPES.has(type)) {';
const PREDICATE = `
  if (type === 'any' && isArray(target)) {
    const kept = target.map((el) => filterFn(Object.assign({}, context, { item: el }, el)));
    if (kept.some(isBoolean)) return target.filter((_, at) => kept[at] === true);
  }
`;
// A name that the facts lack is sought among all their keys, each of them normalised anew: most of
// the time of a form's check. The normal form of a key is kept.
const SEARCH = 'normalizedName === normalizeContextKey(key)';
const KEPT_SEARCH = 'normalizedName === normalKey(key)';
const NORMAL_KEY = `
  const normalKeys = new Map();
  function normalKey(key) {
    let normal = normalKeys.get(key);
    if (normal === undefined) {
      normal = normalizeContextKey(key);
      if (normalKeys.size >= 5000) normalKeys.clear();
      normalKeys.set(key, normal);
    }
    return normal;
  }
`;
const openFeelin = {
  name: 'open-feelin',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]feelin[\\/]dist[\\/]index\.js$/ }, async (args) => {
      const source = await readFile(args.path, 'utf8');
      if (source.split(INDEX).length !== 2) throw new Error('feelin changed: look at its filters');
      if (source.split(SEARCH).length !== 2) throw new Error('feelin changed: look at its names');
      const mended = source.replace(INDEX, `${PREDICATE}${INDEX}`).replace(SEARCH, KEPT_SEARCH);
      return { contents: `${mended}\n${NORMAL_KEY}\nexport { ${EXPORTED} };\n`, loader: 'js' };
    });
  },
};

// One FEEL for gates, tables and forms: form-js asks for an older fork of the same library.
const oneFeelin = { '@bpmn-io/feelin': join(here, 'src/one_feelin.js') };

const common = {
  absWorkingDir: here,
  alias: oneFeelin,
  bundle: true,
  charset: 'utf8',
  format: 'iife',
  legalComments: 'none',
  logLevel: 'warning',
  minify: true,
  plugins: [openFeelin],
  target: 'es2020',
};

function bundle(entry, outfile, extra = {}) {
  const plugins = [...common.plugins, ...(extra.plugins ?? [])];
  const alias = { ...common.alias, ...extra.alias };
  const entryPoints = [join('src', entry)];
  return esbuild.build({ ...common, entryPoints, outfile, ...extra, alias, plugins });
}

async function icons(names) {
  const folder = join(modules, 'bootstrap-icons/icons');
  const symbols = [];
  for (const name of names) {
    const svg = await readFile(join(folder, `${name}.svg`), 'utf8');
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
    symbols.push(
      `<symbol id="${name}" viewBox="0 0 16 16">${inner.replace(/\s*\n\s*/g, '')}</symbol>`,
    );
    await writeFile(join(pagesOut, 'icons', `${name}.svg`), svg);
  }
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
  await writeFile(join(pagesOut, 'icons.svg'), sprite);
}

async function font() {
  const source = join(modules, '@fontsource-variable/source-sans-3');
  const faces = [];
  // upright and italic; the ranges are those the font project itself publishes for the subsets
  for (const [file, style] of [['wght', 'normal'], ['wght-italic', 'italic']]) {
    const css = await readFile(join(source, `${file}.css`), 'utf8');
    for (const subset of ['latin', 'latin-ext', 'vietnamese']) {
      const name = `source-sans-3-${subset}-wght-${style}.woff2`;
      const face = css.split('@font-face').find((part) => part.includes(`/${name}`));
      const range = /unicode-range:\s*([^;]+);/.exec(face)[1].trim();
      await copyFile(join(source, 'files', name), join(pagesOut, name));
      faces.push(
        `@font-face{font-family:"Source Sans 3";font-style:${style};font-display:swap;` +
          `font-weight:200 900;src:url("${name}") format("woff2");unicode-range:${range}}`,
      );
    }
  }
  await writeFile(join(pagesOut, 'source-sans-3.css'), `${faces.join('\n')}\n`);
}

// Tinos has the widths of Times New Roman and every Vietnamese letter; PDF copies embed it.
async function paperFonts() {
  const source = join(modules, '@expo-google-fonts/tinos');
  for (const style of ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']) {
    await copyFile(join(source, style, `Tinos_${style}.ttf`), join(papersOut, `Tinos_${style}.ttf`));
  }
}

async function licences() {
  const lines = [];
  const { packages } = JSON.parse(await readFile(join(here, 'package-lock.json'), 'utf8'));
  for (const path of Object.keys(packages).filter((p) => p && !packages[p].dev).sort()) {
    const about = JSON.parse(await readFile(join(here, path, 'package.json'), 'utf8'));
    lines.push(`${about.name} ${about.version} ${about.license ?? 'see the package'}`);
  }
  await writeFile(join(pagesOut, 'LICENCES.txt'), `${lines.join('\n')}\n`);
}

async function pages() {
  await copyFile(
    join(modules, 'bootstrap/dist/css/bootstrap.min.css'),
    join(pagesOut, 'bootstrap.min.css'),
  );
  await copyFile(join(modules, 'htmx.org/dist/htmx.min.js'), join(pagesOut, 'htmx.min.js'));
  const loader = { '.woff': 'dataurl', '.woff2': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' };
  await bundle('viewer.js', join(pagesOut, 'viewer.js'), { loader });
  await bundle('player.js', join(pagesOut, 'player.js'), { loader });
  await bundle('form.js', join(pagesOut, 'form.js'));
  await editors(bundle, here, pagesOut);
  const names = JSON.parse(await readFile(join(here, 'src/icons.json'), 'utf8'));
  await icons(names);
  await font();
  await paperFonts();
  await licences();
}

for (const folder of [feelOut, formsOut, papersOut, pagesOut]) {
  await mkdir(folder, { recursive: true });
}
await mkdir(join(pagesOut, 'icons'), { recursive: true });
await bundle('feel.js', join(feelOut, 'feel.js'), { inject: ['src/intl.js'] });
const headless = ['src/intl.js', 'src/headless.js'];
await bundle('formcore.js', join(formsOut, 'formcore.js'), { inject: headless });
await pages();
