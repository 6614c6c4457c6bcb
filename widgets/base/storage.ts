/** What survives a reload: ids and counts for this tab, never personal data. One drawer a widget on the page. */
export class Drawer<T extends object> {
  readonly #key: string;

  constructor(key: string) {
    this.#key = `bianmin:${key}`;
  }

  /** The stored value; undefined when there is none, it is damaged, or storage is switched off. */
  read(): Partial<T> | undefined {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
      return typeof value === 'object' && value !== null ? (value as Partial<T>) : undefined;
    } catch {
      return undefined;
    }
  }

  write(value: T | undefined): void {
    try {
      if (value) sessionStorage.setItem(this.#key, JSON.stringify(value));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // Private mode or a full store: the journey works without, it only does not survive a reload.
    }
  }
}

/** Names a widget among others on its page: its `id`, else its place among elements of its tag. */
export function instanceKey(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const place = [...root.querySelectorAll(element.localName)].indexOf(element);
  return `${location.pathname}:${element.localName}:${element.id || place}`;
}
