import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.ts';

const CONTENT_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;
export type Format = keyof typeof CONTENT_TYPES;

/** What became of an upload, and when, in seconds from the first byte of its POST. */
export interface Passed {
  /** 202 received: the bytes are on disk. */
  readonly received: number;
  /** A GET showed the number of rows: the first parse pass is over. */
  readonly surveyed: number;
  /** A GET showed the final state. */
  readonly finished: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly rows: number;
  /** WAL written until then, in bytes. */
  readonly wal: number;
}

const ASK_EVERY_MS = 50;

/** Uploads bytes as the county's machine and asks until the batch is final. Throws when it was refused. */
export async function sendAndWait(
  house: House,
  batch: string,
  format: Format,
  body: Buffer | ReadableStream,
): Promise<Passed> {
  const { origin } = house;
  const headers = await house.machine();
  const before = await walPosition(house);
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const posted = await fetch(`${origin}/intake/v1/batches?clientBatchId=${batch}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': CONTENT_TYPES[format] },
    body: body instanceof ReadableStream ? body : new Uint8Array(body),
    duplex: 'half',
  } as RequestInit);
  if (posted.status !== 202) throw new Error(`upload: ${posted.status} ${await posted.text()}`);
  const { batchId } = (await posted.json()) as { batchId: string };
  const received = seconds();
  let surveyed: number | undefined;
  for (;;) {
    const answer = await fetch(`${origin}/intake/v1/batches/${batchId}`, { headers: await house.machine() });
    if (!answer.ok) throw new Error(`batch: ${answer.status} ${await answer.text()}`);
    const state = (await answer.json()) as {
      state: string;
      rows: number | null;
      outcomes: Record<string, number>;
      refused: { en: string } | null;
    };
    if (state.rows !== null) surveyed ??= seconds();
    if (state.state === 'refused') throw new Error(`refused: ${state.refused?.en}`);
    if (state.state.startsWith('completed')) {
      const finished = seconds();
      const wal = (await walPosition(house)) - before;
      return {
        received,
        surveyed: surveyed ?? finished,
        finished,
        outcomes: state.outcomes,
        rows: state.rows ?? 0,
        wal,
      };
    }
    await sleep(ASK_EVERY_MS);
  }
}

async function walPosition({ watcher }: House): Promise<number> {
  const { rows } = await watcher.query(`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as at`);
  return rows[0].at as number;
}

/** Waits until the fold has nothing left and the running period shows the county's last batch. Seconds from now. */
export async function waitForRanking({ watcher, tenantId }: House): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { rows } = await watcher.query(
      `select not exists (select from biz.stat_dirty where tenant_id = $1) and exists (
         select from biz.result r where r.tenant_id = $1 and r.state = 'scored'
           and r.last_data_at = (select max(finished_at) from biz.batch where tenant_id = $1)) as stands`,
      [tenantId],
    );
    if (rows[0].stands === true) return (performance.now() - start) / 1000;
    await sleep(ASK_EVERY_MS);
  }
}
