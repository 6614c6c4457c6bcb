/** `<bm-manage>`: look up by link and by number, move, cancel, take it again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, shoot } from '../support/browser.js';
import { axe, li, stored, type Visit, type VisitOptions, visit } from '../support/visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const web = { actor: { kind: 'citizen', id: 'x' }, channel: 'web' } as const;

/** An appointment on 22 September at 9:30 in the hall, and the page that manages it. */
async function booked(options: VisitOptions = {}) {
  const v = await visit(browser, options);
  const holder = 'a-holder-of-the-test-000';
  const held = await v.portal.app.hold(
    { service: 'id-card', office: 'hall', start: '2026-09-22T09:30', holder },
    web,
  );
  if (!held.ok) throw new Error(held.problem.message);
  const done = await v.portal.app.confirm({ hold: held.value.hold, holder, person: li }, web);
  if (!done.ok) throw new Error(done.problem.message);
  return { v, page: v.page, token: done.value.token, reference: done.value.booking.reference };
}

const check = async (v: Visit, page: Page, name: string, width: number, mode?: string) => {
  expect(await axe(page), name).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, name).toBeLessThanOrEqual(0);
  await shoot(page, { page: `manage-${name}`, lang: 'zh', width, mode });
  expect(v.faults).toEqual([]);
};

describe.each([1280, 320])('at %i px', (width) => {
  it('finds by number and phone, moves, cancels, and lets the visitor take the time again', async () => {
    const { v, page, reference } = await booked({ width });
    await page.goto(`${v.site.url}/manage`);
    await page.locator('#reference').waitFor();
    await page.locator('form .primary').click();
    expect(await page.locator('.errors li').count()).toBe(2);
    await check(v, page, 'errors', width);
    await page.locator('#reference').fill(reference.toLowerCase().replaceAll('-', ' '));
    await page.locator('#phone').fill('13800138000');
    await page.keyboard.press('Enter');
    await page.locator('.ticket').waitFor();
    expect(await page.locator('.ticket').innerText()).toMatch(/9:30[\s\S]*号窗口[\s\S]*李\*/);
    expect(await stored(page)).not.toContain('13800138000');
    await check(v, page, 'show', width);

    await page.locator('.acts .primary', { hasText: '改时间' }).click();
    await page.locator('.hero').waitFor();
    await page.locator('summary', { hasText: '9月23日' }).click();
    await page.locator('details[open] .time', { hasText: '14:00' }).click();
    await page.locator('s').waitFor();
    await check(v, page, 'move-check', width);
    await page.goBack();
    await page.locator('.hero').waitFor();
    await page.goForward();
    await page.locator('.acts .primary').click();
    await page.locator('.note', { hasText: '已改好' }).waitFor();
    expect(await page.locator('.ticket').innerText()).toContain('14:00');

    await page.locator('.acts button', { hasText: '取消预约' }).click();
    await check(v, page, 'cancel', width);
    await page.locator('.acts button', { hasText: '不取消' }).click();
    await page.locator('.ticket').waitFor();
    await page.locator('.acts button', { hasText: '取消预约' }).click();
    await page.locator('.acts .primary').click();
    await page.locator('h2', { hasText: '已取消' }).waitFor();
    expect(await page.locator('.acts button', { hasText: '改时间' }).count()).toBe(0);
    await check(v, page, 'cancelled', width);
    await page.getByRole('link', { name: '重新约这个时间' }).click();
    await page.locator('bm-booking form').waitFor();
    expect(await page.locator('.kept').innerText()).toContain('14:00');
    expect(page.url()).not.toContain('#');
    expect(v.faults).toEqual([]);
    await v.close();
  });
});

it('opens by the link, whose token goes to no server and no store', async () => {
  const { v, page, token } = await booked();
  const urls: string[] = [];
  page.on('request', (r) => urls.push(r.url()));
  await page.goto(`${v.site.url}/manage#bm=${token}`);
  await page.locator('.ticket').waitFor();
  expect(urls.join(' ')).not.toContain(token);
  expect(await stored(page)).not.toContain(token);
  expect(v.faults).toEqual([]);
  await v.close();
});

it('explains what was not found and what can no longer be changed', async () => {
  const { v, page, token, reference } = await booked();
  await page.goto(`${v.site.url}/manage#bm=${'x'.repeat(43)}`);
  await page.locator('[part=problem]').waitFor();
  expect(await page.locator('[part=problem]').innerText()).toContain('没有查到');
  await page.locator('#reference').fill(reference);
  await page.locator('#phone').fill('139 9999 9999');
  await page.locator('form .primary').click();
  await page.locator('[part=problem]').waitFor();
  v.portal.clock.skip += (4 * 24 + 0.5) * 3_600_000; // half an hour before the start
  await page.goto('about:blank');
  await page.goto(`${v.site.url}/manage#bm=${token}`);
  await page.locator('.ticket').waitFor();
  expect(await page.locator('.acts button', { hasText: '取消预约' }).count()).toBe(0);
  expect(await page.locator('.note').innerText()).toContain('已过可以取消或改时间的期限');
  expect(v.faults.filter((f) => !f.includes('404'))).toEqual([]);
  await v.close();
});

it('elder mode moves one question at a time', async () => {
  const { v, page, token } = await booked({ width: 390, attributes: 'mode="elder"' });
  await page.goto(`${v.site.url}/manage#bm=${token}`);
  await page.locator('.ticket').waitFor();
  await check(v, page, 'show', 390, 'elder');
  await page.locator('.acts .primary').click();
  await page.locator('.choice', { hasText: '区政务服务大厅' }).click();
  await page.locator('.choice', { hasText: '9月21日' }).click();
  await page.locator('.time', { hasText: '10:00' }).click();
  await page.locator('.acts .primary').click();
  await page.locator('.note', { hasText: '已改好' }).waitFor();
  expect(await page.locator('.ticket').innerText()).toContain('9月21日');
  expect(v.faults).toEqual([]);
  await v.close();
});
