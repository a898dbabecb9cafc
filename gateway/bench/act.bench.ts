// What a command costs above its SQL: dispatching a case through HTTP, and the statements it needs alone on the same pool.
import {
  ACT_COMMANDS,
  actIn,
  openDatabase,
  perform,
  resolvePerson,
  systemDeps,
  type Database,
} from '@liangji/platform';
import { median, print, round, say } from '@liangji/platform/bench';
import { commandOf, departmentOf, filedCases, seat, type At, type Seated } from './desks.ts';
import { ISSUER, withCity, type House } from './house.ts';
import { send } from './load.ts';
import { about, recordStatements, type Statement } from './statements.ts';

const PAIRS = 60;
const WARM_UP = 15;
const GOAL = 2.5;
const COUNTY = 'shehong';

/**
 * What whoever dispatches a case must send: who acts, the cut, the case with its events and tasks, and all that is written.
 * What a command asks besides (bodies, mode, limits, calendar) is its own expense.
 */
const NEEDED =
  /^(begin|commit)$|app\.become|advisory|pg_notify|"?biz"?\."?(period_cut|closing|case|case_event|assignment|case_dirty|case_media|audit)"?[\s(]/;

await withCity((open) =>
  open(async (house) => {
    await house.worker.stop(); // nothing else runs
    const [unitId, dispatcher] = [await departmentOf(house), await seat(house, COUNTY, 'dispatcher')];
    say(`filing ${1 + 2 * (WARM_UP + PAIRS)} cases`);
    const cases = await filedCases(house, 1 + 2 * (WARM_UP + PAIRS));
    await house.watcher.query('vacuum analyze');
    const database = openDatabase(house.cluster.urls);
    try {
      await measure(house, database, dispatcher, unitId, cases);
    } finally {
      await database.close();
    }
  }),
);

async function measure(
  house: House,
  database: Database,
  dispatcher: Seated,
  unitId: number,
  [pattern, ...cases]: readonly At[],
): Promise<void> {
  const { all, needed, names } = await record(house, database, dispatcher, unitId, pattern!);
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let pair = -WARM_UP; pair < PAIRS; pair += 1) {
    const [mine, other] = cases.slice(2 * (pair + WARM_UP)) as [At, At];
    const call = await commandOf(house, dispatcher, 'cases.dispatch', { ...mine, unitId });
    const others = await names(other);
    const statements = needed.map((statement) => about(statement, others));
    const act = async () => ours.push(await timed(() => send(call)));
    const replay = async () => bare.push(await timed(() => replayed(database, statements)));
    for (const run of pair % 2 === 0 ? [act, replay] : [replay, act]) await run();
  }
  await requireDispatched(house);
  for (const times of [ours, bare]) times.splice(0, WARM_UP);
  const ratio = median(ours.map((ms, pair) => ms / bare[pair]!));
  print({
    bench: 'act',
    ratio,
    goal: `<= ${GOAL}`,
    met: ratio <= GOAL,
    reference: 'the statements that a dispatch needs, one after the other in one transaction on the same pool',
    figures: {
      act: 'cases.dispatch over tRPC',
      pairs: PAIRS,
      ms: round(median(ours)),
      reference_ms: round(median(bare)),
      statements: all.length,
      reference_statements: needed.length,
    },
  });
}

/** The statements of one dispatch, and by which names they are about another case. */
async function record(house: House, database: Database, who: Seated, unitId: number, pattern: At) {
  const person = await resolvePerson(database, systemDeps, {
    issuer: ISSUER,
    subject: who.subject,
    tenantSlug: COUNTY,
  });
  const actor = actIn(person, null, new Date());
  const made: string[] = [];
  const ids = { next: () => made[made.push(systemDeps.ids.next()) - 1]! };
  const services = { database, deps: { ...systemDeps, ids }, files: '', queue: { wake: async () => undefined } };
  const old = await rowsOf(house, pattern);
  (await database.pool('county').connect()).release(); // a connection to listen at
  const all = await recordStatements(database.pool('county'), () =>
    perform(services, actor, ACT_COMMANDS.dispatch, { input: { ...pattern, unitId }, key: null }),
  );
  const names = async (other: At): Promise<ReadonlyMap<string, string>> => {
    const rows = await rowsOf(house, other);
    return new Map([
      ...old.map((name, at): [string, string] => [name, rows[at]!]),
      ...made.map((id): [string, string] => [id, systemDeps.ids.next()]),
    ]);
  };
  return { all, needed: all.filter(({ text }) => NEEDED.test(text)), names };
}

/** Id and number of a case, and the id of the task that waits to be dispatched. */
async function rowsOf({ watcher }: House, { tenantId, caseId }: At): Promise<string[]> {
  const { rows } = await watcher.query(
    `select c.case_no, a.id from biz."case" c join biz.assignment a on a.tenant_id = $1 and a.case_id = c.id
     where c.tenant_id = $1 and c.id = $2 and a.kind = 'command'`,
    [tenantId, caseId],
  );
  return [caseId, rows[0].case_no, rows[0].id];
}

async function replayed(database: Database, statements: readonly Statement[]): Promise<void> {
  const client = await database.pool('county').connect();
  for (const statement of statements) await client.query({ ...statement, values: [...statement.values] });
  client.release();
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Both ways must have done the same. */
async function requireDispatched({ watcher, tenantId }: House): Promise<void> {
  const { rows } = await watcher.query(
    `select c.state, c.version, (select count(*) from biz.case_event e where e.tenant_id = $1 and e.case_id = c.id) as events,
       (select count(*) from biz.assignment a where a.tenant_id = $1 and a.case_id = c.id) as tasks, count(*)::int as cases
     from biz."case" c where c.tenant_id = $1 and c.mode_from is not null group by 1, 2, 3, 4`,
    [tenantId],
  );
  const wanted = 1 + 2 * (WARM_UP + PAIRS);
  if (rows.length !== 1 || rows[0].state !== 'disposing' || rows[0].cases !== wanted) {
    throw new Error(`not dispatched alike: ${JSON.stringify(rows)}`);
  }
}
