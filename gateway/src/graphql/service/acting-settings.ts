import { actingOf, type Actor } from '@liangji/platform';

/** Whom a GraphQL request acts for, as PostGraphile carries it from the request to our adaptor: text only. */
export type ActingSettings = Record<'role' | 'tenantId' | 'cityId' | 'unitId' | 'actor', string>;

/** An actor as such settings. */
export function settingsOf(actor: Actor): ActingSettings {
  const acting = actingOf(actor);
  return {
    role: actor.pool,
    tenantId: String(acting.tenantId),
    cityId: String(acting.cityId),
    unitId: String(acting.unitId),
    actor: acting.actor,
  };
}
