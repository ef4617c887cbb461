// What all browser tests need: pages in headless Chromium, and ways to hold
// what is there against what should be. lit.cfg.py says where the packages and
// the browser are.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { RAIIFY_TEST_MODULES, RAIIFY_TEST_CHROMIUM } = process.env;
const load = createRequire(join(RAIIFY_TEST_MODULES, 'raiify.js'));
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');

/** The files that the test is given. */
export const args = process.argv.slice(2);

/** Runs `test` with a browser; a failure ends the program with status 1. */
export async function withBrowser(test) {
  const browser = await load('playwright-core').chromium.launch({
    executablePath: RAIIFY_TEST_CHROMIUM,
    // Root has no sandbox; nothing but the page is to be loaded.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
           '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  try {
    await test(browser);
  } catch (error) {
    console.log(`failed: ${error.stack}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** A page of `file`; what goes wrong in it or is loaded beside it is in
    `page.problems`. */
export async function open(browser, file, options = {}) {
  const { withAxe = false, lateFrames = false, ...rest } = options;
  const context = await browser.newContext(
      { viewport: { width: 1280, height: 800 }, colorScheme: 'light',
        ...rest });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(error.stack));
  page.on('console', (message) => page.problems.push(message.text()));
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== address && url !== 'data:,')
      page.problems.push(`loads ${url}`);
  });
  // Scripts of the page itself have to be those of its policy; this one comes
  // from outside.
  if (withAxe)
    await page.addInitScript(axe);
  // As on a machine that is busy: what waits for a frame comes late.
  if (lateFrames)
    await page.addInitScript(() => {
      window.requestAnimationFrame = (draw) => setTimeout(draw, 500);
    });
  await page.goto(address);
  return page;
}

export const search = (page) => page.getByRole('searchbox');

/** The findings of the list that are in view. */
export function rows(page, options) {
  return page.getByRole('listbox', { name: 'Findings' })
      .getByRole('option', options);
}

/** Chooses a value of the filter of that name. */
export function pick(page, name, value) {
  return page.getByRole('combobox', { name, exact: true }).selectOption(value);
}

/** Follows a link within the page; the page hears of it as an event of its own,
    in its time. */
export async function follow(link) {
  await link.click();
  await link.page().evaluate(() => new Promise(
      (done) => requestAnimationFrame(() => setTimeout(done))));
}

/** What the accessibility tree has: "role name", in its order. */
export async function spoken(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter((node) => !node.ignored)
      .map((node) => `${node.role?.value} ${node.name?.value ?? ''}`.trim());
}

/** What axe-core has against a page that was opened with it, in lines. */
export async function violations(page) {
  const found = await page.evaluate(() => window.axe.run(document));
  return found.violations.map(
      ({ id, impact, nodes }) =>
          `${impact} ${id}: ` + nodes.slice(0, 3).map(
              ({ html, failureSummary }) => `${html} ${failureSummary}`)
              .join(' | '));
}

export function check(truth, what) {
  if (!truth)
    throw new Error(what);
}

export function same(actual, wanted, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(wanted)];
  check(a === b, `${what}: ${a}, not ${b}`);
}

/** Says that a part of a test went well, and that the page met no problem. */
export function passed(page, what) {
  same(page.problems, [], `problems while it ${what}`);
  console.log(what);
}
