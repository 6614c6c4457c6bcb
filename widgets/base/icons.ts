/** Small drawings in the text's colour; never the only bearer of a meaning. 24 × 24 grid, 1.75 stroke. */
import { html, type TemplateResult } from 'lit';

const paths = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  next: 'M9.5 6l6 6-6 6',
  back: 'M14.5 6l-6 6 6 6',
  clock: 'M12 7v5l3.2 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  papers: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  calendar: 'M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7',
  print: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  warn: 'M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.2',
} as const;

export type IconName = keyof typeof paths;

export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon i-${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`;
