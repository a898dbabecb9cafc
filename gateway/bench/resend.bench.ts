// The same rows once more, shuffled and written in the other format: how much cheaper than the first time.
import { median, monthOf, print, round, say } from '@liangji/platform/bench';
import { withCity, type House } from './house.ts';
import { asGb18030Csv, asNdjson, makeRows, shuffled } from './rows.ts';
import { sendAndWait, waitForRanking, type Format, type Passed } from './send.ts';
import { countWrites, settledWrites, UNTOUCHED, type Writes } from './writes.ts';

const ROWS = 100_000;
const RUNS = 3;
const MOST_WAL = 0.05;

interface Run {
  readonly first: Passed;
  readonly again: Passed;
  readonly writes: Writes;
}

const rows = makeRows(ROWS, monthOf(new Date()).from);
const mixed = shuffled(rows);
const bodies: Record<Format, { readonly first: Buffer; readonly again: Buffer }> = {
  ndjson: { first: asNdjson(rows), again: asGb18030Csv(mixed) },
  csv: { first: asGb18030Csv(rows), again: asNdjson(mixed) },
};
const runs: Record<Format, Run[]> = { ndjson: [], csv: [] };

await withCity(async (open) => {
  for (let run = 0; run < RUNS; run++) {
    for (const format of run % 2 === 0 ? (['ndjson', 'csv'] as const) : (['csv', 'ndjson'] as const)) {
      await open(async (house) => void runs[format].push(await measure(house, format)));
    }
  }
});

const parts = { ndjson_then_csv_gb18030: part(runs.ndjson), csv_gb18030_then_ndjson: part(runs.csv) };
const ratio = Math.min(...Object.values(parts).map((each) => each.ratio));
print({
  bench: 'resend',
  ratio,
  goal: `>= 3, no row of ${UNTOUCHED.join(', ')} written, WAL <= ${MOST_WAL * 100} % of the first pass`,
  met: ratio >= 3 && Object.values(parts).every((each) => each.wal_share <= MOST_WAL),
  reference: 'first pass of the same rows',
  figures: { rows: ROWS, ...parts },
});

async function measure(house: House, format: Format): Promise<Run> {
  const first = await sendAndWait(house, 'first', format, bodies[format].first);
  const created = first.outcomes['created'] ?? 0;
  await waitForRanking(house);
  const before = await settledWrites(house.watcher, created);
  await house.watcher.query('vacuum'); // what autovacuum would write for the first pass during the second
  const again = await sendAndWait(house, 'again', format === 'csv' ? 'ndjson' : 'csv', bodies[format].again);
  await house.stopProcesses();
  const after = await countWrites(house.watcher);
  check(first, again);
  say(`${format} first: ${first.finished.toFixed(1)} s, again ${again.finished.toFixed(1)} s`);
  const writes = Object.fromEntries(UNTOUCHED.map((table) => [table, after[table] - before[table]])) as Writes;
  const touched = UNTOUCHED.filter((table) => writes[table] !== 0);
  if (touched.length > 0) throw new Error(`the same rows again were written to ${touched.join(', ')}`);
  return { first, again, writes };
}

/** One outcome a row: what was made is now unchanged, the rest is what it was. */
function check(first: Passed, again: Passed): void {
  const { created, superseded, rejected } = first.outcomes;
  const wanted = { created: 0, updated: 0, unchanged: created, stale: 0, superseded, rejected };
  const wrong = Object.entries(wanted).filter(([name, count]) => again.outcomes[name] !== count);
  if (again.rows !== ROWS || wrong.length > 0) {
    throw new Error(`outcomes: ${JSON.stringify(first.outcomes)}, then ${JSON.stringify(again.outcomes)}`);
  }
}

function part(all: readonly Run[]) {
  const of = (pick: (run: Run) => number): number => round(median(all.map(pick)));
  const walShare = of((run) => run.again.wal / run.first.wal);
  return {
    ratio: of((run) => run.first.finished / run.again.finished),
    first_seconds: of((run) => run.first.finished),
    seconds: of((run) => run.again.finished),
    rows_per_second: Math.round(ROWS / of((run) => run.again.finished)),
    wal_share: walShare,
    rows_written: Object.fromEntries(
      UNTOUCHED.map((table) => [table, Math.max(...all.map((run) => run.writes[table]))]),
    ),
    ratios: all.map((run) => round(run.first.finished / run.again.finished)),
  };
}
