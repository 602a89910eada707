// What strangers bring: links full of script, forged messages, SQL that eats time or memory or breaks the tables. The page shows
// it, ends it, and goes on.
import type { Page } from '@playwright/test';
import { fragmentFor } from '../../demos/kit/fragment.ts';
import { often } from '../soak.ts';
import { test, expect as watched } from './watched.ts';
import { corpus, scriptsRun, watchScripts } from './xss.ts';

// A start takes two seconds on a machine of its own, and many times that beside other tests.
const expect = watched.configure({ timeout: 30_000 });
test.setTimeout(240_000);

/** As many lines as fit a link, from all over the corpus. */
const linkfuls = (most: number): string[][] => {
  const links = often(6, 60);
  return Array.from({ length: links }, (_, n) => corpus.filter((_, at) => at % links === n).slice(0, most));
};
const prototypes = (page: Page) =>
  page.evaluate(() => [Object.prototype, Array.prototype].map((one) => Reflect.ownKeys(one).length));
/** JSON as text, since a literal with this key would set the prototype. */
const polluted = (state: object) =>
  JSON.parse(
    `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(state).slice(1)}`,
  );

for (const { demo, language, state } of [
  {
    demo: 'postgres',
    language: 'sql',
    state: (lines: readonly string[]) => ({ sql: lines.join('\n'), role: 'owner' }),
  },
  {
    demo: 'validation',
    language: 'typescript',
    state: (lines: readonly string[]) => ({
      subject: 'own',
      own: lines.slice(0, 20).join('\n'),
      values: lines.slice(20).map((text) => ({ name: text.slice(0, 80), text })),
      chosen: 0,
    }),
  },
])
  test(`a link full of script is shown, by ${demo}`, { tag: '@desktop' }, async ({ page }) => {
    await watchScripts(page);
    await page.goto(`/demos/${demo}/`);
    const before = await prototypes(page);
    const editor = page.locator(`#${demo} .cm-content[data-language=${language}]`);
    // The field of the first frame gives way to the editor.
    for (const [at, lines] of linkfuls(45).entries()) {
      const marked = [`-- link ${at}`, ...lines];
      const hash = await fragmentFor(demo, state(marked));
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await expect(editor).toContainText(`-- link ${at}`);
      await expect(editor).toContainText(lines[0]?.split('\n')[0] ?? '');
    }
    const hash = await fragmentFor(demo, polluted(state(['-- polluted'])));
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await expect(page.locator(`#${demo}`)).toContainText('was written by hand');
    await expect(editor).not.toContainText('-- polluted');
    expect(await scriptsRun(page)).toEqual([]);
    expect(await prototypes(page)).toEqual(before);
  });

test('messages that nobody asked for change nothing', { tag: '@desktop' }, async ({ page, trouble }) => {
  await page.goto('/demos/validation/');
  const plate = page.locator('#validation');
  await plate.getByRole('button', { name: 'Your own schema', exact: true }).click();
  await plate.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(plate.locator('[data-status]')).toContainText('3 values judged');
  const seen = await plate.textContent();
  await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const kinds = [
      'ready',
      'answer',
      'done',
      'found',
      'result',
      'rows',
      'failed',
      'progress',
      'boot',
      'told',
    ];
    for (let n = 0; n < 200; n += 1) {
      const message = [
        { type: kinds[n % 10], id: n % 7, status: 200, headers: [], body: null },
        { kind: kinds[n % 10], found: { verdicts: [], sides: null, ways: null } },
        JSON.stringify({ type: kinds[n % 10] }),
        null,
      ][n % 4];
      // Half of them come from another window.
      if (n % 2 === 0) postMessage(message, '*');
      else frame.contentWindow?.parent.postMessage(message, '*');
    }
    await new Promise((later) => setTimeout(later, 100));
    frame.remove();
  });
  expect(await plate.textContent()).toBe(seen);
  await plate.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(plate.locator('[data-status]')).toContainText('3 values judged');
  expect(await trouble.seen()).toEqual([]);
});

test('SQL that eats time or memory is ended, what it broke is brought back, a file brings it over', {
  tag: '@desktop',
}, async ({ page, trouble }) => {
  await watchScripts(page);
  await page.goto('/demos/postgres/');
  const plate = page.locator('#postgres');
  const button = (name: string) => plate.getByRole('button', { name, exact: true });
  const editor = plate.getByRole('textbox', { name: /^SQL/ });
  const notice = plate.locator('p[data-tone]').first();
  async function run(sql: string): Promise<void> {
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(sql);
    await page.keyboard.press('ControlOrMeta+Enter');
  }
  await editor.focus();
  await expect(plate.locator('.cm-content')).toBeVisible();
  await plate.getByLabel('Run as').selectOption('owner');
  await run('select 6 * 7 as answer');
  await expect(plate.getByRole('cell', { name: '42', exact: true })).toBeVisible({ timeout: 120_000 });

  for (const sql of [
    'select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b',
    'with recursive r (n) as (select 1 union all select n + 1 from r) select count(*) from r',
  ]) {
    await run(sql);
    await expect(plate.getByText('Stop ends it').first()).toBeVisible();
    await button('Stop').press('Enter');
    await expect(notice).toContainText('Nothing else was lost.');
    await run('select count(*) as seen from users');
    await expect(plate.getByRole('cell', { name: /^\d+$/ })).toBeVisible();
  }

  // A gigabyte is refused by PostgreSQL itself; hundreds of megabytes are shown cut. The files of a server are not there.
  for (const [sql, said] of [
    ["select repeat('x', 1100000000)", /requested length too large|invalid memory alloc request/],
    ["copy users from '/etc/passwd'", /could not open file|No such file/],
  ] as const) {
    await run(sql);
    await expect(plate.getByRole('alert')).toContainText(said);
  }

  // Results are text, whatever they hold.
  const quoted = corpus
    .filter((_, at) => at % often(60, 3) === 0)
    .map((line) => `('${line.replaceAll("'", "''")}')`)
    .join(', ');
  await run(`select way as "<img src=x onerror=alert(1)>" from (values ${quoted}) v (way)`);
  await expect(plate.getByRole('cell', { name: '<script>alert(1)</script>', exact: true })).toBeVisible();
  expect(await scriptsRun(page)).toEqual([]);

  // What is exported can be imported after everything was dropped.
  await run('create table mine as select 7 as kept');
  await expect(plate.getByText('SELECT 1', { exact: true })).toBeVisible();
  // By keyboard: results that come scroll the page, and a pointer that is pressed meanwhile lets go of nothing.
  await plate.getByRole('tab', { name: 'Files' }).press('Enter');
  const download = page.waitForEvent('download');
  await button('Export the database').click();
  const file = await (await download).path();
  await expect(button('Export the database')).not.toHaveAttribute('aria-disabled');
  await run('drop schema public cascade');
  await expect(plate.getByText('DROP SCHEMA', { exact: true })).toBeVisible();
  await run('select kept from mine');
  await expect(plate.getByRole('alert')).toContainText('does not exist');
  await plate.getByRole('tab', { name: 'Files' }).press('Enter');
  await plate.getByLabel('Import a database').setInputFiles(file);
  await expect(notice).toContainText(/import|database/i);
  await run('select kept from mine');
  await expect(plate.getByRole('cell', { name: '7', exact: true })).toBeVisible({ timeout: 60_000 });
  expect(await trouble.seen()).toEqual([]);
});
