import {
  actIn,
  resolveMachine,
  resolvePerson,
  type Actor,
  type Database,
  type Deps,
  type Machine,
  type Person,
} from '@liangji/platform';
import type { VerifiedToken } from './verify-token.ts';

/** Whoever bears a token: a person with the posts held, or a machine client. */
export type Member = Person | Machine;

export interface Members {
  /** Whoever the token is in our house; rejects with AUTH-STRANGER or AUTH-SUSPENDED. */
  find(token: VerifiedToken): Promise<Member>;
  /** Asks the database anew about everybody. */
  forget(): void;
}

/** What changed without an announcement that reached us takes effect within this time, milliseconds. */
export const MEMBERSHIP_MS = 30_000;
const MOST_MEMBERS = 10_000;

/** As whom a member acts; `postId` is the post chosen, null for the first. Throws AUTH-POST, AUTH-STRANGER. */
export function actorOf(member: Member, postId: string | null, now: Date): Actor {
  return member.kind === 'machine' ? member : actIn(member, postId, now);
}

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
export function rememberMembers(database: Database, deps: Deps, webClientId: string): Members {
  const members = new Map<string, { member: Promise<Member>; at: number }>();

  function resolve({ issuer, subject, clientId, tenantSlug }: VerifiedToken): Promise<Member> {
    return clientId === webClientId
      ? resolvePerson(database, deps, { issuer, subject, tenantSlug })
      : resolveMachine(database, deps, { issuer, clientId, tenantSlug });
  }

  return {
    find(token) {
      const key = JSON.stringify([token.issuer, token.clientId, token.subject, token.tenantSlug]);
      const now = deps.clock.now().getTime();
      const known = members.get(key);
      if (known && Math.abs(now - known.at) < MEMBERSHIP_MS) return known.member;
      const member = resolve(token);
      const entry = { member, at: now };
      members.delete(key); // re-insert at the end: the map keeps the order of asking
      members.set(key, entry);
      forgetOldest(members, MOST_MEMBERS);
      member.catch(() => {
        if (members.get(key) === entry) members.delete(key);
      });
      return member;
    },
    forget: () => members.clear(),
  };
}
