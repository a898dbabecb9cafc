import type { CalendarVersion } from '../../calendars/calendar.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import { hashOf } from '../../kernel/canonical.ts';
import type { Evaluation } from '../scheme/evaluate.ts';
import type { Figures, ListedFigures } from '../counting/figures.ts';
import type { Member, Period } from '../period/periods.ts';
import type { StoredScheme } from '../scheme/schemes.ts';
import type { EnteredInputs } from './read-inputs.ts';

/** Versions a result was computed with; a replay takes exactly these. */
export interface Pinned {
  readonly scheme: { readonly id: string; readonly version: number; readonly hash: string };
  readonly calendar: CalendarVersion;
  /** Catalogue id → version. */
  readonly catalogues: Readonly<Record<string, number>>;
  /** Version of the tenant's grid and mappings. */
  readonly config: number;
}

/** What `biz.result.document` holds: the evaluation, and the figures it was made from. */
export interface ResultDocument extends Evaluation {
  readonly cells: Figures['cells'];
  /** Days whose deadlines count; shorter than the period while it runs. */
  readonly dueToDay: string;
  /** What was entered, by whom and why; absent where nothing was. */
  readonly inputs?: EnteredInputs;
}

/** Hash of a frozen result: whose, when, under which versions, every value, every case behind it. No rank, no clock. */
export function resultHash(
  period: Pick<Period, 'label' | 'fromDay' | 'toDay'>,
  tenantId: number,
  pinned: Pinned,
  cutAt: Date,
  document: ResultDocument,
  lists: ListedFigures['lists'],
): string {
  const { label, fromDay, toDay } = period;
  return hashOf({ format: 1, tenantId, period: { label, fromDay, toDay }, pinned, cutAt, document, lists });
}

/** Hash of a provisional result: changes with any figure, stays while only time passes. */
export function provisionalHash({ group }: Pick<Member, 'group'>, pinned: Pinned, document: ResultDocument): string {
  return hashOf({ format: 'provisional', group, pinned, document });
}

export interface ResultRow {
  readonly isFrozen: boolean;
  readonly document: ResultDocument;
  readonly pinned: Pinned;
  readonly cutAt: Date;
  /** Events of this epoch and earlier ones count. */
  readonly epoch: number;
  readonly lastDataAt: Date | null;
  readonly hash: string;
}

/** Key of a region's figures; other kinds of objects come with their own. Only the first snapshot of a period is made yet. */
export const regionKey = ({ tenantId, cityId }: Acting, periodId: string) => ({
  ...{ tenant_id: tenantId, city_id: cityId, period_id: periodId },
  ...{ snapshot: 1, object_kind: 'region', object_id: tenantId },
});

/** Writes the result of a member, over a provisional one if there is one; a frozen one is never touched (returns false). */
export async function writeResult(trx: Trx, member: Member, periodId: string, row: ResultRow): Promise<boolean> {
  const { document } = row;
  const values = {
    state: document.state,
    is_frozen: row.isFrozen,
    rank_group: member.group,
    score: document.score?.printed ?? null,
    grade: document.grade,
    no_data_reason: document.reason?.code ?? null,
    last_data_at: row.lastDataAt,
    document: jsonb(document as unknown as Json),
    pinned: jsonb(row.pinned as unknown as Json),
    cut_at: row.cutAt,
    epoch: row.epoch,
    hash: row.hash,
    ...(document.state === 'no_data' ? { rank: null, rank_of: null } : {}),
  };
  const written = await trx
    .insertInto('biz.result')
    .values({ ...regionKey(member, periodId), ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'period_id', 'snapshot', 'object_kind', 'object_id'])
        .doUpdateSet(values)
        .where('biz.result.is_frozen', '=', false),
    )
    .returning('tenant_id')
    .execute();
  return written.length > 0;
}

/** When the county last finished an upload before an instant; null = never. */
export async function readLastDataAt(trx: Trx, tenantId: number, before: Date): Promise<Date | null> {
  const row = await trx
    .selectFrom('biz.batch')
    .select((select) => select.fn.max('finished_at').as('at'))
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['completed', 'completed_with_rejects'])
    .where('finished_at', '<', before)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The versions in force now for a member, and the calendar its facts are under. */
export async function readPinned(
  trx: Trx,
  member: Member,
  stored: StoredScheme,
  { id, version }: CalendarVersion,
): Promise<Pinned> {
  const catalogues = await trx.selectFrom('lookup.catalogue').select(['id', 'version']).orderBy('id').execute();
  return {
    scheme: { id: stored.id, version: stored.version, hash: stored.hash },
    calendar: { id, version },
    catalogues: Object.fromEntries(catalogues.map(({ id, version }) => [id, version])),
    config: member.configVersion,
  };
}
