/** Real Chromium for tests, from npm alone: no system browser, library or font is needed. */
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { installFonts } from './fonts.js';

/** The package's own flags switch web security off; these keep it. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-quic',
  '--disable-background-networking',
];

/** Starts Chromium with Chinese fonts. The caller closes it. First use on a machine unpacks ~200 MB. */
export async function launchBrowser(): Promise<Browser> {
  const home = await unpacked();
  const fonts = installFonts(join(home, 'fonts-sc'));
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: FLAGS,
    env: {
      ...(process.env as Record<string, string>),
      HOME: home,
      FONTCONFIG_FILE: fonts,
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
    },
  });
}

/** Folder with the unpacked browser: one per version and user, so that nobody runs what another may write. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium'); // build/cjs/index.cjs; package.json is not exported
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8')) as {
    version: string;
  };
  const uid = userInfo().uid;
  const home = join(tmpdir(), `bianmin-chromium-${version}-${uid}`);
  if (existsSync(home)) {
    if (uid >= 0 && lstatSync(home).uid !== uid)
      throw new Error(`${home} belongs to another user: remove it`);
    return home;
  }
  const draft = mkdtempSync(`${home}.`);
  await unpackInto(draft);
  try {
    renameSync(draft, home);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another test process was first
  }
  return home;
}

async function unpackInto(dir: string): Promise<void> {
  const touched = ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'] as const;
  const before = touched.map((key) => [key, process.env[key]] as const);
  process.env['TMPDIR'] = dir;
  // Read at import: makes the package bring the system libraries that a bare machine lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    await bundled.executablePath();
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  }
}

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), '..', 'browser', 'shots');

/** How a page looked when it was photographed; the parts of its file name. */
export interface ShotName {
  readonly page: string;
  readonly lang: string;
  readonly mode?: string;
  readonly width: number;
  readonly theme?: string;
}

/** Full-page screenshot to `test/browser/shots/page-lang-mode-width-theme.png`; gives the path. */
export async function shoot(page: Page, name: ShotName): Promise<string> {
  mkdirSync(SHOTS, { recursive: true });
  const file = [name.page, name.lang, name.mode ?? 'standard', name.width, name.theme ?? 'light'].join('-');
  const path = join(SHOTS, `${file}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}
