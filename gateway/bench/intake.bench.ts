// From the first byte of an upload to its final state, against copying the very rows it wrote from table to table.
import { median, monthOf, print, round, say } from '@liangji/platform/bench';
import { withCity, type House } from './house.ts';
import { copyTables, countRows } from './reference.ts';
import { asGb18030Csv, asNdjson, makeRows } from './rows.ts';
import { sendAndWait, waitForRanking, type Format, type Passed } from './send.ts';

const ROWS = 100_000;
const RUNS = 3;

interface Run {
  readonly passed: Passed;
  readonly ranking: number;
  readonly reference: number;
  readonly tables: object;
}

const rows = makeRows(ROWS, monthOf(new Date()).from);
const bodies: Record<Format, Buffer> = { ndjson: asNdjson(rows), csv: asGb18030Csv(rows) };
const runs: Record<Format, Run[]> = { ndjson: [], csv: [] };

await withCity(async (open) => {
  for (let run = 0; run < RUNS; run++) {
    for (const format of run % 2 === 0 ? (['ndjson', 'csv'] as const) : (['csv', 'ndjson'] as const)) {
      await open(async (house) => void runs[format].push(await measure(house, format)));
    }
  }
});

const parts = { ndjson: part(runs.ndjson), csv_gb18030: part(runs.csv) };
const slowest = Math.min(parts.ndjson.rows_per_second, parts.csv_gb18030.rows_per_second);
const ratio = Math.min(parts.ndjson.ratio, parts.csv_gb18030.ratio);
print({
  bench: 'intake',
  ratio,
  goal: '>= 0.5 and >= 1000 rows/s',
  met: ratio >= 0.5 && slowest >= 1000,
  reference: 'insert into clones select * from every table the run wrote, same server',
  figures: { rows: ROWS, rows_per_second: slowest, ...parts },
});

async function measure(house: House, format: Format): Promise<Run> {
  const before = await countRows(house.watcher);
  const passed = await sendAndWait(house, 'first', format, bodies[format]);
  check(passed);
  const ranking = passed.finished + (await waitForRanking(house));
  await house.stopProcesses();
  const after = await countRows(house.watcher);
  const written = [...after].flatMap(([table, count]) => (count > (before.get(table) ?? 0) ? [table] : []));
  const { total, each } = await copyTables(house.watcher, written);
  say(`${format}: ${passed.finished.toFixed(1)} s, ranking ${ranking.toFixed(1)} s, reference ${total.toFixed(1)} s`);
  return { passed, ranking, reference: total, tables: each };
}

/** Every row has its outcome, and the outcomes are the ones the rows were made for. */
function check({ rows: seen, outcomes }: Passed): void {
  const wanted = { created: ROWS * 0.96, superseded: ROWS * 0.01, rejected: ROWS * 0.03 };
  const wrong = Object.entries(wanted).filter(([name, count]) => outcomes[name] !== count);
  if (seen !== ROWS || wrong.length > 0) throw new Error(`outcomes: ${JSON.stringify(outcomes)}`);
}

function part(all: readonly Run[]) {
  const of = (pick: (run: Run) => number): number => round(median(all.map(pick)));
  return {
    ratio: of((run) => run.reference / run.passed.finished),
    rows_per_second: Math.round(ROWS / of((run) => run.passed.finished)),
    seconds: of((run) => run.passed.finished),
    receive: of((run) => run.passed.received),
    survey: of((run) => run.passed.surveyed - run.passed.received),
    merge: of((run) => run.passed.finished - run.passed.surveyed),
    to_ranking: of((run) => run.ranking),
    reference_seconds: of((run) => run.reference),
    reference_tables: all.at(-1)?.tables,
    wal_bytes_a_row: Math.round(of((run) => run.passed.wal) / ROWS),
    ratios: all.map((run) => round(run.reference / run.passed.finished)),
  };
}
