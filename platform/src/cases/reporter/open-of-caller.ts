import { z } from 'zod';
import { writeAudit } from '../../audit/write-audit.ts';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { requireRight } from '../../identity/rights.ts';
import type { Deps } from '../../kernel/deps.ts';
import { CASE_STATES, ENDED, type CaseState } from '../stage.ts';
import { normalPhone } from './normal-phone.ts';

const MOST = 20;

const openOfCallerInput = z.strictObject({ phone: z.string().min(1).max(40) });

const callersCase = z
  .strictObject({
    tenantId: z.int32(),
    caseId: z.uuid(),
    caseNo: z.string(),
    state: z.enum(CASE_STATES),
    reportedAt: z.iso.datetime(),
    className: z.string().nullable(),
    address: z.string().nullable().describe('masked'),
  })
  .meta({ id: 'CallersCase' });
export type CallersCase = z.infer<typeof callersCase>;

/**
 * Cases not ended yet that were reported from this very number, the latest first, at most 20; none for what is no number. For
 * whoever takes calls at a desk (AUTH-FORBIDDEN else), over all counties for the city's.
 */
export async function openOfCaller(
  trx: Trx,
  { phoneDigest }: Pick<Deps, 'phoneDigest'>,
  actor: Actor,
  { phone }: z.infer<typeof openOfCallerInput>,
): Promise<CallersCase[]> {
  requireRight(actor, 'takeCalls');
  const number = normalPhone(phone);
  if (number === null) return [];
  const { column, id } = reachOf(actor);
  const rows = await trx
    .selectFrom('biz.case_person as p')
    .innerJoin('biz.case as c', (join) => join.onRef('c.tenant_id', '=', 'p.tenant_id').onRef('c.id', '=', 'p.case_id'))
    .leftJoin('lookup.class as k', 'k.id', 'c.class_id')
    .select(['c.tenant_id', 'c.id', 'c.case_no', 'c.state', 'c.reported_at', 'c.address', 'k.class_name'])
    .where(`p.${column}`, '=', id)
    .where(`c.${column}`, '=', id)
    .where('p.phone_digest', '=', await phoneDigest(actor.cityId, number))
    .where('c.stage', 'not in', ENDED)
    .orderBy('c.reported_at', 'desc')
    .orderBy('c.id')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    caseId: row.id,
    caseNo: row.case_no,
    state: row.state as CaseState,
    reportedAt: row.reported_at.toISOString(),
    className: row.class_name,
    address: row.address,
  }));
}

export const openOfCallerQuery = query({
  name: 'cases.open_of_caller',
  title: { zh: '该来电号码的在办案卷', en: 'Open cases reported from a telephone number' },
  input: openOfCallerInput,
  output: z.strictObject({ cases: z.array(callersCase).describe('the latest first, at most 20') }),
  problems: [],
  read: async (trx, actor, input, deps) => {
    const cases = await openOfCaller(trx, deps, actor, input);
    // Whose number it is was asked for, and answered: the number itself stands nowhere.
    const entry = { action: 'cases.open_of_caller', subject: 'caller', data: { cases: cases.length } };
    if (cases.length > 0) await writeAudit(trx, deps, actingOf(actor), entry);
    return { cases };
  },
});
