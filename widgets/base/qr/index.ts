/** A QR code as one SVG path: no request, no inline style, prints sharp. */
import { html, nothing, type TemplateResult } from 'lit';
import { qrMatrix } from './matrix.js';

/** Modules of quiet zone around the code, as the standard wants. */
const QUIET = 4;

export function qr(text: string, label: string): TemplateResult | typeof nothing {
  const rows = qrMatrix(text);
  if (!rows) return nothing;
  const size = rows.length + 2 * QUIET;
  const path = rows.map((row, y) =>
    row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')).join(''),
  );
  return html`<svg class="qr" part="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d=${path.join('')} /></svg>`;
}
