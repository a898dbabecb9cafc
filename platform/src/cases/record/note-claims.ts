import { sql } from 'kysely';
import { notifyCasesChanged, type CaseChange } from '../case-changes.ts';
import type { Trx } from '../../database/database.ts';
import { namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { inserted } from '../../database/written.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { CaseEvent } from '../events.ts';
import type { StepKind } from '../fields.ts';
import type { Projection } from '../project.ts';
import type { Recording } from './append.ts';
import { withLeadHome } from './lead-home.ts';

/** A note on a case of ours: a step that a sender says was done. It moves nothing. */
export interface ClaimNote extends CaseEvent {
  readonly id: string;
  readonly caseId: string;
  readonly rowNo: number;
}

/** The note; whoever works the case reads it. */
export const claimNote = (
  { ids }: Pick<Deps, 'ids'>,
  caseId: string,
  { picture }: Pick<Projection, 'picture'>,
  { step, at, rowNo }: { readonly step: StepKind; readonly at: Date; readonly rowNo: number },
): ClaimNote => ({
  ...{ id: ids.next(), kind: 'claimed', occurredAt: at, amends: null, version: null, data: { claim: step } },
  ...{ leadUnitId: picture.leadUnitId, caseId, rowNo },
});

const COLUMNS: Columns<ClaimNote> = {
  id: { type: 'uuid', of: ({ id }) => id },
  case_id: { type: 'uuid', of: ({ caseId }) => caseId },
  kind: { type: 'text', of: ({ kind }) => kind },
  occurred_at: { type: 'timestamptz', of: ({ occurredAt }) => occurredAt },
  data: { type: 'jsonb', of: ({ data }) => JSON.stringify(data) },
  lead_unit_id: { type: 'int4', of: ({ leadUnitId }) => leadUnitId },
  row_no: { type: 'int4', of: ({ rowNo }) => rowNo },
};

const MARK_COLUMNS: Columns<{ readonly id: string; readonly caseId: string }> = {
  id: { type: 'uuid', of: ({ id }) => id },
  case_id: { type: 'uuid', of: ({ caseId }) => caseId },
};

/**
 * Writes claims, in the name of the desk of the tenant: the notes, a mark for each case, because its fact counts its events, and
 * the word to the desks that show it. After the cut is shared.
 */
export async function noteClaims(
  trx: Trx,
  { ids }: Deps,
  { acting, cut, batchId }: Recording,
  notes: readonly ClaimNote[],
  changes: readonly CaseChange[],
): Promise<void> {
  if (notes.length === 0) return;
  const { tenantId, cityId, unitId } = acting;
  const marks = [...new Set(notes.map(({ caseId }) => caseId))].map((caseId) => ({ id: ids.next(), caseId }));
  await Promise.all([
    inserted(
      trx,
      sql`
      insert into biz.case_event (tenant_id, city_id, by_unit_id, recorded_at, batch_id, epoch, lead_home_id, ${namesOf(COLUMNS)})
      select ${tenantId}::int, ${cityId}::int, ${unitId}::int, ${cut.recordedAt}::timestamptz, ${batchId}::uuid,
             ${cut.epoch}::int, lead_home_id, ${namesOf(COLUMNS)}
        from ${withLeadHome(tenantId, unnestRows(notes, COLUMNS))}
      returning 1`,
    ),
    inserted(
      trx,
      sql`
      insert into biz.case_dirty (tenant_id, city_id, by_unit_id, marked_at, ${namesOf(MARK_COLUMNS)})
      select ${tenantId}::int, ${cityId}::int, ${unitId}::int, ${cut.recordedAt}::timestamptz, ${namesOf(MARK_COLUMNS)}
        from ${unnestRows(marks, MARK_COLUMNS)}
      returning 1`,
    ),
    notifyCasesChanged(trx, changes),
  ]);
}
