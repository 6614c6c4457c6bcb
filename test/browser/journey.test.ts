/** The whole journey by pointer: both languages, narrow and wide, elder mode; WCAG and the strict CSP on every step. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, shoot } from '../support/browser.js';
import { axe, brokenWords, fillAndConfirm, li, stored, type Visit, visit } from '../support/visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What the visitor typed, in any of its spellings, or the manage token. */
const secrets = ['李秀英', '13800138000', '138 0013 8000', li.idNumber];

async function check(
  v: Visit,
  name: { page: string; lang: string; mode?: string; width: number; theme?: string },
) {
  expect(await axe(v.page), name.page).toEqual([]);
  const overflow = await v.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name.page} must not scroll sideways`).toBeLessThanOrEqual(0);
  expect(await brokenWords(v.page), `${name.page} must not cut words`).toEqual([]);
  await shoot(v.page, name);
}

async function finish(v: Visit, page: Page) {
  await page.locator('.done').waitFor();
  expect(v.faults).toEqual([]);
  expect(v.site.calls.filter((c) => c.startsWith('POST'))).toEqual([
    'POST /api/v1/holds',
    'POST /api/v1/bookings/confirm',
  ]);
  const kept = await stored(page);
  const link = (await page.locator('[part=manage-link]').getAttribute('href')) ?? '';
  const token = /^http:\/\/127\.0\.0\.1:\d+\/manage#bm=([\w-]{43})$/.exec(link)?.[1];
  expect(token).toBeDefined();
  for (const secret of [...secrets, token!]) expect(kept).not.toContain(secret);
  return token!;
}

describe.each([
  ['zh', 'zh-CN', 1280],
  ['en', 'en', 1280],
  ['zh', 'zh-CN', 320],
  ['en', 'en', 320],
] as const)('a citizen books in %s (%s) at %i px', (lang, tag, width) => {
  it('from the choice of a service to the calendar file', async () => {
    const v = await visit(browser, {
      lang: tag,
      width,
      timezoneId: 'America/New_York',
      acceptDownloads: true,
    });
    const { page } = v;
    await page.locator('.choice').first().click({ trial: true });
    await check(v, { page: 'service', lang, width });
    await page.getByRole('button', { name: lang === 'zh' ? '身份证换领' : 'Renew an identity card' }).click();
    await page.locator('.hero').waitFor();
    // What to bring is told before a time is spent.
    expect(await page.locator('.bring').innerText()).toContain(lang === 'zh' ? '原身份证' : 'The old card');
    expect(v.site.calls.some((c) => c.startsWith('POST'))).toBe(false);
    await check(v, { page: 'when', lang, width });
    await page.locator('.switch label').nth(1).click();
    await page.getByRole('button', { name: lang === 'zh' ? '下个月' : 'Next month' }).click();
    const holiday = page.locator('[data-date="2026-10-01"]');
    await holiday.focus();
    expect(await page.locator('.about').innerText()).toContain(lang === 'zh' ? '国庆节' : 'National Day');
    await check(v, { page: 'calendar', lang, width });
    await page.locator('[data-date="2026-10-05"]').click();
    await page.locator('.slots .time', { hasText: '9:30' }).click();
    await page.locator('form').waitFor();
    expect(await page.locator('.kept').innerText()).toContain('9:30');
    await check(v, { page: 'details', lang, width });
    await page.locator('form .primary').click();
    expect(await page.locator('.errors li').count()).toBe(3);
    await check(v, { page: 'errors', lang, width });
    await page.locator('.errors a').nth(1).click();
    expect(
      await page.evaluate(() => document.querySelector('bm-booking')!.shadowRoot!.activeElement!.id),
    ).toBe('phone');
    await fillAndConfirm(page);
    const token = await finish(v, page);
    await check(v, { page: 'done', lang, width });
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[part=primary]').click()]);
    const ics = await readFile(await file.path(), 'utf8');
    expect(ics).toContain('DTSTART;TZID=Asia/Shanghai:20261005T093000');
    const found = await v.portal.app.view({ token }, { actor: { kind: 'citizen', id: 'x' }, channel: 'web' });
    expect(found).toMatchObject({ ok: true, value: { start: '2026-10-05T09:30', state: 'confirmed' } });
    expect(v.faults).toEqual([]);
    await v.close();
  });
});

describe.each([
  ['zh', 'zh-CN', 390],
  ['en', 'en', 320],
] as const)('elder mode in %s (%s) at %i px', (lang, tag, width) => {
  it('asks one thing a page, in large type with large targets', async () => {
    const v = await visit(browser, { lang: tag, width, attributes: 'mode="elder"' });
    const { page } = v;
    const shot = (name: string) => check(v, { page: name, lang, mode: 'elder', width });
    const next = () => page.locator('[part=primary], .w > .primary').first().click();
    await page.locator('.choice').first().waitFor();
    await shot('service');
    const size = await page.locator('.w').evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize));
    expect(size).toBe(20);
    await page.locator('.choice').first().click();
    await page.locator('.bring').waitFor();
    await shot('prepare');
    await next();
    await page.locator('.choice .soonest').first().waitFor();
    await shot('office');
    await page.locator('.choice').first().click();
    await page.locator('.choice').first().waitFor();
    expect(await page.locator('table').count()).toBe(0);
    await shot('day');
    await page.locator('.choice').first().click();
    await shot('time');
    await page.locator('.time').first().click();
    for (const kind of ['name', 'phone', 'idNumber'] as const) {
      await page.locator(`#${kind}`).waitFor();
      expect(await page.locator('input').count()).toBe(1);
      expect(await page.locator(`#${kind}`).inputValue()).toBe('');
      if (kind === 'name') await shot('ask');
      await page.locator(`#${kind}`).fill(li[kind]);
      await next();
    }
    await page.locator('.review').waitFor();
    await shot('review');
    const small = await page.evaluate(() =>
      [...document.querySelector('bm-booking')!.shadowRoot!.querySelectorAll('button, input')]
        .map((e) => [e.textContent?.trim(), e.getBoundingClientRect().height] as const)
        .filter(([, height]) => height < 60),
    );
    expect(small).toEqual([]);
    await page.locator('.scaler button').nth(1).click();
    await page.locator('.scaler button').nth(1).click();
    expect(await page.locator('.w').evaluate((e) => getComputedStyle(e).fontSize)).toBe('30px');
    await check(v, { page: 'review-largest', lang, mode: 'elder', width });
    await next();
    await finish(v, page);
    await shot('done');
    // Ten minutes to take it back.
    await page.locator('.undo button').click();
    await page.locator('.note', { hasText: lang === 'zh' ? '已撤销' : 'Undone' }).waitFor();
    expect(
      v.site.calls.at(-1) === 'POST /api/v1/bookings/cancel' ||
        v.site.calls.includes('POST /api/v1/bookings/cancel'),
    ).toBe(true);
    expect(v.faults).toEqual([]);
    await v.close();
  });
});
