/** Services: someone can do them, they fit the grid and the opening hours, their policy does not contradict itself. */
import type { Office, Policy, Service } from '../../types.js';
import type { Path } from '../locate.js';
import type { Part, Scene } from '../scene.js';
import type { PolicyFile, ServiceFile } from '../schema.js';
import { didYouMean } from '../suggest.js';

export function checkServices(scene: Scene): void {
  for (const part of scene.services) {
    checkGrid(scene, part);
    const documents = part.noun.documents.map((d) => d.id);
    documents.forEach((id, i) => {
      if (documents.indexOf(id) < i)
        scene.faults.add(
          [...part.path, 'documents', i],
          'duplicate_id',
          'has the id of another document',
          'change one of the two',
        );
    });
    if (desksKnown(scene, part.noun)) checkDesks(scene, part);
    if (part.file.policy)
      checkPolicy(scene, part.file.policy, { ...scene.policy, ...part.noun.policy }, [
        ...part.path,
        'policy',
      ]);
  }
  if (scene.file.policy && scene.sound(['policy']))
    checkPolicy(scene, scene.file.policy, scene.policy, ['policy']);
  warnUnusedSkills(scene);
}

function checkGrid(scene: Scene, { file, noun, path }: Part<ServiceFile, Service>): void {
  for (const key of ['minutes', 'step'] as const) {
    if (file[key] === undefined || noun[key] % scene.grid === 0) continue;
    const near = Math.max(scene.grid, Math.round(noun[key] / scene.grid) * scene.grid);
    scene.faults.add(
      [...path, key],
      'grid',
      `must be a multiple of the grid of ${scene.grid} minutes`,
      `use ${near}${scene.grid === 15 && noun[key] % 5 === 0 ? ', or say `grid: 5`' : ''}`,
    );
  }
}

/** A broken office hides its desks only from the services that may be done there. */
const desksKnown = (scene: Scene, service: Service) =>
  scene.allDesksKnown ||
  (service.offices?.every((id) => scene.offices.some((o) => o.noun.id === id)) ?? false);

/** Offices with their desks that have all the skills. */
function fitOffices(
  scene: Scene,
  service: Service,
): readonly { readonly office: Office; readonly desks: Office['desks'] }[] {
  return scene.offices
    .filter((o) => service.offices?.includes(o.noun.id) ?? true)
    .map(({ noun }) => ({
      office: noun,
      desks: noun.desks.filter((d) => service.skills.every((s) => d.skills.includes(s))),
    }));
}

function checkDesks(scene: Scene, part: Part<ServiceFile, Service>): void {
  const { noun, path } = part;
  if (noun.offices?.some((id) => !scene.ids.offices.includes(id))) return;
  // A slip in a skill's name is told where it is mentioned.
  if (scene.declaresSkills && noun.skills.some((id) => !scene.ids.skills.includes(id))) return;
  const offices = fitOffices(scene, noun);
  const at = noun.skills.length > 0 ? [...path, 'skills'] : path;
  const empty = offices.filter((o) => o.desks.length === 0);
  if (empty.length === offices.length) {
    const known = [...new Set(scene.desks.flatMap((d) => d.noun.skills))];
    const missing = noun.skills.find((s) => !known.includes(s));
    const hint = missing ? didYouMean(missing, known) : 'give one desk all the skills, or ask for fewer';
    scene.faults.add(
      at,
      'no_desk',
      `asks for skills that no desk has${noun.offices ? ' in these offices' : ''}`,
      hint,
    );
    return;
  }
  if (noun.offices && empty.length > 0)
    scene.warnings.add(
      [...path, 'offices'],
      'no_desk',
      `names an office where no desk has the skills: ${empty.map((o) => o.office.id).join(', ')}`,
    );
  const longest = Math.max(
    0,
    ...offices.flatMap((o) => o.desks.map((d) => longestSpan(d.opening ?? o.office.opening))),
  );
  const needed = noun.before + noun.minutes + noun.after;
  if (longest > 0 && needed > longest)
    scene.faults.add(
      [...path, 'minutes'],
      'too_long',
      `needs ${needed} minutes at one go, but no opening is longer than ${longest}`,
    );
  checkQuota(scene, part, offices);
}

const longestSpan = (opening: Office['opening']) =>
  Math.max(0, ...opening.flatMap((r) => r.hours.map((h) => h.end - h.start)));
const longestDay = (opening: Office['opening'], needed: number) =>
  Math.max(0, ...opening.map((r) => r.hours.reduce((n, h) => n + Math.floor((h.end - h.start) / needed), 0)));

/** The quotas of a day cannot promise more than the day's places. */
function checkQuota(
  scene: Scene,
  { noun, path, file }: Part<ServiceFile, Service>,
  offices: ReturnType<typeof fitOffices>,
): void {
  const quotas = noun.policy?.quotas;
  if (!quotas || !file.policy?.quotas) return;
  const needed = Math.max(scene.grid, noun.before + noun.minutes + noun.after);
  const places = Math.max(
    0,
    ...offices.map((o) =>
      o.desks.reduce((n, d) => n + d.capacity * longestDay(d.opening ?? o.office.opening, needed), 0),
    ),
  );
  const promised = Object.values(quotas.perDay).reduce((n, q) => n + q, 0);
  const at = [...path, 'policy', 'quotas', 'perDay'];
  if (places > 0 && promised > places)
    scene.faults.add(
      at,
      'quota_capacity',
      `promises ${promised} bookings a day, but no office has more than ${places} places`,
      'lower the quotas or add desks',
    );
  for (const channel of Object.keys(quotas.perDay))
    if (!(noun.channels as readonly string[]).includes(channel))
      scene.faults.add(
        [...at, channel],
        'quota_channel',
        'is a channel this service does not take',
        'add it to `channels` or remove the quota',
      );
}

function checkPolicy(scene: Scene, file: PolicyFile, policy: Policy, path: Path): void {
  const { ahead, limits, notice } = policy;
  if (file.ahead && ahead.min > ahead.max)
    scene.faults.add(
      [...path, 'ahead'],
      'policy_min_max',
      'must have `min` not above `max`',
      `swap them: min ${ahead.max}, max ${ahead.min}`,
    );
  if (notice !== undefined && ahead.unit === 'days' && notice >= (ahead.max + 1) * 1440)
    scene.faults.add(
      [...path, file.notice === undefined ? 'ahead' : 'notice'],
      'policy_never',
      'leaves no time that can be booked: `notice` reaches past `ahead.max`',
    );
  const steps = [limits?.day, limits?.week, limits?.month].filter((n) => n !== undefined);
  if (file.limits && steps.some((n, i) => i > 0 && n < steps[i - 1]!))
    scene.faults.add(
      [...path, 'limits'],
      'policy_limits',
      'must not allow more in a shorter time than in a longer one',
      'day ≤ week ≤ month',
    );
}

function warnUnusedSkills(scene: Scene): void {
  const had = new Set(scene.desks.flatMap((d) => d.noun.skills));
  if (!scene.allDesksKnown || !scene.declaresSkills) return;
  scene.skills.forEach(({ id }, i) => {
    if (!had.has(id)) scene.warnings.add(['skills', i], 'unused', 'is a skill that no desk has');
  });
}
