import type { CalendarVersion } from '../../calendars/calendar.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import { hashOf } from '../../kernel/canonical.ts';
import type { Evaluation } from '../scheme/evaluate.ts';
import type { Figures, ListedFigures } from '../counting/figures.ts';
import { versionOf, type Grid, type GridVersion } from '../counting/grid.ts';
import type { CountedPeriod } from '../counting/late.ts';
import type { Member, Period } from '../period/periods.ts';
import type { StoredScheme } from '../scheme/schemes.ts';
import type { EnteredInputs } from './read-inputs.ts';

/** Versions a result was computed with; a replay takes exactly these. */
export interface Pinned {
  /** Rules of counting and hashing; absent in results of the first ones. */
  readonly rules?: 2;
  readonly scheme: { readonly id: string; readonly version: number; readonly hash: string };
  readonly calendar: CalendarVersion;
  /** Catalogue id → version. */
  readonly catalogues: Readonly<Record<string, number>>;
  /** Version of the tenant's grid and mappings. */
  readonly config: number;
  /** The unit grid cells that were judged. */
  readonly grid?: GridVersion;
  /** Published snapshots of the series whose lists show what was late. */
  readonly counted?: readonly CountedPeriod[];
}

export const rulesOf = ({ rules }: Pinned): 1 | 2 => rules ?? 1;

/** What `biz.result.document` holds: the evaluation, and the figures it was made from. */
export interface ResultDocument extends Evaluation {
  readonly cells: Figures['cells'];
  /** Days whose deadlines count; shorter than the period while it runs. */
  readonly dueToDay: string;
  /** Cases counted here because their own period was published without them, by basis; absent where there are none. */
  readonly late?: Readonly<Record<string, number>>;
  /** What was entered, by whom and why; absent where nothing was. */
  readonly inputs?: EnteredInputs;
}

/** The columns of a result that repeat its document, so that lists and rankings need not open it. */
export const columnsOf = ({ state, group, score, grade, reason }: Evaluation) => ({
  ...{ state, group, grade, score: score?.printed ?? null, noDataReason: reason?.code ?? null },
});

export type ResultColumns = ReturnType<typeof columnsOf>;

/** What the hash of a frozen result is taken of, beside the period it belongs to. */
export interface HashedResult {
  readonly tenantId: number;
  readonly snapshot: number;
  readonly epoch: number;
  readonly pinned: Pinned;
  readonly cutAt: Date;
  readonly lastDataAt: Date | null;
  readonly columns: ResultColumns;
  readonly document: ResultDocument;
  readonly lists: ListedFigures['lists'];
}

/**
 * Hash of a frozen result: whose, when, under which versions, every column, value and case. The ranks stand in the hash of the
 * snapshot. Under the first rules the columns were left out.
 */
export function resultHash(period: Pick<Period, 'label' | 'fromDay' | 'toDay'>, result: HashedResult): string {
  const { label, fromDay, toDay } = period;
  const { tenantId, pinned, cutAt, document, lists } = result;
  if (rulesOf(pinned) === 1) {
    return hashOf({ format: 1, tenantId, period: { label, fromDay, toDay }, pinned, cutAt, document, lists });
  }
  return hashOf({ format: 2, period: { label, fromDay, toDay }, ...result });
}

/** Hash of a provisional result: changes with any figure, stays while only time passes. */
export function provisionalHash(pinned: Pinned, document: ResultDocument): string {
  return hashOf({ format: 'provisional', pinned, document });
}

export interface ResultRow {
  readonly document: ResultDocument;
  readonly pinned: Pinned;
  readonly cutAt: Date;
  /** Events of this epoch and earlier ones count. */
  readonly epoch: number;
  readonly lastDataAt: Date | null;
  readonly hash: string;
}

/** Key of a region's figures in the running snapshot of a period; other kinds of objects come with their own. */
export const regionKey = ({ tenantId, cityId }: Acting, { id, snapshot }: Pick<Period, 'id' | 'snapshot'>) => ({
  ...{ tenant_id: tenantId, city_id: cityId, period_id: id },
  ...{ snapshot, object_kind: 'region', object_id: tenantId },
});

/** Writes the result of a member for the running snapshot, over one that is there; the database refuses where it is frozen. */
export async function writeResult(trx: Trx, member: Member, period: Period, row: ResultRow): Promise<void> {
  const { document } = row;
  const { state, group, score, grade, noDataReason } = columnsOf(document);
  const values = {
    ...{ state, rank_group: group, score, grade, no_data_reason: noDataReason },
    last_data_at: row.lastDataAt,
    document: jsonb(document as unknown as Json),
    pinned: jsonb(row.pinned as unknown as Json),
    cut_at: row.cutAt,
    epoch: row.epoch,
    hash: row.hash,
    ...(document.state === 'no_data' ? { rank: null, rank_of: null } : {}),
  };
  await trx
    .insertInto('biz.result')
    .values({ ...regionKey(member, period), ...values })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'period_id', 'snapshot', 'object_kind', 'object_id']).doUpdateSet(values),
    )
    .execute();
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
  grid: Grid,
  counted: readonly CountedPeriod[],
): Promise<Pinned> {
  const catalogues = await trx.selectFrom('lookup.catalogue').select(['id', 'version']).orderBy('id').execute();
  return {
    rules: 2,
    scheme: { id: stored.id, version: stored.version, hash: stored.hash },
    calendar: { id, version },
    catalogues: Object.fromEntries(catalogues.map(({ id, version }) => [id, version])),
    config: member.configVersion,
    grid: versionOf(grid),
    ...(counted.length > 0 && { counted }),
  };
}
