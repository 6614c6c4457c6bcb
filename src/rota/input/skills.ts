import type { Faults } from './faults.js';
import { most } from './limits.js';

/** A list of skill names. */
export function checkSkills(f: Faults, skills: unknown, at: string): void {
  f.items(skills, at, most.skills).forEach((id, i) => {
    if (!f.full) f.id(id, `${at}[${i}]`);
  });
}
