import {
  actingOf,
  asIdentity,
  inTenant,
  Problem,
  writeAudit,
  type Actor,
  type Database,
  type Deps,
} from '@liangji/platform';
import type { VerifiedToken } from '../tokens/verify-token.ts';

/** What a session did, into the audit of its person's tenant. */
export function auditSession(
  database: Database,
  deps: Deps,
  actor: Actor,
  action: 'session.sign-in' | 'session.sign-out' | 'session.sign-out-everywhere',
): Promise<void> {
  const acting = actingOf(actor);
  const data = { post: actor.post?.post ?? null, unit: actor.post?.unitName ?? null, bodyId: actor.body.id };
  return inTenant(database, actor.pool, acting, (trx) =>
    writeAudit(trx, deps, acting, { action, subject: actor.post?.id ?? actor.login, data }),
  );
}

/** Remembers whom the provider knows and we refuse, who has no tenant for an audit; any other failure passes through. */
export async function noteRefused(
  database: Database,
  deps: Deps,
  token: VerifiedToken,
  error: unknown,
): Promise<never> {
  if (error instanceof Problem && error.status === 403) {
    await asIdentity(database, (trx) =>
      trx
        .insertInto('control.refused_sign_in')
        .values({
          id: deps.ids.next(),
          at: deps.clock.now(),
          issuer: token.issuer,
          subject: token.subject,
          tenant_slug: token.tenantSlug ?? null,
          code: error.code,
        })
        .execute(),
    );
  }
  throw error;
}
