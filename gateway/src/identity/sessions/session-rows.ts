import { createHash, randomBytes } from 'node:crypto';
import { asIdentity, type Database, type Trx } from '@liangji/platform';
import { sql } from 'kysely';

/** Rows of `control.session`: a cookie value is known to us by its hash only. */
export interface SessionRow {
  readonly idHash: string;
  readonly issuer: string;
  readonly subject: string;
  /** Sealed tokens, see `session.ts`. */
  readonly tokens: string;
  readonly lastSeenAt: Date;
  readonly accessExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  /** The post the person chose to act in; null until one is chosen. */
  readonly actingPostId: string | null;
}

/** 256 random bits for a cookie. */
export const newSessionId = (): string => randomBytes(32).toString('base64url');

export const hashSessionId = (id: string): string => createHash('sha256').update(id).digest('hex');

export function insertSession(trx: Trx, row: SessionRow): Promise<unknown> {
  return trx
    .insertInto('control.session')
    .values({
      id_hash: row.idHash,
      issuer: row.issuer,
      subject: row.subject,
      tokens: row.tokens,
      created_at: row.lastSeenAt,
      last_seen_at: row.lastSeenAt,
      access_expires_at: row.accessExpiresAt,
      absolute_expires_at: row.absoluteExpiresAt,
      acting_post_id: row.actingPostId,
    })
    .execute();
}

function select(trx: Trx, idHash: string) {
  return trx
    .selectFrom('control.session')
    .select([
      'id_hash as idHash',
      'issuer',
      'subject',
      'tokens',
      'last_seen_at as lastSeenAt',
      'access_expires_at as accessExpiresAt',
      'absolute_expires_at as absoluteExpiresAt',
      'acting_post_id as actingPostId',
    ])
    .where('id_hash', '=', idHash);
}

export function findSession(database: Database, idHash: string): Promise<SessionRow | undefined> {
  return asIdentity(database, (trx) => select(trx, idHash).executeTakeFirst());
}

/** The posts chosen in those of the sessions that a cookie can still use, by hash. */
export async function findLiveSessions(
  database: Database,
  idHashes: readonly string[],
  now: Date,
  idleSince: Date,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.session')
      .select(['id_hash', 'acting_post_id'])
      .where('id_hash', '=', sql<string>`any(${idHashes})`)
      .where('absolute_expires_at', '>', now)
      .where('last_seen_at', '>', idleSince)
      .execute(),
  );
  return new Map(rows.map(({ id_hash, acting_post_id }) => [id_hash, acting_post_id]));
}

/** The row, locked until the transaction ends, so that one process at a time refreshes its tokens. */
export function lockSession(trx: Trx, idHash: string): Promise<SessionRow | undefined> {
  return select(trx, idHash).forUpdate().executeTakeFirst();
}

export function updateSession(
  trx: Trx,
  idHash: string,
  change: Partial<Pick<SessionRow, 'tokens' | 'lastSeenAt' | 'accessExpiresAt' | 'actingPostId'>>,
): Promise<unknown> {
  return trx
    .updateTable('control.session')
    .set({
      ...(change.tokens === undefined ? {} : { tokens: change.tokens }),
      ...(change.lastSeenAt === undefined ? {} : { last_seen_at: change.lastSeenAt }),
      ...(change.accessExpiresAt === undefined ? {} : { access_expires_at: change.accessExpiresAt }),
      ...(change.actingPostId === undefined ? {} : { acting_post_id: change.actingPostId }),
    })
    .where('id_hash', '=', idHash)
    .execute();
}

export function deleteSession(trx: Trx, idHash: string): Promise<unknown> {
  return trx.deleteFrom('control.session').where('id_hash', '=', idHash).execute();
}

/** Signs a person out of every browser. */
export function deleteSessionsOf(trx: Trx, issuer: string, subject: string): Promise<unknown> {
  return trx.deleteFrom('control.session').where('issuer', '=', issuer).where('subject', '=', subject).execute();
}

/** Rows that no cookie can use any more. */
export function deleteDeadSessions(trx: Trx, now: Date, idleSince: Date): Promise<unknown> {
  return trx
    .deleteFrom('control.session')
    .where((where) => where.or([where('absolute_expires_at', '<=', now), where('last_seen_at', '<=', idleSince)]))
    .execute();
}
