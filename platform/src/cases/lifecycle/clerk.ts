import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readDesk } from '../../tenants/read-desk.ts';
import { actAs } from './act-on-case.ts';
import type { Session } from './record-attempt.ts';
import { follow } from './clerk-decisions.ts';
import type { Performer } from './standing.ts';

/** What falls to the clerk is little: taken a few at a time. */
const TURN = 50;

/**
 * What a tenant’s desk does by itself: cases are resumed on the day, and what desks decided about cases that they do not hold
 * is done, naming the decision. Each in a transaction of its own, so that one that fails keeps no other from being done.
 * Killed in between, the rest is found again. Returns how much was done. Role clerk.
 */
export async function runClerk(database: Database, deps: Deps, tenant: Acting): Promise<number> {
  const found = await inTenant(database, 'clerk', tenant, (trx) => readDuties(trx, deps, tenant));
  if (found === null) return 0;
  const { session, clerk, resumes, notices } = found;
  const duties = [
    ...resumes.map(({ id: caseId, version }) => async (trx: Trx) => {
      const target = { tenantId: tenant.tenantId, caseId, version };
      await actAs(trx, deps, session, clerk, 'resume', target, {});
    }),
    ...notices.map((notice) => (trx: Trx) => follow(trx, deps, session, clerk, notice)),
  ];
  const failures: unknown[] = [];
  for (const duty of duties) {
    await inTenant(database, 'clerk', { ...tenant, unitId: clerk.unitId }, duty).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `the clerk of tenant ${tenant.tenantId} could not do all`);
  return duties.length;
}

async function readDuties(trx: Trx, { clock }: Deps, { tenantId, cityId, actor }: Acting) {
  const now = clock.now();
  const [resumes, notices] = await Promise.all([
    trx
      .selectFrom('biz.case')
      .select(['id', 'version'])
      .where('tenant_id', '=', tenantId)
      .where('state', '=', 'suspended')
      .where('resume_at', '<=', now)
      .limit(TURN)
      .execute(),
    trx
      .selectFrom('biz.assignment')
      .select(['id', 'case_id', 'asker_unit_id', 'brief'])
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', 'notice')
      .where('state', '=', 'open')
      .where('subtype', '=', 'decision')
      .orderBy('asked_at')
      .limit(TURN)
      .execute(),
  ]);
  if (resumes.length + notices.length === 0) return null;
  const [unitId, tenant] = await Promise.all([
    readDesk(trx, tenantId, now),
    trx.selectFrom('biz.tenant').select('time_zone').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  ]);
  // He reads as the desk does.
  const session: Session = { pool: 'county', tenantId, cityId, login: actor, timeZone: tenant.time_zone };
  const clerk: Performer = { tenantId, unitId, post: 'clerk', personId: null };
  return { session, clerk, resumes, notices };
}
