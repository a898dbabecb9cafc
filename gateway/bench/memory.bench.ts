// Whether memory grows with the file: the most that gateway and worker ever held, for a file and for a tenth of it.
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { median, monthOf, print, round, say } from '@liangji/platform/bench';
import { withCity, type House } from './house.ts';
import { eachRow } from './rows.ts';
import { sendAndWait, waitForRanking } from './send.ts';

const SMALL = 20_000;
const LARGE = 200_000;
const RUNS = 3;
const MOST_MEGABYTES = 600;
/** One row in a hundred carries a text that makes it this long; it is sent packed, as files of this size are. */
const LONG_ROW_BYTES = 200 * 1024;

interface Peak {
  readonly gateway: number;
  readonly worker: number;
}

const folder = mkdtempSync(join(tmpdir(), 'liangji-bench-memory-'));
const peaks = { small: [] as Peak[], large: [] as Peak[] };
try {
  const files = { small: await writeRows(SMALL), large: await writeRows(LARGE) };
  await withCity(async (open) => {
    for (let run = 0; run < RUNS; run++) {
      for (const size of run % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
        await open(async (house) => void peaks[size].push(await measure(house, files[size])));
      }
    }
  });
} finally {
  rmSync(folder, { recursive: true });
}

const sums = { small: peaks.small.map(sum), large: peaks.large.map(sum) };
const ratios = sums.large.map((megabytes, run) => megabytes / sums.small[run]!);
print({
  bench: 'memory',
  ratio: median(ratios),
  goal: `<= 1.3 and sum <= ${MOST_MEGABYTES} MB`,
  met: median(ratios) <= 1.3 && median(sums.large) <= MOST_MEGABYTES,
  reference: `fresh processes and ${SMALL} rows`,
  figures: {
    rows: LARGE,
    megabytes: figures(peaks.large),
    reference_megabytes: figures(peaks.small),
    ratios: ratios.map(round),
  },
});

async function measure(house: House, { path, rows }: { path: string; rows: number }): Promise<Peak> {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  const passed = await sendAndWait(house, 'memory', 'ndjson', body);
  if (passed.rows !== rows || passed.outcomes['created'] !== rows * 0.96) {
    throw new Error(`outcomes of ${rows} rows: ${JSON.stringify(passed.outcomes)}`);
  }
  await waitForRanking(house);
  const peak = { gateway: house.gateway.peakMegabytes(), worker: house.worker.peakMegabytes() };
  say(`${rows} rows: gateway ${peak.gateway.toFixed(0)} MB, worker ${peak.worker.toFixed(0)} MB`);
  return peak;
}

async function writeRows(count: number): Promise<{ path: string; rows: number }> {
  const path = join(folder, `${count}.ndjson.gz`);
  const { from } = monthOf(new Date());
  const lines = function* () {
    let n = 0;
    for (const row of eachRow(count, from)) {
      yield `${JSON.stringify(n++ % 100 === 50 ? { ...row, 描述: longText() } : row)}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createGzip({ level: 1 }), createWriteStream(path));
  return { path, rows: count };
}

/** Repeats itself, but not so much that it would be taken for a decompression bomb. */
function longText(): string {
  const once = randomBytes(3 * 1024).toString('base64');
  return once.repeat(Math.ceil(LONG_ROW_BYTES / once.length)).slice(0, LONG_ROW_BYTES);
}

function sum({ gateway, worker }: Peak): number {
  return gateway + worker;
}

function figures(all: readonly Peak[]) {
  const of = (pick: (peak: Peak) => number): number => Math.round(median(all.map(pick)));
  return { gateway: of((peak) => peak.gateway), worker: of((peak) => peak.worker), sum: of(sum) };
}
