/** Which rules hold for a service, and who owns them: limits are counted per owner. */
import type { Centre, Channel, ChannelQuotas, Policy, Service } from '../catalog/index.js';
import type { DayNumber, UtcMs, Zone } from '../time/index.js';
import { pools } from './holdings.js';
import type { CountedPlace } from './types.js';

/** Owner of a rule that the centre sets for every service; else the service's id. */
export const CENTRE_OWNER = '*';

/** A service's policy with the owner of each counted rule. */
export interface ServicePolicy {
  readonly rules: Policy;
  readonly limitsOwner: string;
  readonly quotasOwner: string;
}

/** The centre's policy with the service's overrides, key by key. */
export function policyFor(
  centre: Pick<Centre, 'policy'>,
  service: Pick<Service, 'id' | 'policy'>,
): ServicePolicy {
  const own = service.policy ?? {};
  const owner = (key: keyof Policy) => (own[key] === undefined ? CENTRE_OWNER : service.id);
  const overrides = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return {
    rules: { ...centre.policy, ...overrides },
    limitsOwner: owner('limits'),
    quotasOwner: owner('quotas'),
  };
}

/** The instant (UTC ms) at which the quotas of a date merge and all places are open to all channels. */
export const mergeInstant = (quotas: ChannelQuotas, day: DayNumber, zone: Zone): UtcMs =>
  zone.toUtc(day - quotas.merge.daysBefore, quotas.merge.at).instant * 60_000;

/**
 * The quota place that a booking of this channel uses up on a day, or undefined when none holds (no
 * quotas, or merged). A channel not named shares what the named ones leave of `dayPlaces`, the places
 * that the office has for the service that day.
 */
export function quotaPlace(
  policy: ServicePolicy,
  at: {
    readonly office: string;
    readonly day: DayNumber;
    readonly channel: Channel;
    readonly now: UtcMs;
    readonly zone: Zone;
  },
  dayPlaces: () => number,
): CountedPlace | undefined {
  const quotas = policy.rules.quotas;
  if (!quotas || at.now >= mergeInstant(quotas, at.day, at.zone)) return undefined;
  const own = quotas.perDay[at.channel];
  const named = Object.values(quotas.perDay).reduce((sum: number, places) => sum + (places ?? 0), 0);
  const cap = own ?? Math.max(0, dayPlaces() - named);
  const name = own === undefined ? 'others' : at.channel;
  return { pool: pools.quota(at.office, policy.quotasOwner, name), bucket: at.day, cap };
}

/** The place of a special opening with a capacity of its own. */
export const specialPlace = (exception: string, office: string, capacity: number): CountedPlace => ({
  pool: pools.special(exception, office),
  bucket: 0,
  cap: capacity,
});
