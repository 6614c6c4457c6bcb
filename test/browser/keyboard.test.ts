/** The whole journey without a pointer. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, shoot } from '../support/browser.js';
import { li, visit } from '../support/visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What has the focus, inside shadow roots too: its text, and whether it can be seen to have it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    const ring = e ? getComputedStyle(e).outlineStyle !== 'none' || !!e.closest('label') : false;
    return {
      text: (e as HTMLElement)?.innerText ?? '',
      id: e?.id ?? '',
      date: e?.getAttribute('data-date'),
      tag: e?.localName,
      ring,
    };
  });

/** Presses Tab until the focus is on what is meant; every stop on the way must show its focus. */
async function tabTo(page: Page, is: (f: Awaited<ReturnType<typeof focused>>) => boolean) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now.tag !== 'body') expect(now.ring, `focus on ${now.tag} “${now.text}” must show`).toBe(true);
    if (is(now)) return now;
  }
  throw new Error('not reached by Tab');
}

it('books by keyboard alone, through the calendar', async () => {
  const v = await visit(browser, { width: 800 });
  const { page } = v;
  await page.locator('.choice').first().waitFor();
  await tabTo(page, (f) => f.text.includes('身份证换领'));
  await page.keyboard.press('Enter');
  await page.locator('.hero').waitFor();
  expect((await focused(page)).tag).toBe('h2');
  // Office: radio buttons move with the arrows.
  await tabTo(page, (f) => f.tag === 'input');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('.card:has(:checked)').innerText()).toContain('临河镇');
  await page.keyboard.press('ArrowUp');
  await tabTo(page, (f) => f.tag === 'input');
  await page.keyboard.press('ArrowRight');
  await page.locator('table').waitFor();
  await tabTo(page, (f) => f.date !== null);
  const at = async () => (await focused(page)).date;
  expect(await at()).toBe('2026-09-19');
  const moves: readonly (readonly [string, string])[] = [
    ['ArrowRight', '2026-09-20'],
    ['ArrowDown', '2026-09-27'],
    ['ArrowUp', '2026-09-20'],
    ['Home', '2026-09-14'],
    ['End', '2026-09-20'],
    ['ArrowLeft', '2026-09-19'],
    ['PageDown', '2026-10-19'],
    ['PageUp', '2026-09-19'],
  ];
  for (const [key, date] of moves) {
    await page.keyboard.press(key);
    await expect.poll(at, { message: key }).toBe(date);
  }
  // The make-up Sunday and the holiday tell their reason.
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.about').innerText()).toContain('调休上班');
  expect((await focused(page)).text).toContain('班');
  await page.keyboard.press('PageDown');
  for (const _ of Array.from({ length: 17 })) await page.keyboard.press('ArrowLeft');
  await expect.poll(at).toBe('2026-10-03');
  expect(await page.locator('.about').innerText()).toContain('国庆节');
  // A closed day cannot be chosen; the one with a special opening can.
  await page.keyboard.press('Enter');
  expect(await page.locator('[aria-pressed=true]').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(at).toBe('2026-10-04');
  await shoot(page, { page: 'keyboard-focus', lang: 'zh', width: 800 });
  await page.keyboard.press('Enter');
  await tabTo(page, (f) => f.text.startsWith('10:00'));
  await page.keyboard.press('Enter');
  await page.locator('form').waitFor();
  for (const kind of ['name', 'phone', 'idNumber'] as const) {
    await tabTo(page, (f) => f.id === kind);
    await page.keyboard.type(li[kind]);
  }
  await page.keyboard.press('Enter');
  await page.locator('.done').waitFor();
  expect((await focused(page)).tag).toBe('h2');
  expect(await page.locator('.ticket').innerText()).toContain('10:00');
  await tabTo(page, (f) => f.text.includes('打印'));
  expect(v.faults).toEqual([]);
  await v.close();
});
