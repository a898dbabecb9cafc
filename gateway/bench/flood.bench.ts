// What one county's flood costs another: the page of a county while another one sends six kinds of floods, and while it is quiet.
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median, monthOf, percentile, print, round, say } from '@liangji/platform/bench';
import { QIAN_WEI } from '../test/cast.ts';
import { trustedDocument } from './documents.ts';
import type { Flood } from './flooder.ts';
import { withCity, type House } from './house.ts';
import { send, type Call } from './load.ts';
import { asNdjson, makeRows } from './rows.ts';
import { sendAndWait } from './send.ts';

const ROWS = 20_000;
const PAGES = 150;
const RUNS = 3;
/** Until a flood is under way, and the gateway has noticed it. */
const UNDER_WAY_MS = 3_000;
const GOAL = 1.5;
const LIST = trustedDocument('public/CountyCases');
const month = monthOf(new Date());

await withCity((open) =>
  open(async (house) => {
    await sendAndWait(house, 'flood', 'ndjson', asNdjson(makeRows(ROWS, month.from)));
    await house.worker.stop(); // nothing else runs
    await house.watcher.query('vacuum analyze');
    const page = await pageOfAnother(house);
    for (let count = 0; count < PAGES; count++) await look(page);
    for (const [name, flooding] of Object.entries(await floodsOf(house))) {
      const ratios: number[] = [];
      const [quiet, loud]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run++) {
        quiet.push(await p95(page));
        const flood = startFlood(flooding);
        await pause(UNDER_WAY_MS);
        loud.push(await p95(page));
        const sent = await flood.stop();
        ratios.push(loud[run]! / quiet[run]!);
        say(`${name}: ${sent} requests of the flood were answered`);
      }
      const ratio = median(ratios);
      print({
        bench: 'flood',
        ratio: round(ratio),
        goal: `<= ${GOAL}`,
        met: ratio <= GOAL,
        reference: 'the same page of another county while nobody floods',
        figures: {
          flood: name,
          p95_ms: round(median(loud)),
          quiet_p95_ms: round(median(quiet)),
        },
      });
    }
  }),
);

async function p95(page: Call): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < PAGES; count++) times.push(await look(page));
  return percentile(times, 0.95);
}

async function look(page: Call): Promise<number> {
  const start = performance.now();
  await send(page);
  return performance.now() - start;
}

/** A list of the county that does not flood. */
async function pageOfAnother(house: House): Promise<Call> {
  const { rows } = await house.watcher.query<{ id: number }>(`select id from control.tenant where slug = 'anju'`);
  const headers = await house.bearer(QIAN_WEI);
  return graphql(house, headers, { documentId: LIST, variables: { tenantId: rows[0]!.id, first: 50 } });
}

function graphql({ origin }: House, headers: object, body: unknown): Call {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  return { url: `${origin}/graphql`, headers: { ...headers, 'content-type': 'application/json' }, body: sent };
}

async function floodsOf(house: House): Promise<Record<string, Flood>> {
  const [headers, { tenantId, origin }] = [await house.person(), house];
  const list = (first: number) => graphql(house, headers, { documentId: LIST, variables: { tenantId, first } });
  const items = Array.from({ length: 60_000 }, () => 0);
  const wide = graphql(house, headers, { documentId: LIST, variables: { tenantId, first: 1, stages: items } });
  const deep = graphql(house, headers, '['.repeat(200_000));
  const days = `from=${month.from.toISOString().slice(0, 10)}&to=2030-01-01`;
  const cells = { url: `${origin}/map/v1/cells?${days}`, headers };
  return {
    'a list of 60,000 items': wide,
    'JSON 200,000 deep': deep,
    'first: 1000': list(1_000),
    'a page of a list': list(50),
    'cells of the map': cells,
    'tokens of random keys': { url: `${origin}/auth/me`, headers: {}, keyPrefix: 'key' },
  };
}

/** Sends as fast as it is answered, whatever the answer; a process of its own, and behind ours for the processors: in earnest it is another machine. */
function startFlood(flood: Flood): { stop(): Promise<number> } {
  const flooder = spawn(process.execPath, [fileURLToPath(new URL('flooder.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  setPriority(flooder.pid!, constants.priority.PRIORITY_LOW);
  const sent = text(flooder.stdout);
  flooder.stdin.write(`${JSON.stringify(flood)}\n`);
  return {
    async stop() {
      flooder.stdin.write('stop\n');
      return Number(await sent);
    },
  };
}
