/** Ids: given once, and every mention of one meets something. */

import type { Path } from '../locate.js';
import { each, type Scene, type Section } from '../scene.js';
import { didYouMean } from '../suggest.js';

const ONE: Readonly<Record<Section, string>> = {
  departments: 'department',
  skills: 'skill',
  offices: 'office',
  services: 'service',
  desks: 'desk',
  exceptions: 'exception',
};

export function checkIds(scene: Scene): void {
  for (const section of ['departments', 'skills', 'services'] as const)
    once(scene, idPaths(scene.file[section], [section]), ONE[section]);
  // Exceptions name offices and desks in one list, so the two share one name space.
  const places: [string, Path][] = [...idPaths(scene.file.offices, ['offices'])];
  each(scene.file.offices, ['offices'], (office, path) => {
    if (Array.isArray(office['desks'])) places.push(...idPaths(office['desks'], [...path, 'desks']));
  });
  once(scene, places, 'office or desk');
  for (const desk of scene.desks) {
    const clash = typeof desk.path.at(-1) === 'string' && places.some(([id]) => id === desk.noun.id);
    if (clash)
      scene.faults.add(
        desk.path,
        'duplicate_id',
        'makes a desk whose id is used elsewhere',
        'name the desks one by one',
      );
  }
  once(scene, idPaths(scene.file.exceptions, ['exceptions']), 'exception');
}

export function checkReferences(scene: Scene): void {
  const refer = (section: Section, value: unknown, path: Path) => reference(scene, section, value, path);
  each(scene.file.offices, ['offices'], (office, at) => {
    each(office['desks'], [...at, 'desks'], (desk, path) => {
      refer('departments', desk['department'], [...path, 'department']);
      if (scene.declaresSkills) refer('skills', desk['skills'], [...path, 'skills']);
    });
  });
  each(scene.file.services, ['services'], (service, path) => {
    refer('departments', service['department'], [...path, 'department']);
    refer('offices', service['offices'], [...path, 'offices']);
    if (scene.declaresSkills) refer('skills', service['skills'], [...path, 'skills']);
  });
  each(scene.file.exceptions, ['exceptions'], (exception, path) => {
    const places = [...scene.ids.offices, ...scene.ids.desks];
    referOne(scene, 'office or desk', places, exception['for'], [...path, 'for']);
    refer('desks', exception['desks'], [...path, 'desks']);
    refer('services', exception['services'], [...path, 'services']);
    refer('offices', exception['toOffice'], [...path, 'toOffice']);
  });
}

function reference(scene: Scene, section: Section, value: unknown, path: Path): void {
  referOne(scene, ONE[section], scene.ids[section], value, path);
}

function referOne(scene: Scene, what: string, known: readonly string[], value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    value.forEach((v, i) => {
      referOne(scene, what, known, v, [...path, i]);
      if (value.indexOf(v) < i)
        scene.faults.add([...path, i], 'duplicate_id', `names the same ${what} again`, 'remove it');
    });
  } else if (typeof value === 'string' && scene.sound(path) && !known.includes(value)) {
    const none = known.length === 0 ? `this file has no ${what}; add it, or remove this` : undefined;
    scene.faults.add(
      path,
      'unknown_reference',
      `names no ${what} of this file`,
      none ?? didYouMean(value, known),
    );
  }
}

function once(scene: Scene, ids: readonly (readonly [string, Path])[], what: string): void {
  const seen = new Set<string>();
  const message = `is the id of another ${what} too`;
  for (const [id, path] of ids) {
    if (seen.has(id)) scene.faults.add(path, 'duplicate_id', message, 'change one of the two');
    seen.add(id);
  }
}

function idPaths(list: unknown, at: Path): [string, Path][] {
  const out: [string, Path][] = [];
  each(list, at, (item, path) => {
    if (typeof item['id'] === 'string') out.push([item['id'], [...path, 'id']]);
  });
  return out;
}
