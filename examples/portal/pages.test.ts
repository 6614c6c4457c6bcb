import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('./pages/', import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
const read = (name: string) => readFileSync(folder + name, 'utf8');
type Words = Record<string, unknown>;
const { texts } = (await import(`${folder}texts.js`)) as { texts: Record<'zh-CN' | 'en', Words> };

describe.each(pages)('%s', (name) => {
  const html = read(name);

  it('holds nothing that the strict policy would stop', () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toMatch(/ src="\/[\w/.-]+"/);
    expect(html.match(/(?:src|href)="(?!\/|#|tel:)[^"]*"/g)).toBeNull();
  });

  it('has a text in both languages wherever one is switched, and shows the Chinese one at first', () => {
    const keys = [...html.matchAll(/data-(?:text|label)="(\w+)"/g)].map((m) => m[1]!);
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys)
      for (const words of Object.values(texts)) expect(words[key], key).toBeTypeOf('string');
    for (const [, key, shown] of html.matchAll(/data-text="(\w+)">([^<]*)</g))
      expect(shown).toBe(texts['zh-CN'][key!]);
  });

  it('carries a widget and says what to do without scripts', () => {
    expect(html).toMatch(/<bm-(?:booking|manage) api="\/api"/);
    expect(html).toMatch(/<noscript>.*0500-8800 1200/);
  });
});

it('has the same texts in both languages', () => {
  expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts['zh-CN']).sort());
});
