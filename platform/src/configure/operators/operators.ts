import { writeOperatorAudit } from '../../audit/write-operator-audit.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Database, Trx } from '../../database/database.ts';
import { asOperator, become } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import type { IssuedSecret } from '../change.ts';
import { openAccount, renewSecret } from './open-account.ts';

const NAME = /^[a-z][a-z0-9._-]{1,63}$/;

/**
 * Makes an operator: the first one by whoever holds the operator's database address, later ones by an operator. With
 * `accounts` (the embedded identity provider) also an account with a one-time password. The same name again changes nothing.
 */
export async function createOperator(
  database: Database,
  deps: Deps,
  { name, by, accounts }: { readonly name: string; readonly by: string | undefined; readonly accounts: boolean },
): Promise<{ readonly isNew: boolean; readonly secrets: readonly IssuedSecret[] }> {
  if (!NAME.test(name)) throw new Problem('CONF-OPERATOR-NAME', { name });
  return asOperator(database, async (trx) => {
    const operators = await readOperators(trx);
    const createdBy = operators.length === 0 ? null : requireOperator(operators, by);
    const secrets: IssuedSecret[] = [];
    if (accounts)
      await openAccount(trx, { deps, secrets }, { kind: 'operator', username: name, name, tenantSlug: null });
    const written = await trx
      .insertInto('control.operator')
      .values({ name, created_at: deps.clock.now(), created_by: createdBy })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .execute();
    const isNew = written.length > 0;
    if (isNew) await auditOperator(trx, deps, createdBy === null ? INSTALLATION : operatorActor(createdBy), name);
    return { isNew, secrets };
  });
}

/**
 * Name of the operator who acts, for the audit: the one that is named, else the only one there is. CONF-OPERATOR-FIRST where
 * there is none, CONF-OPERATOR for an unknown or disabled name, or none where several could be meant.
 */
export async function operatorNamed(database: Database, name: string | undefined): Promise<string> {
  return requireOperator(await asOperator(database, readOperators), name);
}

/** Makes the operator `sample` where there is none, so that the commands can be tried on the sample city at once. */
export async function seatSampleOperator(database: Database, deps: Deps): Promise<void> {
  await asOperator(database, async (trx) => {
    if ((await readOperators(trx)).length > 0) return;
    await trx.insertInto('control.operator').values({ name: 'sample', created_at: deps.clock.now() }).execute();
    await auditOperator(trx, deps, INSTALLATION, 'sample');
  });
}

/** Who makes the first operator: whoever holds the operator's database address. */
const INSTALLATION = 'installation';

const auditOperator = (trx: Trx, deps: Deps, actor: string, name: string): Promise<void> =>
  writeOperatorAudit(trx, deps, actor, { action: 'operator.create', subject: name, data: {} });

const OPERATOR = 'operator:';

/** Written into the audit as the actor of what an operator does. */
export const operatorActor = (name: string): string => `${OPERATOR}${name}`;

/** The name of the operator who is an actor of the audit; null for any other actor. */
export const operatorOfActor = (actor: string): string | null =>
  actor.startsWith(OPERATOR) ? actor.slice(OPERATOR.length) : null;

/**
 * A new secret for an account of ours, by an operator; the old one is refused from then on. Stands in the audit of the
 * account's tenant, an operator's in that of the operators. CONF-ACCOUNT when there is none of that name.
 */
export function renewPassword(database: Database, deps: Deps, actor: string, username: string): Promise<IssuedSecret> {
  return asOperator(database, async (trx) => {
    const issued = await renewSecret(trx, deps, username);
    const tenant = await trx
      .selectFrom('control.account as a')
      .innerJoin('control.tenant as t', 't.slug', 'a.tenant_slug')
      .select(['t.id', 't.city_id'])
      .where('a.username', '=', username)
      .executeTakeFirst();
    const entry = { action: 'account.renew', subject: username, data: { kind: issued.kind } };
    if (tenant === undefined) await writeOperatorAudit(trx, deps, actor, entry);
    else {
      const acting = { tenantId: tenant.id, cityId: tenant.city_id, actor };
      await become(trx, acting);
      await writeAudit(trx, deps, acting, entry);
    }
    return issued;
  });
}

function readOperators(trx: Trx) {
  return trx.selectFrom('control.operator').select(['name', 'disabled_at']).orderBy('name').execute();
}

function requireOperator(all: Awaited<ReturnType<typeof readOperators>>, name: string | undefined): string {
  if (all.length === 0) throw new Problem('CONF-OPERATOR-FIRST');
  const active = all.filter(({ disabled_at }) => disabled_at === null).map((operator) => operator.name);
  const [found, ...others] = active.filter((each) => name === undefined || each === name);
  if (found === undefined || others.length > 0) {
    throw new Problem('CONF-OPERATOR', { name: name ?? '', known: active.join(', ') || '-' });
  }
  return found;
}
