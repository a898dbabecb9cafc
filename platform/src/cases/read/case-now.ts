import { z } from 'zod';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { USAGES, type MediaUsage } from '../media/media-types.ts';
import { CASE_STATES, type CaseState } from '../stage.ts';

const id = z.int32().nullable();
const instant = z.iso.datetime().nullable();

const input = z.strictObject({ tenantId: z.int32().positive(), caseId: z.uuid() });

const output = z
  .strictObject({
    tenantId: z.int32(),
    caseId: z.uuid(),
    caseNo: z.string(),
    version: z.int32().describe('to be named by the next act'),
    state: z.enum(CASE_STATES),
    kind: z.enum(['component', 'event']),
    classId: id,
    ruleId: id.describe('filing condition'),
    urgent: z.boolean(),
    source: z.string(),
    description: z.string().nullable().describe('masked, as the address'),
    address: z.string().nullable(),
    longitude: z.number().nullable().describe('WGS-84 degrees'),
    latitude: z.number().nullable(),
    holderUnitId: z.int32().describe('body that has the case now'),
    leadUnitId: id.describe('主责: body that works it'),
    supervisionUnitId: id.describe('desk that files, checks and closes it'),
    commandUnitId: id.describe('desk that dispatches it'),
    reportedAt: z.iso.datetime(),
    dueAt: instant.describe('deadline of the disposal'),
    stepDueAt: instant.describe('deadline of the running step; null while its clock stands'),
    closedAt: instant,
    photos: z
      .array(z.strictObject({ sha256: z.string(), usage: z.enum(USAGES) }))
      .describe('those one may see, at /media'),
  })
  .meta({ id: 'CaseNow' });
export type CaseNow = z.infer<typeof output>;

/** A case as it is now. FLOW-CASE-UNKNOWN where it is not the actor's to see. */
export async function readCaseNow(trx: Trx, { tenantId, caseId }: z.infer<typeof input>): Promise<CaseNow> {
  const row = await trx
    .selectFrom('biz.case')
    .select(['case_no', 'version', 'state', 'kind', 'class_id', 'rule_id', 'urgent', 'source_code', 'description'])
    .select(['address', 'longitude', 'latitude', 'holder_unit_id', 'lead_unit_id', 'supervision_unit_id'])
    .select(['command_unit_id', 'reported_at', 'due_at', 'step_due_at', 'closed_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  const photos = await trx
    .selectFrom('biz.case_media')
    .select(['sha256', 'usage'])
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .orderBy('sha256')
    .execute();
  return {
    ...{ tenantId, caseId, caseNo: row.case_no, version: row.version, state: row.state as CaseState },
    ...{ kind: row.kind as CaseNow['kind'], classId: row.class_id, ruleId: row.rule_id, urgent: row.urgent },
    ...{ source: row.source_code, longitude: row.longitude, latitude: row.latitude },
    description: row.description,
    address: row.address,
    ...{ holderUnitId: row.holder_unit_id, leadUnitId: row.lead_unit_id },
    ...{ supervisionUnitId: row.supervision_unit_id, commandUnitId: row.command_unit_id },
    ...{ reportedAt: row.reported_at.toISOString(), dueAt: iso(row.due_at), stepDueAt: iso(row.step_due_at) },
    ...{ closedAt: iso(row.closed_at) },
    photos: photos.map(({ sha256, usage }) => ({ sha256, usage: usage as MediaUsage })),
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const caseNowQuery = query({
  name: 'cases.now',
  title: { zh: '案卷现状', en: 'A case as it is now, with its state and version' },
  input,
  output,
  problems: ['FLOW-CASE-UNKNOWN'],
  read: (trx, _actor, wanted) => readCaseNow(trx, wanted),
});
