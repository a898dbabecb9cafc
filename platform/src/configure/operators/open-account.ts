import { randomUUID } from 'node:crypto';
import type { Trx } from '../../database/database.ts';
import { hashSecret, makeClientSecret, makeOneTimePassword } from '../../identity/secrets.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import type { IssuedSecret } from '../change.ts';

/** How long a one-time password waits to be used. */
const ONE_TIME_DAYS = 7;

export interface AccountWanted {
  readonly kind: IssuedSecret['kind'];
  readonly username: string;
  readonly name: string;
  /** Null for an operator. */
  readonly tenantSlug: string | null;
}

interface Issuing {
  readonly deps: Deps;
  readonly secrets: IssuedSecret[];
}

/**
 * The account of a person, client or operator at the embedded identity provider, made with a secret that is noted once in
 * `secrets` if there is none. CONF-TAKEN when the name belongs to somebody else.
 */
export async function openAccount(
  trx: Trx,
  issuing: Issuing,
  { kind, username, name, tenantSlug }: AccountWanted,
): Promise<{ subject: string; isNew: boolean }> {
  const known = await trx
    .selectFrom('control.account')
    .select(['kind', 'subject', 'tenant_slug'])
    .where('username', '=', username)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.kind !== kind || known.tenant_slug !== tenantSlug) throw new Problem('CONF-TAKEN', { key: username });
    return { subject: known.subject, isNew: false };
  }
  const subject = randomUUID();
  const { secret, row } = newSecret(issuing.deps, kind);
  await trx
    .insertInto('control.account')
    .values({ username, kind, subject, tenant_slug: tenantSlug, ...row })
    .execute();
  issuing.secrets.push({ kind, username, name, secret, expiresAt: row.expires_at });
  return { subject, isNew: true };
}

/** A new secret for an account that exists: the old one is refused from then on. CONF-ACCOUNT for an unknown name. */
export async function renewSecret(trx: Trx, deps: Deps, username: string): Promise<IssuedSecret> {
  const account = await trx
    .selectFrom('control.account')
    .select('kind')
    .where('username', '=', username)
    .executeTakeFirst();
  if (account === undefined) throw new Problem('CONF-ACCOUNT', { name: username });
  const kind = account.kind as IssuedSecret['kind'];
  const { secret, row } = newSecret(deps, kind);
  await trx.updateTable('control.account').set(row).where('username', '=', username).execute();
  return { kind, username, name: username, secret, expiresAt: row.expires_at };
}

function newSecret(deps: Deps, kind: IssuedSecret['kind']) {
  const isOneTime = kind !== 'client';
  const secret = isOneTime ? makeOneTimePassword() : makeClientSecret();
  const now = deps.clock.now();
  const row = {
    secret_hash: hashSecret(secret),
    is_one_time: isOneTime,
    expires_at: isOneTime ? new Date(now.getTime() + ONE_TIME_DAYS * 86_400_000) : null,
    changed_at: now,
  };
  return { secret, row };
}
