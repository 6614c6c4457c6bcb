/** Dark, forced colours, the page's own colours, a side column, print: readable everywhere, photographed for the eye. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, shoot } from '../support/browser.js';
import { axe, fillAndConfirm, type VisitOptions, visit } from '../support/visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const side =
  '<div class="side"><p>政府门户的正文。</p><bm-booking api="/api" service="id-card" manage-url="/manage"></bm-booking></div>';
const looks: readonly (readonly [string, VisitOptions])[] = [
  ['dark', { attributes: 'theme="dark"', dark: true }],
  ['auto-dark', { attributes: 'theme="auto"', dark: true, colorScheme: 'dark' }],
  ['forced', { forcedColors: 'active' }],
  ['brand', { attributes: 'class="brand"' }],
  ['night-brand', { attributes: 'class="night" theme="dark"', dark: true }],
  ['side', { body: side, width: 1000 }],
  ['rtl', { attributes: 'dir="rtl"', width: 800 }],
];

describe.each(looks)('%s', (theme, options) => {
  it('is readable on every step', async () => {
    const v = await visit(browser, { ...options });
    const { page } = v;
    const check = async (name: string) => {
      // In forced colours the browser paints; axe reads the page's own colours and would judge what nobody sees.
      if (theme !== 'forced') expect(await axe(page), name).toEqual([]);
      await shoot(page, { page: name, lang: 'zh', width: options.width ?? 1280, theme });
    };
    if (theme !== 'side') await page.getByRole('button', { name: '身份证换领' }).click();
    await page.locator('.hero').waitFor();
    await page.locator('.switch label').nth(1).click();
    await page.getByRole('button', { name: '下个月' }).click();
    await page.locator('[data-date="2026-10-05"]').click();
    await check('when');
    await page.locator('.slots .time').first().click();
    await page.locator('form').waitFor();
    await page.locator('form .primary').click();
    await check('details');
    await fillAndConfirm(page);
    await page.locator('.done').waitFor();
    await check('done');
    expect(v.faults).toEqual([]);
    await v.close();
  });
});

it('prints the appointment alone', async () => {
  const v = await visit(browser);
  const { page } = v;
  await page.getByRole('button', { name: '身份证换领' }).click();
  await page.locator('.hero .primary').click();
  await fillAndConfirm(page);
  await page.locator('.done').waitFor();
  await page.evaluate(() => {
    // The print dialogue does not exist here: keep the page as it is while printing.
    window.print = () => {
      throw new Error('printing');
    };
  });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('h1').isVisible()).toBe(true);
  const printed = await page.evaluate(() => {
    const seen: string[] = [];
    window.print = () => {
      seen.push(getComputedStyle(document.querySelector('h1')!).display);
      const done = document.querySelector('bm-booking')!.shadowRoot!;
      seen.push(
        getComputedStyle(done.querySelector('.ticket')!).display,
        getComputedStyle(done.querySelector('.acts')!).display,
      );
    };
    return new Promise<string[]>((resolve) => {
      const button = [...document.querySelector('bm-booking')!.shadowRoot!.querySelectorAll('button')].find(
        (b) => b.textContent?.includes('打印'),
      );
      button?.click();
      resolve(seen);
    });
  });
  expect(printed).toEqual(['none', 'block', 'none']);
  await shoot(page, { page: 'print', lang: 'zh', width: 1280 });
  expect(v.faults).toEqual([]);
  await v.close();
});
