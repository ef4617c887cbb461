// reading.mjs PAGE: filters, keys and what a finding shows.

import { args, check, follow, open, passed, pick, rows, same, search,
         spoken, withBrowser } from './browser.mjs';

const [file] = args;

const status = (page) => page.getByRole('status').innerText();
const focused = (page) => page.evaluate(
    () => document.activeElement.getAttribute('name') ||
          document.activeElement.getAttribute('role') ||
          document.activeElement.tagName);
const hash = (page, key) => page.evaluate(
    (key) => new URLSearchParams(location.hash.slice(1)).get(key), key);

async function filters(page) {
  same(await status(page), '17 findings', 'all');
  await pick(page, 'Check', 'raii-exit-cleanup');
  same(await status(page), '3 of 17 findings', 'of a check');
  await pick(page, 'Verdict', 'refused');
  same(await status(page), '0 of 17 findings', 'none');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await pick(page, 'Verdict', 'fix');
  same(await status(page), '13 of 17 findings', 'what --fix rewrites');
  await search(page).fill('sensors HAL_close');
  same(await status(page), '1 of 17 findings', 'by words, in any case');
  await page.reload();
  same(await status(page), '1 of 17 findings', 'after a reload');
  same(await search(page).inputValue(), 'sensors HAL_close',
       'the search after a reload');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await follow(page.getByRole('link', { name: /radio\.cpp : 2 findings/ }));
  same(await status(page), '2 of 17 findings', 'of an area of the map');
  same(await hash(page, 'dir'), 'test/demo/robot/src/radio.cpp', 'its file');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await follow(page.getByRole('link', { name: 'raii-missed-cleanup' }));
  same(await status(page), '1 of 17 findings', 'of a row of the table');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  passed(page, 'filters by check, verdict, folder and text, as the URL says');
}

async function keys(page) {
  await page.keyboard.press('/');
  same(await focused(page), 'q', '/ goes to the search');
  await page.keyboard.type('jk');
  same(await status(page), '0 of 17 findings', 'letters are letters there');
  await page.keyboard.press('Escape');
  same(await status(page), '17 findings', 'Escape clears');
  await page.keyboard.press('Escape');
  same(await focused(page), 'listbox', 'Escape goes to the list');
  const id = () => hash(page, 'id');
  await page.keyboard.press('j');
  const first = await id();
  await page.keyboard.press('ArrowDown');
  check(await id() !== first, 'the arrow goes on');
  await page.keyboard.press('k');
  same(await id(), first, 'k goes back');
  await page.keyboard.press('ArrowUp');
  same(await id(), first, 'the list begins there');
  await page.keyboard.press('End');
  const chosen = rows(page, { selected: true });
  same(await chosen.getAttribute('aria-posinset'), '17', 'the last');
  check(await chosen.isVisible(), 'the list follows');
  same(await page.getByRole('listbox').getAttribute('aria-activedescendant'),
       await chosen.getAttribute('id'), 'and says so');
  await page.keyboard.press('Enter');
  same(await focused(page), 'H2', 'Enter goes into the finding');
  await page.keyboard.press('Escape');
  same(await focused(page), 'listbox', 'Escape comes back');
  await page.keyboard.press('Escape');
  same(await id(), null, 'Escape closes the finding');
  await page.keyboard.press('?');
  check(await page.getByRole('dialog', { name: 'Keys' }).isVisible(), '?');
  await page.keyboard.press('Escape');
  check(await page.getByRole('dialog').count() === 0, 'Escape closes it');
  passed(page, 'is read with keys alone');
}

/** Opens the only finding of a check. */
async function openFinding(page, name, words = '') {
  await pick(page, 'Check', name);
  await search(page).fill(words);
  await rows(page).first().click();
  return page.getByRole('main');
}

async function finding(page) {
  let main = await openFinding(page, 'raii-missed-cleanup');
  const exits = main.getByRole('list', { name: 'Exits side by side' });
  same(await exits.getByRole('heading').allInnerTexts(),
       ['This exit skips the cleanup', 'Copy before this return',
        'Copy before this return', 'Copy before this return',
        'Copy before this return'], 'the exits');
  const tops = await exits.getByRole('heading').evaluateAll(
      (all) => all.map((one) => one.getBoundingClientRect().top));
  same(new Set(tops).size, 1, 'side by side');
  same((await exits.locator('.here').first().textContent())
      .replace(/\s+/g, ' '), 'marked line 61 return -1;', 'the marked line');
  check(await main.locator('.diff').count() === 0, 'no rewrite');
  check((await main.innerText()).includes('only a person can say'), 'why');

  main = await openFinding(page, 'raii-emulated-finally', 'runMonth');
  const added = main.locator('.d2h-ins .d2h-code-line-ctn');
  check((await added.allInnerTexts()).includes(
      '    raiify::scope_exit cleanup([&] {'), 'the diff');
  check(await main.locator('.d2h-ins .hljs-number, .d2h-ins .hljs-meta')
      .count() > 0, 'coloured');
  await main.getByRole('radio', { name: 'Side by side' }).check();
  check(await main.locator('.d2h-file-side-diff').count() === 2, 'two sides');
  const words = await main.innerText();
  check(words.includes('--fix rewrites it.') && words.includes('Granted.'),
        'the verdict in words');

  main = await openFinding(page, 'raii-copied-cleanup');
  const members = main.getByRole('link', { name: /emulated-finally/ });
  same(await members.count(), 2, 'members of a group');
  await follow(members.first());
  check((await main.getByRole('heading', { level: 2 }).innerText())
      .startsWith('emulated-finally in readTemperature'), 'a member');
  await follow(main.getByRole('link', { name: /copied-cleanup/ }));
  check((await main.getByRole('heading', { level: 2 }).innerText())
      .startsWith('copied-cleanup'), 'and back');
  passed(page, 'shows exits, verdict and diff of a finding, and its group');
}

async function tree(page) {
  await follow(page.getByRole('link', { name: 'Overview' }));
  await page.getByRole('button', { name: 'Clear filters' }).click();
  const all = await spoken(page);
  for (const wanted of [
    'banner', 'main', 'heading raiify 0.1.0', 'heading By check',
    'search Filter the findings', 'searchbox Search /', 'combobox Check',
    'combobox Verdict', 'combobox Folder', 'status', 'listbox Findings',
    'navigation Views', 'button Dark', 'columnheader changes-behavior',
    'link sensors.cpp : 7 findings in test/demo/robot/src/sensors.cpp, 5 rew',
  ])
    check(all.some((one) => one.startsWith(wanted)),
          `${wanted} in ${all.join('\n')}`);
  same(all.filter((one) => one.startsWith('option ') &&
                           one.includes('equivalent')).length > 3, true,
       'findings with their verdicts');
  passed(page, 'has roles and names for what it shows');
}

async function narrow(browser) {
  const page = await open(browser, file, { viewport:
      { width: 420, height: 800 } });
  const overflow = () => page.evaluate(
      () => document.documentElement.scrollWidth > innerWidth);
  check(!await overflow(), 'the overview is too wide');
  check(!await page.getByRole('listbox').isVisible(), 'the list is closed');
  await page.keyboard.press('/');
  same(await focused(page), 'q', '/ opens the list');
  check(!await page.getByRole('main').isVisible(), 'one thing at a time');
  check(!await overflow(), 'the list is too wide');
  await rows(page).first().click();
  check(await page.getByRole('main').isVisible(), 'the finding');
  check(!await overflow(), 'the finding is too wide');
  await page.getByRole('button', { name: 'Close' }).click();
  same(await focused(page), 'listbox', 'back in the list');
  passed(page, 'fits into 420 pixels');
}

async function paper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  same(await page.locator('.printed tbody tr').count(), 17, 'all rows');
  check(!await page.getByRole('listbox').isVisible(), 'no controls');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  same(await page.locator('.printed').count(), 0, 'gone again');
  passed(page, 'prints what is shown and the whole list');
}

await withBrowser(async (browser) => {
  const page = await open(browser, file, { lateFrames: true });
  await filters(page);
  await keys(page);
  await finding(page);
  await tree(page);
  await paper(page);
  await narrow(browser);
});
