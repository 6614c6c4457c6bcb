import { badSize } from './frame.js';
import type { Resource } from './types.js';

/** Resources by number, those of one office side by side: what makes an office a range. */
export interface ResourceTable {
  readonly size: number;
  readonly list: readonly Resource[];
  readonly capacity: Uint16Array;
  numberOf(id: string): number | undefined;
  /** Numbers `[first, end)` of an office; undefined when it has none. */
  office(id: string): OfficeRange | undefined;
}

export interface OfficeRange {
  readonly first: number;
  readonly end: number;
  /** Some of its resources are pools. */
  readonly pools: boolean;
}

/** Orders resources by office (in order of first mention) and keeps their order within it. Ids must be unique. */
export function createResourceTable(resources: readonly Resource[]): ResourceTable {
  const byOffice = new Map<string, Resource[]>();
  for (const r of resources) {
    if (!Number.isInteger(r.capacity) || r.capacity < 1 || r.capacity > 9999) {
      throw badSize('resources.capacity', 'must be 1 to 9999');
    }
    const office = byOffice.get(r.office);
    if (office) office.push(r);
    else byOffice.set(r.office, [r]);
  }
  const list: Resource[] = [];
  const ranges = new Map<string, OfficeRange>();
  for (const [office, members] of byOffice) {
    const pools = members.some((r) => r.capacity > 1);
    ranges.set(office, { first: list.length, end: list.length + members.length, pools });
    for (const r of members) list.push(r);
  }
  const numbers = new Map(list.map((r, i) => [r.id, i]));
  if (numbers.size !== list.length) throw badSize('resources.id', 'must be unique over all offices');
  return {
    size: list.length,
    list,
    capacity: Uint16Array.from(list, (r) => r.capacity),
    numberOf: (id) => numbers.get(id),
    office: (id) => ranges.get(id),
  };
}
