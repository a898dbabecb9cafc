// What the layers of the gateway cost: the same pages through tRPC and GraphQL and through a bare handler beside it.
import { deepStrictEqual } from 'node:assert';
import { median, monthOf, print, round, say } from '@liangji/platform/bench';
import { trustedDocument } from './documents.ts';
import { withCity, type Headers, type House } from './house.ts';
import { press, send, type Call } from './load.ts';
import { asNdjson, makeRows } from './rows.ts';
import { sendAndWait, waitForRanking } from './send.ts';

const ROWS = 20_000;
const RUNS = 3;
const SECONDS = 3;
const CONNECTIONS = 16;
const VARIANTS = 2_000;

type Api = 'bare' | 'trpc' | 'graphql';
type Page = Record<Api, (n: number) => Call>;
type Rates = Record<Api, number[]>;

/** The least share of the bare handler's rate, by page. */
const GOALS = { case: 0.6, cases: 0.4 };

const APIS = ['bare', 'trpc', 'graphql'] as const;
const month = monthOf(new Date());
const figures: Record<string, object> = {};
const shares: Record<string, number> = {};

await withCity((open) =>
  open(
    async (house) => {
      await sendAndWait(house, 'pages', 'ndjson', asNdjson(makeRows(ROWS, month.from)));
      await waitForRanking(house);
      await house.worker.stop(); // nothing else runs
      await house.watcher.query('vacuum analyze');
      for (const [name, page] of Object.entries(await pagesOf(house))) {
        await compare(page);
        const rates = await measure(name, page);
        for (const api of ['trpc', 'graphql'] as const) {
          const ratios = rates[api].map((rate, run) => rate / rates.bare[run]!);
          if (api === 'graphql') shares[name] = round(median(ratios));
          figures[`${name} ${api}`] = {
            ratio: round(median(ratios)),
            per_second: Math.round(median(rates[api])),
            ratios: ratios.map(round),
          };
        }
        figures[`${name} bare`] = { per_second: Math.round(median(rates.bare)) };
      }
    },
    { script: './page-server.ts' },
  ),
);

print({
  bench: 'page',
  ratio: Math.min(...Object.entries(GOALS).map(([page, goal]) => round(shares[page]! / goal))),
  goal: '>= 1: the smaller share of its goal, case 0.6 and list of fifty 0.4 of the bare handler',
  met: Object.entries(GOALS).every(([page, goal]) => shares[page]! >= goal),
  reference:
    'bare Fastify handler: begin, become, one query and commit in one packet; same token check, fields and pool',
  figures: { goals: GOALS, shares, connections: CONNECTIONS, variants: VARIANTS, ...figures },
});

/** One case with its story, and fifty cases of a day; each in a thousand and more variants. */
async function pagesOf(house: House): Promise<Record<string, Page>> {
  const { tenantId } = house;
  const { rows } = await house.watcher.query(
    'select id from biz."case" where tenant_id = $1 order by case_no limit $2',
    [tenantId, VARIANTS],
  );
  const ids = (rows as { id: string }[]).map(({ id }) => id);
  const headers = await house.person();
  const caseOf = (n: number) => ({ tenantId, caseId: ids[n % ids.length]! });
  const casesOf = (n: number) => {
    const from = month.from.getTime() + (n % VARIANTS) * 15 * 60_000;
    const day = { from: new Date(from).toISOString(), before: new Date(from + 86_400_000).toISOString() };
    return { tenantId, ...day };
  };
  return {
    case: {
      bare: bareCall(house, headers, 'case', caseOf),
      trpc: trpcCall(house, headers, 'case', caseOf),
      graphql: graphqlCall(house, headers, 'CasePage', (n) => ({ tenantId, id: caseOf(n).caseId })),
    },
    cases: {
      bare: bareCall(house, headers, 'cases', casesOf),
      trpc: trpcCall(house, headers, 'cases', casesOf),
      graphql: graphqlCall(house, headers, 'public/CountyCases', (n) => {
        const { from, before } = casesOf(n);
        return { tenantId, reportedFrom: from, reportedBefore: before, first: 50 };
      }),
    },
  };
}

type Input = (n: number) => Record<string, string | number>;

function bareCall(house: House, headers: Headers, path: string, inputOf: Input) {
  return (n: number): Call => {
    const query = new URLSearchParams(
      Object.entries(inputOf(n)).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return { url: `http://127.0.0.1:${house.gateway.internalPort}/${path}?${query}`, headers };
  };
}

function trpcCall(house: House, headers: Headers, path: string, inputOf: Input) {
  return (n: number): Call => {
    const input = encodeURIComponent(JSON.stringify(inputOf(n)));
    return { url: `${house.origin}/pages/${path}?input=${input}`, headers };
  };
}

function graphqlCall(house: House, headers: Headers, document: string, inputOf: Input) {
  const documentId = trustedDocument(document);
  const json = { ...headers, 'content-type': 'application/json' };
  return (n: number): Call => ({
    url: `${house.origin}/graphql`,
    headers: json,
    body: JSON.stringify({ documentId, variables: inputOf(n) }),
  });
}

/** The APIs must answer the same, or the comparison would say nothing. */
async function compare(page: Page): Promise<void> {
  for (const n of [0, 7, 999]) {
    const [bare, trpc, graphql] = await Promise.all(APIS.map(async (api) => JSON.parse(await send(page[api](n)))));
    if (graphql.errors !== undefined) throw new Error(JSON.stringify(graphql.errors));
    deepStrictEqual(plain(trpc.result.data), plain(bare));
    deepStrictEqual(plain(Object.values(graphql.data)[0]), plain(bare));
  }
}

/** Without what is only spelling: type names, cursors, numbers or instants as text, order of keys. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([name]) => name !== '__typename' && name !== 'pageInfo');
    return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
  }
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return new Date(value).getTime();
  return typeof value === 'number' ? String(value) : value;
}

async function measure(name: string, page: Page): Promise<Rates> {
  const rates: Rates = { bare: [], trpc: [], graphql: [] };
  for (const api of APIS) await press(page[api], CONNECTIONS, SECONDS); // warm-up: compiled code, plans, memberships
  for (let run = 0; run < RUNS; run++) {
    for (const api of run % 2 === 0 ? APIS : APIS.toReversed()) {
      rates[api].push(await press(page[api], CONNECTIONS, SECONDS));
    }
    say(`${name}: ${APIS.map((api) => `${api} ${rates[api].at(-1)!.toFixed(0)}/s`).join(', ')}`);
  }
  return rates;
}
