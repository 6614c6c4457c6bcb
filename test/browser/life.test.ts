/** What real visits are like: reload, Back, two widgets, lost places, time-outs, weak networks, hosts that step in. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, shoot } from '../support/browser.js';
import { axe, fillAndConfirm, li, stored, type Visit, type VisitOptions, visit } from '../support/visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const web = { actor: { kind: 'citizen', id: 'other' }, channel: 'web' } as const;

/** With a widget fixed on one service; its page of times is open. */
async function atTimes(options: VisitOptions = {}): Promise<Visit> {
  const v = await visit(browser, { attributes: 'service="id-card"', ...options });
  await v.page.locator('.hero').waitFor();
  return v;
}

const step = (page: Page, title: string) => page.locator('h2', { hasText: title }).waitFor();
const freeAt = async (v: Visit, minute: number) => {
  const answer = await v.portal.app.slots(
    'id-card',
    { offices: 'hall', from: '2026-09-19', to: '2026-09-20' },
    'web',
  );
  if (!answer.ok) throw new Error(answer.problem.message);
  const day = answer.value.days[0];
  return day?.free[day.minutes.indexOf(minute)] ?? 0;
};

describe('reload and Back', () => {
  it('resumes the held time after a reload, with nothing personal stored', async () => {
    const v = await atTimes();
    const { page } = v;
    await page.locator('.hero .primary').click();
    await page.locator('#name').fill(li.name);
    expect(await stored(page)).not.toContain(li.name);
    await page.reload();
    await step(page, '填写信息');
    expect(await page.locator('.kept').innerText()).toContain('9:00');
    await fillAndConfirm(page);
    await page.locator('.done').waitFor();
    const reference = await page.locator('.number .big').innerText();
    await page.reload();
    await page.locator('.done').waitFor();
    expect(await page.locator('.number .big').innerText()).toBe(reference);
    expect(await page.locator('.qr').count()).toBe(0); // the token was in memory only
    expect(v.site.calls.filter((c) => c.endsWith('confirm'))).toHaveLength(1);
    expect(v.faults).toEqual([]);
    await v.close();
  });

  it('goes one step back with the browser, and gives the held time back', async () => {
    const v = await visit(browser);
    const { page } = v;
    await page.getByRole('button', { name: '身份证换领' }).click();
    await page.locator('.hero .primary').click();
    await page.locator('form').waitFor();
    const before = await freeAt(v, 540);
    await page.goBack();
    await step(page, '什么时候');
    await expect.poll(() => freeAt(v, 540)).toBe(before + 1);
    await page.goBack();
    await step(page, '您要办什么事');
    await page.goForward();
    await step(page, '什么时候');
    // No hold any more: Forward to the details stays where a time can be chosen.
    await page.goForward();
    await page.waitForTimeout(200);
    await step(page, '什么时候');
    await page.locator('.hero .primary').click();
    await page.locator('form').waitFor();
    await page.locator('.top button').click();
    await step(page, '什么时候');
    expect(v.faults).toEqual([]);
    await v.close();
  });
});

it('two widgets on one page keep out of each other’s way', async () => {
  const one = (id: string) => `<bm-booking id="${id}" api="/api" service="${id}"></bm-booking>`;
  const v = await visit(browser, { body: `<div class="pair">${one('id-card')}${one('residence')}</div>` });
  const { page } = v;
  const [a, b] = [page.locator('#id-card'), page.locator('#residence')];
  await a.locator('.hero .primary').click();
  await a.locator('form').waitFor();
  expect(await b.locator('.hero').count()).toBe(1);
  await b.locator('.hero .primary').click();
  await b.locator('form').waitFor();
  await page.goBack();
  await b.locator('.hero').waitFor();
  expect(await a.locator('form').count()).toBe(1);
  // The first one's own Back must not undo anything of the second.
  await b.locator('.hero .primary').click();
  await b.locator('form').waitFor();
  await a.locator('.top button').click();
  await a.locator('.hero').waitFor();
  expect(await b.locator('form').count()).toBe(1);
  await a.locator('.hero .primary').click();
  await a.locator('form').waitFor();
  await page.reload();
  await a.locator('form').waitFor();
  await b.locator('form').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(v.faults).toEqual([]);
  await v.close();
});

describe('a place that is lost', () => {
  it('is said kindly, with the nearest free times to press', async () => {
    const v = await atTimes();
    const { page } = v;
    for (let i = 0; (await freeAt(v, 540)) > 0; i++) {
      const holder = `other-visitor-${String(i).padStart(12, '0')}`;
      await v.portal.app.hold({ service: 'id-card', office: 'hall', start: '2026-09-19T09:00', holder }, web);
    }
    await page.locator('.hero .primary').click();
    await page.locator('.warn').waitFor();
    expect(await page.locator('.warn').innerText()).toContain('刚被约走');
    expect(await page.locator('.warn .time').count()).toBeGreaterThan(2);
    expect(await axe(page)).toEqual([]);
    await shoot(page, { page: 'lost', lang: 'zh', width: 1280 });
    const first = await page.locator('.warn .time').first().innerText();
    await page.locator('.warn .time').first().click();
    await page.locator('form').waitFor();
    expect(first).toContain((await page.locator('.kept .num').innerText()).trim());
    expect(v.faults.filter((f) => !f.includes('409'))).toEqual([]);
    await v.close();
  });

  it('warns before the time is up, extends once, and takes it again afterwards with the form kept', async () => {
    const v = await atTimes({ before: (page) => page.clock.install() });
    const { page } = v;
    const forward = async (seconds: number) => {
      v.portal.clock.skip += seconds * 1000;
      await page.clock.runFor(seconds * 1000);
    };
    await page.locator('.hero .primary').click();
    await page.locator('#name').fill(li.name);
    expect(await page.locator('.kept .warn').count()).toBe(0);
    await forward(8 * 60 + 5);
    await page.locator('.kept .warn').waitFor();
    expect(await axe(page)).toEqual([]);
    await shoot(page, { page: 'soon', lang: 'zh', width: 1280 });
    await page.locator('.kept .warn button').click();
    await expect.poll(() => page.locator('.kept .warn').count()).toBe(0);
    await forward(12 * 60);
    await page.locator('.kept .gone, .kept.gone .warn').waitFor();
    expect(await page.locator('form .primary', { hasText: '确认预约' }).count()).toBe(0);
    await shoot(page, { page: 'gone', lang: 'zh', width: 1280 });
    await page.locator('.kept .warn .primary').click();
    await page.locator('form .primary', { hasText: '确认预约' }).waitFor();
    expect(await page.locator('#name').inputValue()).toBe(li.name);
    await fillAndConfirm(page);
    await page.locator('.done').waitFor();
    expect(v.faults).toEqual([]);
    await v.close();
  });
});

it('a confirmation whose answer was lost is not made twice', async () => {
  const v = await atTimes({ before: (page) => page.clock.install() });
  const { page } = v;
  await page.locator('.hero .primary').click();
  await page.locator('form').waitFor();
  let cut = true;
  const keys: (string | undefined)[] = [];
  await page.route('**/bookings/confirm', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    if (cut) await route.abort();
    else await route.fulfill({ response });
  });
  await fillAndConfirm(page);
  await expect
    .poll(async () => {
      await page.clock.runFor(2000);
      return page.locator('[part=problem]').count();
    })
    .toBe(1);
  expect(await page.locator('[part=problem]').innerText()).toContain('网络不太稳定');
  expect(await page.locator('#name').inputValue()).toBe(li.name);
  cut = false;
  await page.locator('[part=problem] button').click();
  await page.locator('.done').waitFor();
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
  await v.close();
});

it('empty is no dead end: when more opens, other offices, a number to call', async () => {
  const full = await visit(browser, {
    attributes: 'service="id-card"',
    portal: {
      change: (c) => ({
        ...c,
        policy: { ...c.policy, ahead: { min: 1, max: 5, unit: 'days' } },
        offices: c.offices.map((o) => ({
          ...o,
          opening: [{ rule: 'FREQ=DAILY', from: '2026-11-02', hours: [{ start: 540, end: 720 }] }],
        })),
        exceptions: [],
      }),
    },
  });
  await full.page.locator('[part=empty]').waitFor();
  expect(await full.page.locator('[part=empty] a[href^="tel:"]').innerText()).toContain('0500-8800 1200');
  expect(await full.page.locator('[part=empty]').innerText()).toContain('下一批名额');
  expect(await axe(full.page)).toEqual([]);
  await shoot(full.page, { page: 'empty', lang: 'zh', width: 1280 });
  await full.close();

  const here = await atTimes({
    portal: {
      change: (c) => ({
        ...c,
        exceptions: [
          ...c.exceptions,
          { id: 'roof', kind: 'closed', from: '2026-09-01', to: '2026-12-31', for: ['dongling'] },
        ],
      }),
    },
  });
  await here.page.locator('.card', { hasText: '东岭' }).click();
  await here.page.locator('.others .time').first().waitFor();
  expect(await here.page.locator('.note a[href^="tel:"]').count()).toBe(1);
  await here.close();
});

describe('a host that steps in', () => {
  it('hears ids only, can stop an act, word things its own way, and carry the requests', async () => {
    const v = await visit(browser, { body: '<div id="place"></div>' });
    const { page } = v;
    await page.evaluate(() => {
      const seen: unknown[] = [];
      const calls: string[] = [];
      Object.assign(window, { seen, calls, allow: false });
      for (const name of ['bm-step', 'bm-hold', 'bm-confirm', 'bm-booked', 'bm-problem'])
        document.addEventListener(name, (e) => {
          seen.push([name, (e as CustomEvent).detail]);
          if (name === 'bm-hold' && !(window as unknown as { allow: boolean }).allow) e.preventDefault();
        });
      const el = document.createElement('bm-booking');
      Object.assign(el, {
        messages: { 'zh-CN': { take: '就要这个' } },
        transport: async (r: {
          method: string;
          path: string;
          query?: Record<string, string>;
          body?: unknown;
          headers: Record<string, string>;
        }) => {
          calls.push(`${r.method} ${r.path}`);
          const answer = await fetch(`/api${r.path}?${new URLSearchParams(r.query)}`, {
            method: r.method,
            headers: r.headers,
            body: r.body === undefined ? null : JSON.stringify(r.body),
          });
          return {
            status: answer.status,
            headers: Object.fromEntries(answer.headers),
            body: await answer.text(),
          };
        },
      });
      // Values that make no sense count as none.
      for (const [k, v] of [
        ['service', '<x>'],
        ['mode', 'huge'],
        ['theme', 'neon'],
        ['channel', 'pigeon'],
        ['api', 'javascript:1'],
        ['manage-url', 'javascript:alert(1)'],
      ] as const)
        el.setAttribute(k, v);
      document.querySelector('#place')!.append(el);
    });
    await page.getByRole('button', { name: '身份证换领' }).click();
    await page.getByRole('button', { name: '就要这个' }).click();
    await page.waitForTimeout(200);
    expect(v.site.calls.some((c) => c.startsWith('POST'))).toBe(false);
    await page.evaluate(() => Object.assign(window, { allow: true }));
    await page.getByRole('button', { name: '就要这个' }).click();
    await fillAndConfirm(page);
    await page.locator('.done').waitFor();
    expect(await page.locator('[part=manage-link]').count()).toBe(0);
    const { seen, calls } = await page.evaluate(() => {
      const { seen, calls } = window as unknown as { seen: unknown[]; calls: string[] };
      return { seen, calls };
    });
    expect(JSON.stringify(seen)).toContain('"bm-booked"');
    for (const secret of [li.name, '138', li.idNumber]) expect(JSON.stringify(seen)).not.toContain(secret);
    expect(calls.length).toBe(v.site.calls.length);
    expect(v.faults).toEqual([]);
    await v.close();
  });
});
