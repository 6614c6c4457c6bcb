/** Defines `<bm-manage>`. */
import { BmManage } from './element.js';

if (!customElements.get('bm-manage')) customElements.define('bm-manage', BmManage);

export { BmManage };

declare global {
  interface HTMLElementTagNameMap {
    'bm-manage': BmManage;
  }
}
