import { writeAudit } from '../../audit/write-audit.ts';
import { inTenant } from '../../database/transaction.ts';
import { isPassing } from '../../kernel/passing.ts';
import { Problem } from '../../kernel/problem.ts';
import { LeaseLost, type Lease } from '../batch/lease.ts';
import type { IntakeServices } from '../batch/services.ts';
import { faultOf, type ChunkRow } from './chunks.ts';
import { mergeIn, type ReadyChunk } from './merge-chunk.ts';
import type { MergeRun } from './merge-run.ts';

/** Rows of a chunk that may be at fault before the database itself is suspected; more where it names their data. */
const MOST_FAULTY = { ofData: 200, other: 20 };
/** SQLSTATE classes that speak of the data of a statement: data exceptions, integrity, limits of a value. */
const OF_DATA = /^(22|23|54)/;

type WhileWriting = (bringsCases: boolean) => void;

/** Row numbers, and what was thrown for each. */
type Faults = ReadonlyMap<number, unknown>;

/**
 * Merges one chunk in its transaction. One that cannot be written is halved, nothing of it kept, until the rows are found that
 * stand in the way; they are rejected with a fault of ours, and the others are merged. Throws what was thrown where no row is at
 * fault, or all are and nothing says that it is their data: then another attempt may help (decisions/0058).
 */
export async function mergeChunk(
  services: IntakeServices,
  run: MergeRun,
  ready: ReadyChunk,
  whileWriting: WhileWriting,
): Promise<'more' | 'finished'> {
  const { lease } = run;
  const unread = ready.chunk.rows.filter(({ fault }) => fault !== undefined);
  let isCalled = false;
  const once: WhileWriting = (bringsCases) => {
    if (!isCalled) whileWriting(bringsCases);
    isCalled = true;
  };
  const merge = (faults: Faults) =>
    inTenant(services.database, 'ingest', lease.acting, async (trx) => {
      const end = await mergeIn(trx, services, run, withoutFaulty(ready, lease, faults), once);
      await noteFaults(services, lease, faults, (data) =>
        writeAudit(trx, services.deps, lease.acting, { action: 'intake.row-fault', subject: lease.batchId, data }),
      );
      return end;
    });
  const known = new Map(unread.map(({ rowNo, fault }) => [rowNo, fault]));
  try {
    return await merge(known);
  } catch (error) {
    if (isOfNoRow(error)) throw error;
    return merge(new Map([...known, ...(await faultyRows(services, run, ready, error))]));
  }
}

/** Thrown by an attempt that went well, so that nothing of it is kept. */
const WENT_WELL = new Error('nothing of an attempt is kept');

const isOfNoRow = (error: unknown): boolean =>
  error instanceof LeaseLost || error instanceof Problem || isPassing(error);

const isOfData = (error: unknown): boolean => OF_DATA.test(String((error as { code?: unknown } | null)?.code ?? ''));

/** Rows that cannot be written, by halving; throws `first` where they are none, too many, or perhaps all. */
async function faultyRows(services: IntakeServices, run: MergeRun, ready: ReadyChunk, first: unknown): Promise<Faults> {
  const faults = new Map<number, unknown>();
  let isAnyWritten = false;
  const attempt = async (rows: readonly ChunkRow[]): Promise<unknown> => {
    const chosen = new Set(rows);
    const left = ready.chunk.rows.map((row) => (chosen.has(row) ? row : ({ ...row, ...LEFT_OUT } as const)));
    try {
      await inTenant(services.database, 'ingest', run.lease.acting, async (trx) => {
        await mergeIn(trx, services, run, { ...ready, chunk: { ...ready.chunk, rows: left } }, () => undefined);
        throw WENT_WELL;
      });
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const search = async (rows: readonly ChunkRow[]): Promise<void> => {
    const [only] = rows;
    if (only === undefined) return;
    const error = await attempt(rows);
    if (error === WENT_WELL) {
      isAnyWritten ||= rows.some(({ row }) => row !== null);
      return;
    }
    if (isOfNoRow(error)) throw error;
    if (rows.length > 1) {
      await search(rows.slice(0, rows.length >> 1));
      return search(rows.slice(rows.length >> 1));
    }
    faults.set(only.rowNo, error);
    if (faults.size > (isOfData(error) ? MOST_FAULTY.ofData : MOST_FAULTY.other)) throw first;
  };
  await search(ready.chunk.rows);
  if (faults.size === 0 || (!isAnyWritten && ![...faults.values()].every(isOfData))) throw first;
  return faults;
}

const LEFT_OUT = { row: null, findings: [], leftAs: 'superseded' } satisfies Partial<ChunkRow>;

const withoutFaulty = (ready: ReadyChunk, lease: Lease, faults: Faults): ReadyChunk =>
  faults.size === 0
    ? ready
    : {
        ...ready,
        chunk: {
          ...ready.chunk,
          rows: ready.chunk.rows.map((row) =>
            faults.has(row.rowNo) ? faultOf(row, `${lease.batchId}:${row.rowNo}`) : row,
          ),
        },
      };

/** What was thrown is logged where the operator reads it; the audit names rows and kind alone, as a fault may quote a row. */
async function noteFaults(
  { log }: IntakeServices,
  { batchId }: Lease,
  faults: Faults,
  write: (data: { rows: number[]; faults: string[] }) => Promise<void>,
): Promise<void> {
  if (faults.size === 0) return;
  for (const [rowNo, error] of faults) log?.error({ err: error, batch: batchId, rowNo }, 'a row could not be written');
  const kinds = new Set([...faults.values()].map((error) => String((error as { code?: unknown })?.code ?? 'fault')));
  await write({ rows: [...faults.keys()], faults: [...kinds] });
}
