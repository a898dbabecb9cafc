// The first large upload into an installation that was analysed while it was almost empty, against the next one like it.
import { median, monthOf, print, round, say } from '@liangji/platform/bench';
import { withCity, type House } from './house.ts';
import { asNdjson, makeRows } from './rows.ts';
import { sendAndWait, waitForRanking } from './send.ts';

const ROWS = 100_000;
/** Enough that every foreign-key check has its plan for good, made while the tables hold next to nothing. */
const FEW = 100;
const RUNS = 3;

const rows = makeRows(FEW + 2 * ROWS, monthOf(new Date()).from);
const few = asNdjson(rows.slice(0, FEW));
const first = asNdjson(rows.slice(FEW, FEW + ROWS));
const next = asNdjson(rows.slice(FEW + ROWS));
const runs: { readonly first: number; readonly next: number }[] = [];

await withCity(async (open) => {
  for (let run = 0; run < RUNS; run++) await open(async (house) => void runs.push(await measure(house)));
});

const ratio = median(runs.map((run) => run.next / run.first));
print({
  bench: 'first-load',
  ratio,
  goal: '>= 0.8',
  met: ratio >= 0.8,
  reference: 'the next 100,000 rows into the same installation',
  figures: {
    rows: ROWS,
    rows_per_second: Math.round(ROWS / median(runs.map((run) => run.first))),
    reference_rows_per_second: Math.round(ROWS / median(runs.map((run) => run.next))),
    ratios: runs.map((run) => round(run.next / run.first)),
  },
});

/** Seconds of both uploads. */
async function measure(house: House): Promise<{ first: number; next: number }> {
  await house.watcher.query('analyze');
  await sendAndWait(house, 'few', 'ndjson', few);
  const passed: number[] = [];
  for (const [name, body] of [
    ['first', first],
    ['next', next],
  ] as const) {
    const { finished, outcomes } = await sendAndWait(house, name, 'ndjson', body);
    if (outcomes['created'] !== ROWS * 0.96) throw new Error(`outcomes: ${JSON.stringify(outcomes)}`);
    await waitForRanking(house);
    say(`${name}: ${finished.toFixed(1)} s`);
    passed.push(finished);
  }
  return { first: passed[0] ?? NaN, next: passed[1] ?? NaN };
}
