// looking.mjs PAGE HOSTILE MANY: contrast and markup as
// axe-core sees them, text that looks like HTML, and many findings.

import { args, check, open, passed, pick, rows, same, search, violations,
         withBrowser } from './browser.mjs';

const [file, hostile, many] = args;

async function clean(browser, colorScheme) {
  const page = await open(browser, file, { colorScheme, withAxe: true });
  const minds = async (what) =>
      same(await violations(page), [], `${what}, ${colorScheme}`);
  await page.getByText('The same as a table').click();
  await page.getByRole('region', { name: 'By folder' }).waitFor();
  await minds('overview');
  await pick(page, 'Check', 'raii-missed-cleanup');
  await rows(page).first().click();
  await minds('an exit without cleanup');
  await pick(page, 'Check', 'raii-copied-cleanup');
  await rows(page).first().click();
  await minds('a group with its diff');
  if (colorScheme === 'light') {
    await page.getByRole('radio', { name: 'Side by side' }).check();
    await minds('a diff of two sides');
    await page.getByRole('button', { name: 'Keys' }).click();
    await minds('keys');
  }
  passed(page, `has nothing that axe-core minds when ${colorScheme}`);
}

async function theme(browser) {
  const page = await open(browser, file, { colorScheme: 'dark' });
  const ground = () => page.evaluate(
      () => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  const button = page.getByRole('button', { name: 'Dark' });
  same(await button.getAttribute('aria-pressed'), 'true', 'as the system');
  await button.click();
  check(await ground() !== dark, 'it has another colour');
  await page.reload();
  check(await ground() !== dark, 'and keeps it');
  same(await button.getAttribute('aria-pressed'), 'false', 'and says so');
  passed(page, 'is dark or light as the reader says');
}

async function text(browser) {
  const page = await open(browser, hostile, { withAxe: true });
  await search(page).fill('boom');
  await rows(page).first().click();
  const main = page.getByRole('main');
  same(await page.locator('img, main b:not(.runs > b)').count(), 0,
       'elements out of the source');
  check((await main.locator('.excerpt').first().innerText())
      .includes('<b>bold</b> \ufffd'), 'the line');
  check((await main.locator('.diff').innerText())
      .includes('say("</script><img src=x onerror=boom()>&amp; <!-- '),
        'the diff');
  same(await main.locator('.place').first().innerText(),
       'a<img src=x onerror=boom()>&.cpp:7:5', 'the file');
  await search(page).fill('');
  await pick(page, 'Verdict', 'changes-behavior');
  await rows(page).first().click();
  same(await page.locator('.differs').allInnerTexts(),
       ["3 first difference\tthe exception leaves\t'release(H)'"],
       'the first difference');
  same(await violations(page), [], 'traces');
  passed(page, 'keeps text text, and marks where traces differ');
}

async function full(browser) {
  const page = await open(browser, many);
  const elements = () => page.evaluate(
      () => document.getElementsByTagName('*').length);
  const options = () => rows(page).count();
  const bounded = async (what) => {
    const count = await elements();
    check(count < 2500, `${count} elements ${what}`);
    const rows = await page.locator('.row').count();
    check(rows > 0 && rows < 40, `${rows} rows ${what}`);
  };
  same(await page.getByRole('status').innerText(), '5,000 findings', 'all');
  await bounded('at first');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  same(await rows(page, { selected: true })
      .getAttribute('aria-posinset'), '5000', 'the last one');
  await bounded('at the end');
  await page.keyboard.press('Home');
  await page.locator('.list').evaluate((list) => { list.scrollTop = 9e4; });
  await page.waitForFunction(
      () => [...document.querySelectorAll('.row')].some(
          (row) => +row.getAttribute('aria-posinset') > 1500));
  await bounded('in the middle');
  await search(page).fill('function4321');
  same(await page.getByRole('status').innerText(), '1 of 5,000 findings',
       'the one');
  same(await page.locator('.row').count(), 1, 'its row');
  await search(page).fill('part07');
  check(await options() < 400, 'rows of a folder');
  await bounded('after a search');
  passed(page, 'has few elements for 5,000 findings');
}

await withBrowser(async (browser) => {
  await clean(browser, 'light');
  await clean(browser, 'dark');
  await theme(browser);
  await text(browser);
  await full(browser);
});
