import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const TEN = join(root, 'examples/ten-lines/centre.yaml');
const SHANGYU = join(root, 'examples/portal/centre.yaml');
const home = mkdtempSync(join(tmpdir(), 'bm-cli-'));
afterAll(() => rmSync(home, { recursive: true }));

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, BIANMIN_KEY: '' },
  });

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data: Buffer) => (out += data));
  child.stderr?.on('data', (data: Buffer) => (err += data));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const run = (...args: string[]) => ended(start(...args));
const fed = (input: string | Buffer, ...args: string[]) => {
  const child = start(...args);
  child.stdin?.end(input);
  return ended(child);
};
const file = (name: string, text: string | Buffer) => {
  writeFileSync(join(home, name), text);
  return join(home, name);
};
/** No trace of a fault of ours: stacks, paths of our sources, "undefined". */
const plain = (text: string) => expect(text).not.toMatch(/\n\s+at |src\/|node_modules|undefined|\[object/);

describe('bianmin', () => {
  it('has help, a version, and a word for unknown commands', async () => {
    const [help, none, version, wrong, page] = await Promise.all([
      run('help'),
      run(),
      run('--version'),
      run('chekc'),
      run('help', 'time', 'expand'),
    ]);
    expect([help.code, none.code, version.code, wrong.code, page.code]).toEqual([0, 0, 0, 2, 0]);
    expect(none.out).toBe(help.out);
    for (const name of ['check', 'serve', 'slots', 'time expand', 'schema', 'audit verify', 'key'])
      expect(help.out).toContain(`\n  ${name} `);
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(wrong.err).toContain('bianmin check');
    expect(page.out).toContain('--exclude LOCAL');
  }, 60_000);

  it('check: sound, broken, missing and not UTF-8', async () => {
    const bad = file(
      'bad.yaml',
      'tenant: t\nname: N\nzone: Asia/Shanghia\noffices: [{ id: a, opening: mon-fri 9-12 }]\nservices: []\n',
    );
    const [good, broken, json, gone, latin, folder] = await Promise.all([
      run('check', TEN, '--today', '2026-03-01'),
      run('check', bad),
      run('check', bad, '--json'),
      run('check', join(home, 'none.yaml')),
      run('check', file('latin.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe9]))),
      run('check', home),
    ]);
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(good.out).toContain('1 office, 3 desks, 2 services');
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toContain(
      `${bad}:3:7 error: zone must be an IANA time zone\n    did you mean \`Asia/Shanghai\`?\n`,
    );
    expect(broken.err).toContain('3 mistakes');
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      faults: [{ field: 'zone' }, { field: 'offices[0].opening', line: 4 }, { field: 'services' }],
    });
    expect([gone.code, latin.code, folder.code]).toEqual([3, 3, 3]);
    expect(latin.err).toContain('UTF-8');
    for (const { err } of [broken, gone, latin, folder]) plain(err);
  }, 60_000);

  it('check: a holiday file that is missing or broken is a mistake of the centre file', async () => {
    const text = (table: string) =>
      `tenant: t\nname: N\nzone: Asia/Shanghai\nholidays: { country: CN, file: ${table} }\noffices: [{ id: a, opening: daily 9:00-12:00 }]\nservices: [{ id: s, minutes: 15 }]\n`;
    file(
      'table.json',
      '{"id": "x", "years": [{"year": 2027, "published": true, "source": "s", "holidays": [{"name": "n", "off": ["2027-13-01"]}]}]}',
    );
    const [gone, bad] = await Promise.all([
      run('check', file('gone.yaml', text('nope.json'))),
      run('check', file('table.yaml', text('table.json'))),
    ]);
    expect([gone.code, bad.code]).toEqual([1, 1]);
    expect(gone.err).toMatch(/gone\.yaml:4:1 error: holidays/);
    expect(bad.err).toContain('holidays[0].off[0]');
  }, 60_000);

  it('tells wrong options and values', async () => {
    const cases = [
      ['check'],
      ['check', TEN, '--jsno'],
      ['slots', TEN, '--service', 'pensoin'],
      ['slots', TEN, '--service', 'pension', '--from', '2026-02-30'],
      ['serve', TEN, '--port', '70000'],
      ['serve', TEN, '--store', 'postgres://localhost/x'],
      ['serve', TEN, '--today', 'friday'],
      ['serve', TEN, '--pages', home],
      ['serve', TEN, '--channels', 'web,desk'],
      ['serve', TEN, '--allow-origin', 'https://portal.example/'],
      ['time', 'expand', '--jsonl', '--rule', 'x'],
    ];
    const all = await Promise.all(cases.map((args) => run(...args)));
    expect(all.map((x) => x.code)).toEqual(cases.map(() => 2));
    for (const { err, out } of all) {
      expect(err).toMatch(/^bianmin: \S/);
      expect(out).toBe('');
      plain(err);
    }
    expect(all[1]?.err).toContain('--json');
    expect(all[2]?.err).toContain('pension');
    expect(all[5]?.err).toContain('--key-file');
    expect(all[8]?.err).toContain('web,app,kiosk');
    expect(all[9]?.err).toContain('write https://portal.example.');
  }, 120_000);

  it('slots: what is free around National Day, and why the rest is not', async () => {
    const [page, json, none] = await Promise.all([
      run(
        'slots',
        SHANGYU,
        '--service',
        'id-card',
        '--office',
        'hall',
        '--today',
        '2026-09-18',
        '--days',
        '21',
      ),
      run(
        'slots',
        SHANGYU,
        '--service',
        'marriage',
        '--today',
        '2026-09-18',
        '--from',
        '2026-10-01',
        '--days',
        '1',
        '--json',
      ),
      run(
        'slots',
        SHANGYU,
        '--service',
        'marriage',
        '--today',
        '2026-09-18',
        '--from',
        '2026-10-04',
        '--days',
        '2',
      ),
    ]);
    expect(page.code).toBe(0);
    expect(page.out).toMatch(/2026-09-20 Sun +hall +09:00 09:15 .*\[make-up day/);
    expect(page.out).toMatch(/2026-09-25 Fri +hall +closed: /);
    expect(page.out).toMatch(/2026-10-01 Thu +hall +open, but not for this service +\[special opening/);
    expect(page.out).toMatch(/2026-10-04 Sun +hall +09:00 .*11:45 +\[special opening/);
    const answer = JSON.parse(json.out) as { days: { date: string; minutes: number[] }[] };
    expect(answer.days).toMatchObject([
      { date: '2026-10-01', minutes: [540, 560, 580, 600, 620, 640, 660, 680] },
    ]);
    expect(none.code).toBe(1);
  }, 60_000);

  it('schema: a JSON Schema that knows the keys and refuses others', async () => {
    const schema = JSON.parse((await run('schema')).out);
    expect(schema.required).toEqual(['tenant', 'name', 'zone', 'offices', 'services']);
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties)).toContain('exceptions');
  }, 60_000);

  it('key: a new key each time', async () => {
    const [a, b] = await Promise.all([run('key'), run('key')]);
    expect(JSON.parse(a.out).keys).not.toEqual(JSON.parse(b.out).keys);
  }, 60_000);
});

describe('bianmin time expand', () => {
  it('prints instants, dates, and problems', async () => {
    const [instants, dates, evil] = await Promise.all([
      run(
        'time',
        'expand',
        '--start',
        '2026-03-28T02:30',
        '--zone',
        'Europe/Berlin',
        '--rule',
        'FREQ=DAILY',
        '--limit',
        '3',
      ),
      run(
        'time',
        'expand',
        '--start',
        '2026-01-01',
        '--rule',
        'FREQ=MONTHLY;BYDAY=-1FR;COUNT=4',
        '--exclude',
        '2026-02-27',
        '--include',
        '2026-02-26',
        '--json',
      ),
      run('time', 'expand', '--start', '2026-01-01', '--rule', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
    ]);
    expect(instants).toMatchObject({
      code: 0,
      out: '2026-03-28T01:30:00Z\n2026-03-29T01:30:00Z\n2026-03-30T00:30:00Z\n',
    });
    expect(JSON.parse(dates.out)).toEqual({
      dates: ['2026-01-30', '2026-02-26', '2026-03-27', '2026-04-24'],
    });
    expect(evil).toMatchObject({ code: 1, out: '' });
    expect(evil.err).toContain('rule_impossible');
  }, 60_000);

  it('answers every line, good or bad, in order', async () => {
    const good = '{"start":"2026-01-05T09:00","zone":"Asia/Shanghai","rule":"FREQ=DAILY","limit":1}';
    const bad = [
      '',
      'no json',
      '[]',
      '{"start":"2026-01-05","rule":"FREQ=DAILY","limit":1,"__proto__":{}}',
      `{"a":${'['.repeat(200_000)}`,
      `"${'x'.repeat(1_200_000)}"`,
      '\0'.repeat(500),
      '{"start":"\ud800"}',
      'null',
    ];
    const lines = bad.flatMap((line) => [line, good]);
    const { code, out, err } = await fed(
      Buffer.from(`\uFEFF${good}\n${lines.join('\r\n')}`),
      'time',
      'expand',
      '--jsonl',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { instants?: string[]; error?: { code: string; message: string } });
    expect(answers).toHaveLength(lines.length + 1);
    answers.forEach((answer, i) => {
      if (i % 2 === 0) expect(answer).toEqual({ instants: ['2026-01-05T01:00:00Z'] });
      else expect(answer.error?.code).toMatch(/^(?:bad_input|too_large)$/);
    });
    expect(answers[11]?.error?.code).toBe('too_large');
  }, 60_000);

  it('streams: an answer comes before the input ends', async () => {
    const child = start('time', 'expand', '--jsonl');
    const answer = new Promise<string>((resolve) =>
      child.stdout?.once('data', (data: Buffer) => resolve(String(data))),
    );
    child.stdin?.write('{"start":"2026-01-05","rule":"FREQ=DAILY","limit":1}\n');
    expect(await answer).toBe('{"dates":["2026-01-05"]}\n');
    const end = ended(child);
    child.stdin?.end();
    expect((await end).code).toBe(0);
  }, 60_000);

  it('ends quietly when its reader goes away', async () => {
    const child = start('time', 'expand', '--jsonl');
    const end = ended(child);
    child.stdout?.once('data', () => child.stdout?.destroy());
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(
      '{"start":"2026-01-05T09:00","zone":"UTC","rule":"FREQ=DAILY","limit":5000}\n'.repeat(400),
    );
    const { code, err } = await end;
    expect({ code, err }).toEqual({ code: 0, err: '' });
  }, 60_000);
});

/** The address a server prints once it listens. */
async function listening(
  child: ChildProcess,
): Promise<{ readonly url: string; readonly end: Promise<Ended> }> {
  let said = '';
  const end = ended(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      said += data;
      const found = /(http:\/\/\S+?)\/\n/.exec(said)?.[1];
      if (found && /Booked: /.test(said)) resolve(found);
    });
    end.then((x) => reject(new Error(`ended: ${x.code} ${x.err}`)));
  });
  return { url, end };
}

describe('bianmin serve', () => {
  it('opens the API to the origins and channels named, and to no others', async () => {
    const child = start(
      ...['serve', TEN, '--port', '0', '--channels', 'web,kiosk'],
      ...['--allow-origin', 'https://portal.example', '--allow-origin', 'https://app.example'],
    );
    const { url, end } = await listening(child);
    const preflight = async (origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, idempotency-key',
      };
      const answer = await fetch(`${url}/api/v1/holds`, { method: 'OPTIONS', headers });
      return [answer.status, answer.headers.get('access-control-allow-origin')];
    };
    expect(await preflight('https://portal.example')).toEqual([204, 'https://portal.example']);
    expect(await preflight('https://app.example')).toEqual([204, 'https://app.example']);
    expect(await preflight('https://evil.example')).toEqual([405, null]);
    const asked = async (channel: string) =>
      (await fetch(`${url}/api/v1/services/residence/slots?channel=${channel}`)).status;
    expect([await asked('web'), await asked('kiosk'), await asked('app')]).toEqual([200, 200, 403]);
    child.kill('SIGTERM');
    expect((await end).code).toBe(0);
  }, 60_000);

  it('serves API, document and pages, shows the holidays, and ends cleanly', async () => {
    const child = start('serve', SHANGYU, '--port', '0', '--today', '2026-09-18');
    const { url, end } = await listening(child);
    const get = async (path: string) => (await fetch(url + path)).json() as Promise<Record<string, unknown>>;
    expect(await get('/api/v1/centre')).toMatchObject({ today: '2026-09-18' });
    expect(await get('/api/openapi.json')).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    expect(await get('/healthz')).toEqual({ status: 'ok' });
    const page = await fetch(`${url}/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<bm-booking api="/api"');
    expect((await fetch(`${url}/api/v1/staff/bookings?from=2026-09-18`)).status).toBe(401);
    expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/%2e%2e/package.json`)).status).toBe(404);
    child.kill('SIGTERM');
    const { code, out, err } = await end;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Clock: 2026-09-18 Fri 08:30');
    expect(out).toMatch(/2026-10-01 Thu +hall +09:00-12:00 +8 free starts in 1 service +国庆节/);
  }, 60_000);

  it('says when a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, err } = await run('serve', TEN, '--port', String(port));
    other.close();
    expect(code).toBe(3);
    expect(err).toBe(
      `bianmin: Port ${port} is in use. Choose another with --port, or --port 0 for any free one.\n`,
    );
  }, 60_000);

  it('says when a database cannot be reached, and never its password', async () => {
    const key = file('keys.json', (await run('key')).out);
    const { code, err } = await run(
      'serve',
      TEN,
      '--store',
      'postgres://u:hunter2@127.0.0.1:1/x',
      '--key-file',
      key,
    );
    expect(code).toBe(3);
    expect(err).toContain('cannot be used');
    expect(err).not.toContain('hunter2');
    plain(err);
  }, 60_000);

  it('refuses a broken centre with its mistakes', async () => {
    const { code, err } = await run('serve', file('broken.yaml', 'tenant: t\n'), '--port', '0');
    expect(code).toBe(2);
    expect(err).toContain('zone is missing');
  }, 60_000);
});
