// What a desk costs in a tenant that has grown: its first page, its counts and a search by words among a million cases and
// among ten thousand.
import { median, percentile, print, round, say } from '@liangji/platform/bench';
import { seat } from './desks.ts';
import { trustedDocument } from './documents.ts';
import { withCity, type House } from './house.ts';
import { send, type Call } from './load.ts';

const MANY = 1_000_000;
const FEW = 10_000;
/** Open cases and tasks of each body, however many are closed. */
const OPEN = 400;
const RUNS = 5;
const PAIRS = 60;
const WARM_UP = 30;
const GOAL = 1.5;
/** What the web app asks for at once. */
const PAGE = 100;
/** Of what the desk supervises no more are counted. */
const MOST_COUNTED = 1000;
/** In no case. */
const WORDS = '南街';

await withCity((open) =>
  open((many) =>
    open(async (few) => {
      const [large, small] = [await fill(many, MANY), await fill(few, FEW)];
      await compare('queue', large.desk, small.desk, { open_of_the_desk: OPEN, rows: PAGE });
      await compare('find', large.search, small.search, { words: WORDS });
    }),
  ),
);

/** Prints how much longer the same calls take among many cases than among few. */
async function compare(bench: string, many: Calls, few: Calls, figures: object): Promise<void> {
  for (let pair = 0; pair < WARM_UP; pair += 1) for (const calls of [many, few]) await look(calls);
  const [large, small]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    const times: [number[], number[]] = [[], []];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      for (const at of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        times[at].push(await look([many, few][at]!));
      }
    }
    large.push(percentile(times[0], 0.95));
    small.push(percentile(times[1], 0.95));
  }
  const ratios = large.map((ms, run) => ms / small[run]!);
  const ratio = median(ratios);
  print({
    bench,
    ratio,
    goal: `<= ${GOAL}`,
    met: ratio <= GOAL,
    reference: `the same with the same open cases among ${FEW} cases of the tenant`,
    figures: {
      cases: MANY,
      ...figures,
      p95_ms: round(median(large)),
      reference_p95_ms: round(median(small)),
      ratios: ratios.map(round),
    },
  });
}

/** What a screen asks at once. */
type Calls = readonly Call[];

interface Screen {
  /** The list of a desk and what it shows beside. */
  readonly desk: Calls;
  /** A search by words that no case has, so that all of what is searched is read. */
  readonly search: Calls;
}

/** Milliseconds until all is there. */
async function look(calls: Calls): Promise<number> {
  const start = performance.now();
  await Promise.all(calls.map((call) => send(call)));
  return performance.now() - start;
}

/** Cases over all bodies of the uploading county and a task for each; all but `OPEN` of each body are over. */
async function fill(house: House, count: number): Promise<Screen> {
  await house.worker.stop(); // nothing else runs
  say(`filling ${count} cases`);
  const { watcher, tenantId } = house;
  const known = await watcher.query(
    `select t.city_id, t.desk_unit_id, array(select unit_id from biz.body where tenant_id = t.id and home_id = t.id
       order by unit_id limit 10) as bodies from control.tenant t where t.id = $1`,
    [tenantId],
  );
  const { city_id: cityId, desk_unit_id: deskId, bodies } = known.rows[0];
  const [{ id: classId }] = (await watcher.query('select min(id) as id from lookup.class')).rows;
  await watcher.query('set session_replication_role = replica'); // keys hold by construction; checking them is not measured
  const id = "('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid";
  const [isOpen, body] = [`i <= ${OPEN * bodies.length}`, `($3::int[])[1 + i % ${bodies.length}]`];
  const due = `now() + (i % 10000 * 7919 % 10000 - 2000) * interval '1 minute'`;
  const step = (names: readonly string[]) =>
    `(array['${names.join("', '")}'])[1 + i / ${bodies.length} % ${names.length}]`;
  const row = [tenantId, cityId, bodies];
  await watcher.query(
    `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
       source_group, class_id, address, reported_at, created_at, updated_at, step_due_at, warn_at, supervision_unit_id,
       command_unit_id)
     select $1, $2, ${id}, $1, ${body}, i::text, case when ${isOpen} then ${step(['filed', 'dispatched', 'suspended'])} else 'closed' end,
       case when ${isOpen} then ${step(['dispatching', 'disposing', 'suspended'])} else 'closed' end,
       'event', 'patrol', 'patrol', $4, '太和大道 ' || i || ' 号', now() - i * interval '20 seconds', now(), now(),
       case when ${isOpen} then ${due} end, case when ${isOpen} then ${due} - interval '1 hour' end, $5, $5
     from generate_series(1, ${count}) i`,
    [...row, classId, deskId],
  );
  await watcher.query(
    `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, state,
       due_at, warn_at)
     select $1, $2, ${id}, ${id}, 'lead', ${body}, ${body}, '{}', now(), case when ${isOpen} then 'open' else 'answered' end,
       ${due}, ${due} - interval '1 hour'
     from generate_series(1, ${count}) i`,
    row,
  );
  await watcher.query('reset session_replication_role');
  await watcher.query('vacuum analyze');
  const dispatcher = await seat(house, 'shehong', 'dispatcher');
  const headers = { ...(await dispatcher.headers()), 'content-type': 'application/json' };
  const ask = (document: string, variables: object): Call => ({
    url: `${house.origin}/graphql`,
    headers,
    body: JSON.stringify({ documentId: trustedDocument(document), variables }),
  });
  const states = ['dispatching', 'suspended'];
  const desk = [ask('DeskQueue', { cityId, holderUnitId: deskId, states, first: PAGE }), ask('DeskSummary', {})];
  const [list, summary] = await Promise.all(desk.map(async (call) => JSON.parse(await send(call))));
  const total = summary.data.desk.counts.reduce((sum: number, one: { total: number }) => sum + one.total, 0);
  if (list.data.queue.nodes.length !== PAGE || total !== 3 * OPEN + MOST_COUNTED) {
    throw new Error(`the desk is not as it was filled: ${list.data.queue.nodes.length} rows, ${total} counted`);
  }
  const search = [
    { url: `${house.origin}/trpc/cases.find?input=${encodeURIComponent(JSON.stringify({ words: WORDS }))}`, headers },
  ];
  const found = JSON.parse(await send(search[0]!)).result.data;
  if (found.cases.length > 0 || found.within !== 'latest') throw new Error(`searched ${found.within}`);
  return { desk, search };
}
