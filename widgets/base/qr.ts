/** A QR code (ISO/IEC 18004) as one SVG path: no request, no inline style, prints sharp. */
import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Modules of quiet zone around the code, as the standard wants. */
const QUIET = 4;

export function qr(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data
    .map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  return html`<svg class="qr" part="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d=${path} /></svg>`;
}
