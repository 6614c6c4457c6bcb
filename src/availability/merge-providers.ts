import { BianminError } from '../problem.js';
import type { Resource, Window, WindowProvider } from './types.js';

/**
 * Several sources of windows as one: opening hours, duties, van stops. A resource may be named by more than one
 * provider (its windows add up) if office and capacity agree; otherwise it throws. The first to know why a day
 * is closed answers.
 */
export function mergeProviders(providers: readonly WindowProvider[]): WindowProvider {
  const resources = new Map<string, Resource>();
  const owners = new Map<string, WindowProvider[]>();
  for (const provider of providers) {
    for (const r of provider.resources()) {
      const known = resources.get(r.id);
      if (known && (known.office !== r.office || known.capacity !== r.capacity)) {
        const message = `Resource of provider ${provider.id} has another office or capacity than before.`;
        throw new BianminError({ code: 'bad_input', field: 'providers', message });
      }
      resources.set(r.id, known ?? r);
      owners.set(r.id, [...(owners.get(r.id) ?? []), provider]);
    }
  }
  const pairs = new PairCache();
  return {
    id: providers.map((p) => p.id).join('+'),
    resources: () => [...resources.values()],
    windows: (resource, day) =>
      (owners.get(resource) ?? [])
        .map((p) => p.windows(resource, day))
        .reduce((a, b) => pairs.join(a, b), NONE),
    whyClosed: (office, day) => {
      for (const p of providers) {
        const closure = p.whyClosed?.(office, day);
        if (closure) return closure;
      }
      return undefined;
    },
  };
}

const NONE: readonly Window[] = [];

/** Joins two lists to the same array every time, so that shared patterns stay shared. */
class PairCache {
  readonly #joined = new WeakMap<readonly Window[], WeakMap<readonly Window[], readonly Window[]>>();

  join(a: readonly Window[], b: readonly Window[]): readonly Window[] {
    if (a.length === 0) return b;
    if (b.length === 0) return a;
    let after = this.#joined.get(a);
    if (!after) {
      after = new WeakMap();
      this.#joined.set(a, after);
    }
    let both = after.get(b);
    if (!both) {
      both = [...a, ...b];
      after.set(b, both);
    }
    return both;
  }
}
