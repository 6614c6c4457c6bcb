/** Defines `<bm-booking>`. */
import { BmBooking } from './element.js';

if (!customElements.get('bm-booking')) customElements.define('bm-booking', BmBooking);

export { BmBooking };

declare global {
  interface HTMLElementTagNameMap {
    'bm-booking': BmBooking;
  }
}
