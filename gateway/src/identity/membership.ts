import { resolveMachine, resolvePerson, type Actor, type Database, type Deps } from '@liangji/platform';
import type { VerifiedToken } from './tokens/verify-token.ts';

/** Turns a verified token into whoever it is in our house; throws AUTH-STRANGER or AUTH-SUSPENDED. */
export type ResolveActor = (token: VerifiedToken) => Promise<Actor>;

/** A post revoked or a tenant suspended takes effect within this time. */
export const MEMBERSHIP_MS = 30_000;
const MOST_MEMBERS = 10_000;

/** A map keeps the order of insertion: its first keys are the oldest. */
function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/**
 * Asks the database who the bearer is, at most once per `MEMBERSHIP_MS` and token subject. Refusals are never
 * remembered. The web app's tokens are people's; every other client is a machine's.
 */
export function rememberMembers(database: Database, deps: Deps, webClientId: string): ResolveActor {
  const members = new Map<string, { actor: Promise<Actor>; at: number }>();

  function resolve({ issuer, subject, clientId, tenantSlug }: VerifiedToken): Promise<Actor> {
    return clientId === webClientId
      ? resolvePerson(database, deps, { issuer, subject, tenantSlug })
      : resolveMachine(database, { issuer, clientId, tenantSlug });
  }

  return (token) => {
    const key = JSON.stringify([token.issuer, token.clientId, token.subject, token.tenantSlug]);
    const now = deps.clock.now().getTime();
    const known = members.get(key);
    if (known && Math.abs(now - known.at) < MEMBERSHIP_MS) return known.actor;
    const actor = resolve(token);
    const entry = { actor, at: now };
    members.delete(key); // re-insert at the end: the map keeps the order of asking
    members.set(key, entry);
    forgetOldest(members, MOST_MEMBERS);
    actor.catch(() => {
      if (members.get(key) === entry) members.delete(key);
    });
    return actor;
  };
}
