// Bundles the page into one file with a place for the report's data:
//
//   src/*.jsx, *.css, libraries ─► esbuild ─► script, styles ─► template
//
//   node build.mjs SOURCES OUTPUT
//
// SOURCES is the folder of main.jsx and template.html. Run in the folder that
// holds node_modules, which is not the source tree's.

import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [sources, output] = process.argv.slice(2);
if (!output) {
  console.error('usage: node build.mjs SOURCES OUTPUT');
  process.exit(2);
}
const modules = resolve('node_modules');
const esbuild =
    createRequire(join(modules, 'raiify.js'))('esbuild');

/** What the bundle has parts of. */
const packages = new Set();

async function bundle(entry) {
  const result = await esbuild.build({
    entryPoints: [join(resolve(sources), entry)],
    absWorkingDir: resolve('.'),
    nodePaths: [modules],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: entry.endsWith('.css') ? undefined : 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
    metafile: true,
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) || [];
    if (name)
      packages.add(name);
  }
  return result.outputFiles[0].text.trim();
}

/** The licence of a package, which has to go where its code goes. */
async function notice(name) {
  const folder = join(modules, name);
  const { version } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((one) => /^licen[sc]e/i.test(one));
  if (!file)
    throw new Error(`${folder} has no licence file`);
  const text = (await readFile(join(folder, file), 'utf8')).trim();
  if (/<\/script|<!--/i.test(text))
    throw new Error(`the licence of ${name} would end its element`);
  return `${name} ${version}\n\n${text}\n`;
}

/** What the policy calls a script or style that stands in the page. */
function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const script = (await bundle('main.jsx')).replaceAll('</script', '<\\/script');
const style = await bundle('main.css');
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const template = await readFile(join(sources, 'template.html'), 'utf8');
const notices = await Promise.all([...packages].sort().map(notice));
const parts = { CSP: policy, STYLE: style, SCRIPT: script,
                NOTICES: notices.join('\n\n') };
// Functions: a string's `$&` would be taken for a pattern.
const page = template.replace(/@(CSP|STYLE|SCRIPT|NOTICES)@/g,
                              (_, name) => parts[name]);
await writeFile(output, page);
