import type { Faults } from '../input/faults.js';
import type { LonLat } from '../travel/source.js';

/** Turns VROOM's locations into place numbers: indexes as they are, coordinates each once. */
export class Places {
  readonly points: LonLat[] = [];
  readonly byIndex: boolean;
  private readonly known = new Map<string, number>();
  private readonly faults: Faults;

  constructor(faults: Faults, byIndex: boolean) {
    this.faults = faults;
    this.byIndex = byIndex;
  }

  /** The place of an object's `name` or `name_index`; undefined when it has neither. */
  of(item: Record<string, unknown>, name: string, field: string): number | undefined {
    const index = item[`${name}_index`];
    const location = item[name];
    if (this.byIndex) {
      if (index !== undefined) return index as number;
      if (location !== undefined) {
        this.faults.add(
          `${field}.${name}_index`,
          'missing',
          `${field}.${name}_index is needed where matrices are given`,
        );
      }
      return undefined;
    }
    if (location === undefined) {
      if (index !== undefined) {
        this.faults.add(
          `${field}.${name}`,
          'missing',
          `${field}.${name} is needed where no matrices are given`,
        );
      }
      return undefined;
    }
    return this.at(location, `${field}.${name}`);
  }

  private at(location: unknown, field: string): number | undefined {
    const fine =
      Array.isArray(location) &&
      location.length === 2 &&
      location.every((x) => typeof x === 'number' && Number.isFinite(x));
    if (!fine) {
      this.faults.add(field, 'coordinates', `${field} must be [longitude, latitude] in degrees`);
      return undefined;
    }
    const [lon, lat] = location as [number, number];
    const key = `${lon},${lat}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.points.length);
    return this.points.push({ lon, lat }) - 1;
  }
}
