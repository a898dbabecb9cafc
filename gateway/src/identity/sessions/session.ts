import { asIdentity, Problem, type Database, type Deps } from '@liangji/platform';
import type { VerifiedToken, VerifyToken } from '../tokens/verify-token.ts';
import { ABSOLUTE_MS, type OidcClient, type SignedIn, type Tokens } from './oidc.ts';
import { seal, unseal } from './seal.ts';
import {
  deleteDeadSessions,
  deleteSession,
  deleteSessionsOf,
  findLiveSessions,
  findSession,
  hashSessionId,
  insertSession,
  lockSession,
  newSessionId,
  updateSession,
  type SessionRow,
} from './session-rows.ts';
import { noteSignIn, refuseEarlierSignIns } from './sign-in-rows.ts';

/** Without any request by somebody for this long a session ends, milliseconds. */
export const IDLE_MS = 30 * 60_000;
/** An access token that ends sooner than this is renewed first, milliseconds. */
const RENEW_BEFORE_MS = 30_000;
/** Renewals at the same time: each holds, while the provider thinks, a connection that everybody's requests need. */
const MOST_RENEWALS = 2;
/** A provider that did not answer is left alone for this long, milliseconds. */
const LEAVE_ALONE_MS = 10_000;
/** How exactly `last_seen_at` is kept, milliseconds: one write a minute, not one a request. */
const SEEN_EVERY_MS = 60_000;

/** Browser sessions: a cookie value outside, a row with sealed tokens inside. */
export interface Sessions {
  /** Opens a session for fresh tokens and ends the one the browser came with; returns the new cookie value. */
  open(tokens: SignedIn, verified: VerifiedToken, previousId: string | undefined): Promise<string>;
  /** What is behind a cookie; undefined when there is no session. An unattended request does not count as use of it. */
  read(id: string, isUnattended: boolean): Promise<Session | undefined>;
  /** The posts chosen in those of the sessions that still live, by cookie. Does not count as a request of theirs. */
  live(ids: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** Remembers the acting post, if `audit` succeeds. */
  choosePost(id: string, postId: string, audit: () => Promise<void>): Promise<void>;
  /** Ends one session, or all of that person and what the provider remembers of earlier passwords; returns the id token for signing out at the provider. */
  close(id: string, everywhere: boolean): Promise<string | undefined>;
}

export interface Session {
  /** Its access token, renewed when near its end. */
  readonly verified: VerifiedToken;
  /** The post chosen in this session; null until one is. */
  readonly actingPostId: string | null;
}

type Sealed = Pick<Tokens, 'access' | 'refresh' | 'id'>;

export function makeSessions(
  database: Database,
  deps: Deps,
  key: Buffer,
  oidc: OidcClient,
  verify: VerifyToken,
): Sessions {
  const renewing = new Map<string, Promise<Tokens | undefined>>();
  let leftAloneUntil = -Infinity;

  const sealed = (idHash: string, { access, refresh, id }: Tokens): string =>
    seal(key, idHash, { access, refresh, id } satisfies Sealed);
  const opened = (row: SessionRow): Tokens | undefined => {
    const tokens = unseal<Sealed>(key, row.idHash, row.tokens);
    return tokens && { ...tokens, accessExpiresAt: row.accessExpiresAt };
  };
  const alive = (row: SessionRow, now: Date): boolean =>
    now < row.absoluteExpiresAt && now.getTime() - row.lastSeenAt.getTime() < IDLE_MS;
  const fresh = (tokens: Tokens, now: Date): boolean =>
    tokens.accessExpiresAt.getTime() - now.getTime() > RENEW_BEFORE_MS;
  const end = (idHash: string): Promise<unknown> => asIdentity(database, (trx) => deleteSession(trx, idHash));

  /** Renews under a row lock, so that a refresh token, which serves once, is used once by all processes together. */
  function renewLocked(idHash: string): Promise<Tokens | undefined> {
    return asIdentity(database, async (trx) => {
      const row = await lockSession(trx, idHash);
      const tokens = row && opened(row);
      const now = deps.clock.now();
      if (!tokens || fresh(tokens, now)) return tokens;
      const renewed = await oidc.refresh(tokens, now).catch((error: unknown) => {
        leftAloneUntil = deps.clock.now().getTime() + LEAVE_ALONE_MS;
        if (now < tokens.accessExpiresAt) return tokens; // provider away for a moment: the old token still serves
        throw error;
      });
      if (!renewed) {
        await deleteSession(trx, idHash);
      } else if (renewed !== tokens) {
        await updateSession(trx, idHash, {
          tokens: sealed(idHash, renewed),
          accessExpiresAt: renewed.accessExpiresAt,
        });
      }
      return renewed;
    });
  }

  /** New tokens; the old ones, while they still serve, when the provider is away or others are being renewed. */
  async function renew(idHash: string, old: Tokens): Promise<Tokens | undefined> {
    let running = renewing.get(idHash);
    if (running) return running;
    const now = deps.clock.now();
    const away = now.getTime() < leftAloneUntil;
    if (away || renewing.size >= MOST_RENEWALS) {
      if (now < old.accessExpiresAt) return old;
      if (away) throw new Problem('SYS-UNAVAILABLE');
      await Promise.race(renewing.values()).catch(() => undefined);
      return renew(idHash, old);
    }
    running = renewLocked(idHash).finally(() => renewing.delete(idHash));
    renewing.set(idHash, running);
    return running;
  }

  return {
    async open(tokens, verified, previousId) {
      const id = newSessionId();
      const idHash = hashSessionId(id);
      const now = deps.clock.now();
      await asIdentity(database, async (trx) => {
        if (previousId) await deleteSession(trx, hashSessionId(previousId));
        await noteSignIn(trx, verified, tokens.authenticatedAt);
        await deleteDeadSessions(trx, now, new Date(now.getTime() - IDLE_MS));
        await insertSession(trx, {
          idHash,
          issuer: verified.issuer,
          subject: verified.subject,
          tokens: sealed(idHash, tokens),
          lastSeenAt: now,
          accessExpiresAt: tokens.accessExpiresAt,
          absoluteExpiresAt: new Date(now.getTime() + ABSOLUTE_MS),
          actingPostId: null,
        });
      });
      return id;
    },
    async read(id, isUnattended) {
      const idHash = hashSessionId(id);
      const row = await findSession(database, idHash);
      if (!row) return undefined;
      const now = deps.clock.now();
      if (!alive(row, now)) {
        await end(idHash);
        return undefined;
      }
      let tokens = opened(row);
      if (!tokens) {
        await end(idHash); // sealed under another key: nobody can ever open it again
        return undefined;
      }
      if (!fresh(tokens, now)) tokens = await renew(idHash, tokens);
      if (!tokens) return undefined;
      const verified = await verify(tokens.access);
      if (verified.issuer !== row.issuer || verified.subject !== row.subject) throw new Problem('AUTH-MISSING');
      if (!isUnattended && now.getTime() - row.lastSeenAt.getTime() > SEEN_EVERY_MS) {
        await asIdentity(database, (trx) => updateSession(trx, idHash, { lastSeenAt: now }));
      }
      return { verified, actingPostId: row.actingPostId };
    },
    async live(ids) {
      if (ids.length === 0) return new Map();
      const now = deps.clock.now();
      const hashes = ids.map(hashSessionId);
      const posts = await findLiveSessions(database, hashes, now, new Date(now.getTime() - IDLE_MS));
      return new Map(
        ids.flatMap((id, at) => {
          const post = posts.get(hashes[at] ?? '');
          return post === undefined ? [] : [[id, post]];
        }),
      );
    },
    async choosePost(id, postId, audit) {
      await asIdentity(database, async (trx) => {
        await updateSession(trx, hashSessionId(id), { actingPostId: postId });
        await audit();
      });
    },
    async close(id, everywhere) {
      const idHash = hashSessionId(id);
      const row = await findSession(database, idHash);
      if (!row) return undefined;
      await asIdentity(database, async (trx) => {
        if (!everywhere) return deleteSession(trx, idHash);
        await refuseEarlierSignIns(trx, row);
        return deleteSessionsOf(trx, row.issuer, row.subject);
      });
      return opened(row)?.id;
    },
  };
}
