/** A visitor in a real browser: opens a page of the site and notes everything that must not happen. */

import axeCore from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openPortal, type PortalOptions } from './portal.js';
import { openSite, type Site } from './site.js';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A person as typed into forms; the ID number is the made-up one of the national standard's own example. */
export const li = { name: '李秀英', phone: '138 0013 8000', idNumber: '11010519491231002X' };

export interface VisitOptions extends BrowserContextOptions {
  readonly portal?: PortalOptions;
  /** Attributes of the widget, e.g. `lang="en" mode="elder"`. */
  readonly attributes?: string;
  /** The page's body instead of one `<bm-booking>`. */
  readonly body?: string;
  readonly lang?: string;
  readonly dark?: boolean;
  readonly width?: number;
  /** Runs in the page before its own scripts. */
  readonly before?: (page: Page) => Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly site: Site;
  readonly portal: ReturnType<typeof openPortal>;
  /** CSP reports, console errors, page errors, requests to anywhere else. Must stay empty. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Opens the portal's page. `/manage` has `<bm-manage>`. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const {
    portal: portalOptions,
    attributes = '',
    lang = 'zh-CN',
    dark,
    width = 1280,
    before,
    body,
    ...rest
  } = options;
  const portal = openPortal(portalOptions);
  const booking = `<bm-booking api="/api" manage-url="/manage" ${attributes}></bm-booking>`;
  const manage = `<bm-manage api="/api" booking-url="/" ${attributes}></bm-manage>`;
  const site = await openSite(portal.handler, {
    '/': { lang, body: body ?? booking, dark },
    '/manage': { lang, body: manage, dark },
  });
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    ...rest,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (m) => m.type() === 'error' && faults.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => faults.push(`error: ${e.message}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(site.url) && !r.url().startsWith('blob:')) faults.push(`request: ${r.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener(
      'securitypolicyviolation',
      (e) => console.error(`CSP ${e.violatedDirective} ${e.blockedURI}`),
      true,
    );
  });
  await before?.(page);
  await page.goto(site.url);
  return {
    page,
    context,
    site,
    portal,
    faults,
    close: async () => {
      await context.close();
      await site.close();
    },
  };
}

interface AxeNode {
  readonly target: readonly (string | readonly string[])[];
  readonly any: readonly { readonly message: string }[];
}
interface Axe {
  run(
    on: Document,
    options: object,
  ): Promise<{ violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[] }>;
}

/** Rules of WCAG 2.2 A and AA that the page breaks, each with the places. Empty is right. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async (tags) => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { runOnly: tags });
    const place = (n: AxeNode) => `${n.target.flat().join(' ')}: ${n.any.map((a) => a.message).join('; ')}`;
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(place).join(' | ')}`);
  }, WCAG);
}

/** Words in Latin letters that a line break cuts in two. Empty is right. */
export const brokenWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut: string[] = [];
    const root = document.querySelector('bm-booking, bm-manage')!.shadowRoot!;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const node = texts.currentNode as Text;
      if (node.parentElement?.closest('.sr, style')) continue;
      for (const word of node.data.matchAll(/[a-z]{2,}/gi)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1)
          cut.push(`${word[0]} in ${node.parentElement?.localName}: ${node.data.trim()}`);
      }
    }
    return cut;
  });

/** Fills the details form and confirms. */
export async function fillAndConfirm(page: Page): Promise<void> {
  await page.locator('#name').fill(li.name);
  await page.locator('#phone').fill(li.phone);
  await page.locator('#idNumber').fill(li.idNumber);
  await page.locator('form .primary').click();
}

/** Everything the browser stores for the page, as text. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, history.state]),
  );
