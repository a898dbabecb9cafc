// What one county's flood costs another: the page of a county while another one sends six kinds of floods, and while it is quiet.
import { Agent, request } from 'node:http';
import { median, monthOf, percentile, print, round, say } from '@liangji/platform/bench';
import { QIAN_WEI } from '../test/cast.ts';
import { trustedDocument } from './documents.ts';
import { withCity, type House } from './house.ts';
import { send, type Call } from './load.ts';
import { asNdjson, makeRows } from './rows.ts';
import { sendAndWait } from './send.ts';

const ROWS = 20_000;
const PAGES = 150;
const RUNS = 3;
/** Connections of the county that floods. */
const FLOODERS = 32;
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
    for (const [name, call] of Object.entries(await floodsOf(house))) {
      const ratios: number[] = [];
      const [quiet, loud]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run++) {
        quiet.push(await p95(page));
        const flood = startFlood(call);
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
          connections: FLOODERS,
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
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { url: `${origin}/graphql`, headers: { ...headers, 'content-type': 'application/json' }, body: text };
}

async function floodsOf(house: House): Promise<Record<string, (n: number) => Call>> {
  const [headers, { tenantId, origin }] = [await house.person(), house];
  const list = (first: number) => graphql(house, headers, { documentId: LIST, variables: { tenantId, first } });
  const items = Array.from({ length: 60_000 }, () => 0);
  const wide = graphql(house, headers, { documentId: LIST, variables: { tenantId, first: 1, stages: items } });
  const deep = graphql(house, headers, '['.repeat(200_000));
  const days = `from=${month.from.toISOString().slice(0, 10)}&to=2030-01-01`;
  const cells = { url: `${origin}/map/v1/cells?${days}`, headers };
  return {
    'a list of 60,000 items': () => wide,
    'JSON 200,000 deep': () => deep,
    'first: 1000': () => list(1_000),
    'a page of a list': () => list(50),
    'cells of the map': () => cells,
    'tokens of random keys': (n) => {
      const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `key-${n}` })).toString('base64url');
      return { url: `${origin}/auth/me`, headers: { authorization: `Bearer ${head}.e30.AAAA` } };
    },
  };
}

/** Sends as fast as it is answered, whatever the answer. */
function startFlood(callOf: (n: number) => Call): { stop(): Promise<number> } {
  const agent = new Agent({ keepAlive: true, maxSockets: FLOODERS });
  let [sent, isOver] = [0, false];
  const one = async (): Promise<void> => {
    while (!isOver) await ignore(callOf(sent++), agent);
  };
  const running = Promise.all(Array.from({ length: FLOODERS }, one));
  return {
    async stop() {
      isOver = true;
      await running;
      agent.destroy();
      return sent;
    },
  };
}

/** What is hung up on is an answer as well: the flood goes on. */
function ignore({ url, headers, body }: Call, agent: Agent): Promise<void> {
  return new Promise((done) => {
    const sending = request(url, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      answer.resume().once('close', done);
    });
    sending.once('error', () => done());
    sending.end(body);
  });
}
