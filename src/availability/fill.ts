import type { FreeTimeIndex, WindowProvider } from './types.js';

/** Sets the windows of every resource of a provider over the whole horizon of an index (made of its resources). */
export function fill(index: FreeTimeIndex, provider: WindowProvider): void {
  const resources = provider.resources();
  for (let d = index.firstDay; d < index.firstDay + index.days; d++) {
    for (const { id } of resources) index.setWindows(id, d, provider.windows(id, d));
  }
}
