/** Puts a centre file into force: a changed document becomes a new version in the store, with its audit row. */
import { AUDIT_ROOT, auditRow, canonicalJson, newId, type Random, sha256Hex } from '../booking/index.js';
import type { Centre } from '../catalog/index.js';
import { BianminError } from '../problem.js';
import type { Store } from '../store/index.js';
import { checkCapacities, checkGrid } from './live-bookings.js';

/** Tries when two servers start at once with the same change. */
const TRIES = 5;

/** What was done: the version in force and the sections that differ from the one before. */
export interface InForce {
  readonly version: number;
  readonly changed: readonly string[];
}

/**
 * Refuses (`wrong_state`) what live bookings stand against: another grid (their claims are counted in its cells),
 * and a desk whose capacity passes between 1 and more (see `checkCapacities`).
 */
export async function putInForce(store: Store, centre: Centre, random: Random): Promise<InForce> {
  const document: unknown = JSON.parse(JSON.stringify(centre));
  for (let i = 0; i < TRIES; i++) {
    const { now, value } = await store.centre(centre.tenant);
    const changed = value ? sections(value.document, document) : [];
    if (value && changed.length === 0) return { version: value.version, changed };
    if (value && changed.includes('grid')) await checkGrid(store, centre.tenant);
    else if (value && changed.includes('offices')) await checkCapacities(store, centre, now);
    const rows = await store.auditOf(centre.tenant, 'centre');
    const last = rows.at(-1);
    const version = (value?.version ?? 0) + 1;
    const audit = auditRow({
      id: newId(random),
      at: now,
      subject: 'centre',
      seq: (last?.seq ?? 0) + 1,
      actor: 'system/cli',
      action: value ? 'change' : 'create',
      data: { version, digest: sha256Hex(canonicalJson(document)), changed },
      touched: [],
      prev: last?.hash ?? AUDIT_ROOT,
    });
    if (await store.saveCentre(centre.tenant, version, document, audit)) return { version, changed };
  }
  throw new BianminError({
    code: 'store_conflict',
    message: 'Other servers keep changing the centre. Try again.',
  });
}

/** Top-level keys whose content differs. */
function sections(before: unknown, after: unknown): readonly string[] {
  const [a, b] = [before, after].map((x) => (x ?? {}) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => canonicalJson(a[key] ?? null) !== canonicalJson(b[key] ?? null))
    .sort();
}
