/**
 * Two colours come from the page, all others are mixed from them: `--bm-accent` and `--bm-surface`. Where the
 * browser has relative colours, the accent is also kept dark (or light) enough to read, whatever the page chose.
 */
import { css } from 'lit';

const dark = css`
  --_bg: var(--bm-surface, #12191c);
  --_pole: #f4f7f7;
  --_a: color-mix(in oklab, var(--_accent) 45%, #fff);
  --_a: oklch(from var(--_accent) max(l, 0.8) min(c, 0.11) h);
  --_on: #071013;
  --_red: #ff9a8d;
  --_amber: #f0bf62;
  color-scheme: dark;
`;

export const tokens = css`
  :host {
    --_accent: var(--bm-accent, #0b6477);
    --_bg: var(--bm-surface, #fff);
    --_pole: #0a0f12;
    --_a: var(--_accent);
    --_a: oklch(from var(--_accent) min(l, 0.5) c h);
    --_on: #fff;
    --_red: #a8201a;
    --_amber: #7a4b00;
    color-scheme: light;
    container: bm / inline-size;
    display: block;
  }
  :host([theme='dark']) {
    ${dark}
  }
  @media (prefers-color-scheme: dark) {
    :host([theme='auto']) {
      ${dark}
    }
  }
  :host([hidden]) {
    display: none;
  }
  .w {
    --_ink: color-mix(in oklab, var(--_accent) 14%, var(--_pole));
    --_soft: color-mix(in oklab, var(--_ink) 70%, var(--_bg));
    --_line: color-mix(in oklab, var(--_ink) 14%, var(--_bg));
    --_edge: color-mix(in oklab, var(--_ink) 52%, var(--_bg));
    --_tint: color-mix(in oklab, var(--_a) 7%, var(--_bg));
    --_tint2: color-mix(in oklab, var(--_a) 15%, var(--_bg));
    --_u: 8px;
    --_target: 44px;
    --_s: 0.875em;
    --_l: 1.25em;
    --_xl: 1.625em;
    background: var(--_bg);
    border: 1px solid var(--_line);
    border-radius: 12px;
    box-sizing: border-box;
    color: var(--_ink);
    font-size: clamp(16px, 1em, 20px);
    line-height: 1.6;
    padding: calc(var(--_u) * 2);
    text-align: start;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  .elder {
    --_target: 60px;
    --_s: 0.9em;
    --_u: 10px;
    font-size: 20px;
  }
  .elder.s1 {
    font-size: 25px;
  }
  .elder.s2 {
    font-size: 30px;
  }
  @container bm (min-width: 560px) {
    .w {
      padding: calc(var(--_u) * 4);
    }
  }
`;
