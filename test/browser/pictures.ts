/** Photographs the widgets over the demo centre for the README: `npx tsx test/browser/pictures.ts`. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { fillAndConfirm, type VisitOptions, visit } from '../support/visit.js';

const FOLDER = fileURLToPath(new URL('../../widgets/pictures', import.meta.url));
/** Bytes a picture may have. */
const LARGEST = 150_000;

interface Picture {
  readonly name: string;
  readonly options: VisitOptions;
  /** First and last part of the widget to be seen; the whole widget if not given. */
  readonly from?: string;
  readonly to?: string;
  /** Leads the page to what is to be seen. */
  readonly lead: (page: Page) => Promise<void>;
}

/** Chooses a service by its name and waits for its times. */
const choose = async (page: Page, service: string) => {
  await page.getByRole('button', { name: service }).click();
  await page.locator('.hero').waitFor();
};

const pictures: readonly Picture[] = [
  {
    name: 'when-zh',
    options: { width: 1280 },
    to: '.days > li:nth-child(5)',
    lead: async (page) => {
      await choose(page, '身份证换领');
      await page.locator('summary').nth(0).click();
      await page.locator('summary').nth(1).click();
    },
  },
  {
    name: 'calendar-zh',
    options: { width: 760 },
    from: '.switch',
    lead: async (page) => {
      await choose(page, '身份证换领');
      await page.locator('.switch label').nth(1).click();
      await page.getByRole('button', { name: '下个月' }).click();
      await page.locator('[data-date="2026-10-05"]').click();
      await page.locator('.slots .time').first().waitFor();
    },
  },
  {
    name: 'elder-390',
    options: { width: 390, attributes: 'mode="elder" service="id-card"' },
    lead: async (page) => {
      await page.locator('.w > .primary, [part=primary]').first().click();
      await page.locator('.choice .soonest').first().click();
      await page.locator('.choice').first().waitFor();
    },
  },
  {
    name: 'done-dark-en',
    options: { width: 760, lang: 'en', attributes: 'theme="dark"', dark: true },
    lead: async (page) => {
      await choose(page, 'Renew an identity card');
      await page.locator('.hero .primary').click();
      await fillAndConfirm(page);
      await page.locator('.done').waitFor();
    },
  },
];

/** Room around what is shown, in pixels. */
const MARGIN = 16;

async function photograph(browser: Browser, { name, options, from, to, lead }: Picture): Promise<string> {
  const v = await visit(browser, options);
  const { page } = v;
  await lead(page);
  if (v.faults.length > 0) throw new Error(v.faults.join('\n'));
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    const { activeElement } = document.querySelector('bm-booking')!.shadowRoot!;
    (activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
  const box = async (selector?: string) => (await page.locator(selector ?? 'bm-booking').boundingBox())!;
  const [first, last] = [await box(from), await box(to)];
  const y = first.y - MARGIN;
  const height = last.y + last.height - y + (to ? 0 : MARGIN);
  const path = join(FOLDER, `${name}.png`);
  const clip = { x: 0, y, width: page.viewportSize()!.width, height };
  await page.screenshot({ path, clip, fullPage: true, animations: 'disabled' });
  await v.close();
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${path}: ${size} bytes, at most ${LARGEST}`);
  return `${name}.png: ${size} bytes`;
}

mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  for (const picture of pictures) console.log(await photograph(browser, picture));
} finally {
  await browser.close();
}
