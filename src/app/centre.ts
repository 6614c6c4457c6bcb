/** The public catalogue: what a widget needs to ask the right questions. */
import type { Department } from '../catalog/index.js';
import type { Result } from '../problem.js';
import type { Context } from './context.js';
import { dateAt, type ServiceSite, type Site } from './site.js';
import type * as w from './wire/index.js';

export async function centre(ctx: Context): Promise<Result<w.CentreView>> {
  const site = ctx.site();
  const { name, phone, texts } = site.centre;
  return {
    ok: true,
    value: {
      name,
      zone: site.zone.name,
      ...(phone === undefined ? {} : { phone }),
      offices: site.centre.offices.map((office) => ({
        id: office.id,
        name: office.name,
        ...present({ address: office.address, phone: office.phone, access: office.access }),
        ...(office.position
          ? { position: [office.position[0], office.position[1]] as [number, number] }
          : {}),
      })),
      services: [...site.services.values()].map((at) => serviceView(site, at)),
      ...(texts ? { texts: texts as Record<string, Record<string, string>> } : {}),
      today: dateAt(site.zone, await ctx.store.now()),
    },
  };
}

function serviceView(site: Site, { service, policy, offices }: ServiceSite): w.ServiceView {
  const department: Department | undefined = site.centre.departments.find(
    (one) => one.id === service.department,
  );
  const { hold, cancelUntil } = policy.rules;
  return {
    id: service.id,
    name: service.name,
    ...present({
      department,
      summary: service.summary,
      fee: service.fee,
      result: service.result,
      who: service.who,
    }),
    minutes: service.minutes,
    offices: offices.map((office) => office.id),
    documents: service.documents.map((one) => ({ ...one })),
    asks: service.asks.map((one) => ({ ...one })),
    cancelUntil,
    hold: { ...hold },
  };
}

/** Without the keys that have no value. */
function present<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}
