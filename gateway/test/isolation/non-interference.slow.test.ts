import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TENANTS } from '../graphql/harness.ts';
import { ask, bodyOf, differences, peopleOf, type Answers } from './answers.ts';
import { changeCounty, removeCounty, stateOf, tenantTables } from './change-county.ts';
import { everyOperation, NoExample, type Operation } from './operations.ts';
import { bearer, NOW, openWorld, type World } from './world.ts';

/**
 * Two counties of one city. Whatever reed has, changes or does: willow receives the same bytes from everything the gateway
 * offers. Three worlds that differ in reed alone are asked the same questions.
 */
const TIMEOUT_MS = 900_000;

/** Reads that show no row by name, and why; they are answered all the same. */
const NAMELESS: readonly (readonly [RegExp, string])[] = [
  [/^HEAD /, 'headers alone; GET is asked beside it'],
  [/^GET \/(healthz|readyz|realms|realms\/\*|\*|)$/, 'reads no table'],
  [/^GET \/events$/, 'changes as they happen, and nothing changes while it is asked'],
  [/^GET \/auth\/login$/, 'leads on to the identity provider'],
  [/^GET \/api\/v1\/(docs|openapi\.json)$/, 'describes the commands'],
  [/^trpc cases\.(search_classes|class_rules)$/, 'catalogue and limits, which have no name of a tenant'],
  [/^trpc cases\.actions$/, 'acts and refusals, without a row'],
  [/^trpc period\.late$/, 'what came after a closing, and no region was scored in what is closed here'],
  [/^trpc period\.(late|late_counts)$/, 'figures recounted, without a row'],
  [/^trpc cases\.counted_in$/, 'periods and titles of figures that count a case, and nothing of the case'],
  [
    /^GET \/exports\/\w+$/,
    'a packed file; its rows are those of the list on the screen, and exports.test looks into it',
  ],
  [/^field textStates?( |$)/, 'up to when words are kept: a moment'],
  [/^document CaseListPage \(required variable\)$/, 'names neither county nor city, so its list is empty'],
  [/^document ScoreHistory /, 'figures by period, without a name'],
  [/^field (caseRule|class|classes)$/, 'the catalogue'],
  [/^field (scheme|period|periods|periodSnapshots)$/, 'published by the city'],
  [
    /^document (CatalogueClasses|CityPeriods|CityRanking|CityStandings|CityTrend|PeriodScheme|PeriodSnapshots|SnapshotResults) /,
    'catalogue, and what the city publishes',
  ],
  [
    /^(field desk$|document (DeskSummary|CaseDeadline) |GET \/map\/v1\/points$)/,
    'figures, deadlines and places without a name',
  ],
];
/** Asked so that there is no answer: a sign-in that nobody began, a procedure by the address of all, what a
 * closing freezes, a breakdown of results that were planted without their scheme (breakdown-query.test has real ones). */
const UNANSWERABLE = /^((GET|HEAD) \/(auth\/callback|trpc\/:path)|trpc period\.(breakdown|closing))$/;
/** Commands that nobody of a county may send, and the choice of a post, which needs a session. */
const NOBODYS =
  /^(POST \/api\/v1\/period\/(close|closing|reopen)|trpc period\.(close|reopen)|(POST \/api\/v1\/scheme\/|trpc scheme\.)adopt|POST \/auth\/post)$/;

const NO_ENTRY = '(no entry point lets a reader name another tenant here)';

let asItIs: World;
let changed: World;
let without: World;
let operations: Operation[];
let expected: Answers;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  [asItIs, changed, without] = [await openWorld(), await openWorld(), await openWorld()];
  operations = await everyOperation(asItIs);
  // Making the questions asks some, which counts: all worlds begin with the same quotas.
  for (const world of [changed, without]) await everyOperation(world);
  expected = await ask(asItIs, operations);
});
afterAll(async () => {
  for (const world of [asItIs, changed, without]) await world?.close();
  vi.useRealTimers();
});

describe('the questions', () => {
  test('are everything the running gateway offers, and one without an example fails by its name', async () => {
    const routes = [...asItIs.routes, { method: 'POST', url: '/map/v2/secrets' }];
    await expect(everyOperation({ app: asItIs.app, routes })).rejects.toThrow(new NoExample(['POST /map/v2/secrets']));
    expect(operations.length).toBeGreaterThan(200);
  });

  test('are answered: willow finds its own rows through every kind of entry point', () => {
    const found = [...expected].filter(([question, bytes]) => question.endsWith('willow') && /^20\d/.test(bytes));
    const withRows = found.filter(([, bytes]) => bodyOf(bytes).includes('willow')).map(([question]) => question);
    for (const entryPoint of [
      'GET /map',
      'GET /intake',
      'GET /intake/v1/batches/:id/rows/:n',
      'document BatchReport',
      'field case ',
      'field stat',
      'document CasePage',
    ]) {
      expect(
        withRows.some((question) => question.includes(entryPoint)),
        entryPoint,
      ).toBe(true);
    }
  });
});

describe('no question is vacuous:', () => {
  /** Answers to willow's questions about itself, by the name of the question. */
  const aboutItself = (reads: boolean): [string, string[]][] =>
    operations
      .filter(({ reads: isRead }) => isRead === reads)
      .filter(({ aimedAt }) => aimedAt.slug === 'willow')
      .map(({ name }) => [name, peopleOf('willow').map((who) => expected.get(`${who}: ${name} aimed at willow`)!)]);
  const isAnswered = (bytes: string): boolean => /^[23]/.test(bytes) && !/"code":"AUTH-/.test(bodyOf(bytes));
  const showsRow = (bytes: string): boolean => isAnswered(bytes) && /willow|-0000000000(02|22)\b/.test(bodyOf(bytes));
  const isRefused = (bytes: string): boolean => /^5/.test(bytes) || /"code":"AUTH-/.test(bodyOf(bytes));

  test('somebody of willow is answered by every way of reading, and finds a row of willow where there can be one', () => {
    const unanswered = aboutItself(true).filter(([, answers]) => !answers.some(isAnswered));
    expect(unanswered.map(([name]) => name).filter((name) => !UNANSWERABLE.test(name))).toEqual([]);
    const blind = aboutItself(true).filter(([, answers]) => !answers.some(showsRow));
    const isNameless = (name: string): boolean =>
      NAMELESS.some(([which]) => which.test(name)) || UNANSWERABLE.test(name);
    expect(blind.map(([name]) => name).filter((name) => !isNameless(name))).toEqual([]);
  });

  test('somebody of willow has the right to every command of a county', () => {
    const refused = aboutItself(false).filter(([, answers]) => answers.every(isRefused));
    expect(refused.map(([name]) => name).filter((name) => !NOBODYS.test(name))).toEqual([]);
  });

  test('a department is answered as well as a desk: it finds its task, its case, its photograph and its report', () => {
    for (const name of ['trpc tasks.waiting', 'trpc cases.now', 'GET /media/:tenantId/:caseId/:sha256']) {
      expect(showsRow(expected.get(`willow-department: ${name} aimed at willow`)!), name).toBe(true);
    }
    expect(isAnswered(expected.get('willow-department: trpc cases.actions aimed at willow')!)).toBe(true);
    const photo = 'willow-collector: GET /media/reports/:tenantId/:reportId/:sha256 aimed at willow';
    expect(isAnswered(expected.get(photo)!)).toBe(true);
  });
});

describe('what willow receives', { timeout: TIMEOUT_MS }, () => {
  test('stays the same to the byte when reed changes in every tenant table and asks at every entry point', async () => {
    for (const who of peopleOf('reed')) {
      const reed = { authorization: await bearer(who) };
      for (const { request } of operations) {
        await changed.app.inject({ ...request, headers: { ...request.headers, ...reed } });
      }
    }
    const before = await stateOf(changed.database, TENANTS.reed);
    await changeCounty(changed.database, TENANTS.reed);
    const after = await stateOf(changed.database, TENANTS.reed);
    const unchanged = (await tenantTables(changed.database)).filter((table) => before.get(table) === after.get(table));
    expect(unchanged).toEqual([]);
    expect(differences(expected, await ask(changed, operations))).toEqual([]);
  });

  test('stays the same to the byte when there is no reed at all', async () => {
    await removeCounty(without.database, TENANTS.reed);
    const left = await stateOf(without.database, TENANTS.reed);
    expect([...left.values()].filter((state) => !state.startsWith('0 '))).toEqual([]);
    expect(differences(expected, await ask(without, operations))).toEqual([]);
  });
});

/** Who notices that a policy forgets its tenant. */
const READERS_OF = { gw_county_select: ['willow-acceptor', 'willow-officer'], gw_unit_select: ['willow-department'] };
/** Tables of which somebody can name a row of another tenant; each is looked at by itself. */
const NAMED = ['area', 'batch', '"case"', 'case_media', 'report', 'scheme', 'source_system', 'tenant'].map(
  (table) => `biz.${table}`,
);

interface Policy {
  readonly table: string;
  readonly policy: keyof typeof READERS_OF;
  readonly qual: string;
}

describe('shown to turn red', { timeout: TIMEOUT_MS }, () => {
  test('one policy that forgets its tenant is noticed, table by table', async () => {
    const foreign = operations.filter(
      ({ name, aimedAt, reads }) => reads && aimedAt.slug === 'reed' && !name.startsWith('HEAD'),
    );
    const readers = Object.values(READERS_OF).flat();
    let minutesLater = 10;
    const sound = await ask(asItIs, foreign, { readers, minutesLater });
    expect(differences(sound, await ask(changed, foreign, { readers, minutesLater }))).toEqual([]);
    const saboteur = await changed.database.superuser();
    const noticedBy = new Map<Policy, string>();
    try {
      const { rows: policies } = await saboteur.query<Policy>(
        `select format('%I.%I', schemaname, tablename) as table, policyname as policy, qual from pg_policies
          where policyname = any($1) order by policyname, schemaname, tablename`,
        [Object.keys(READERS_OF)],
      );
      for (const policy of policies) noticedBy.set(policy, NO_ENTRY);
      /** Which questions notice that these policies forget their tenant. */
      const noticing = async (holes: readonly Policy[]): Promise<string[]> => {
        for (const { table, policy } of holes) await saboteur.query(`alter policy ${policy} on ${table} using (true)`);
        minutesLater += 10;
        const asking = { readers: READERS_OF[holes[0]!.policy], minutesLater };
        const noticed = differences(await ask(asItIs, foreign, asking), await ask(changed, foreign, asking));
        for (const { table, policy, qual } of holes)
          await saboteur.query(`alter policy ${policy} on ${table} using ${qual}`);
        return [
          ...new Set(noticed.map((question) => question.replace(/^.*?: | aimed at .*$| \(\w+ variable\)/g, ''))),
        ].sort();
      };
      /** Policies that nobody notices all at once are noticed by nobody one by one, which spares most of the asking. */
      const lookAt = async (holes: readonly Policy[]): Promise<void> => {
        const names = await noticing(holes);
        if (names.length === 0) return;
        if (holes.length === 1) return void noticedBy.set(holes[0]!, names.join(', '));
        const middle = Math.ceil(holes.length / 2);
        await lookAt(holes.slice(0, middle));
        await lookAt(holes.slice(middle));
      };
      for (const policy of Object.keys(READERS_OF)) {
        const holes = policies.filter((each) => each.policy === policy);
        await lookAt(holes.filter(({ table }) => !NAMED.includes(table)));
        for (const hole of holes.filter(({ table }) => NAMED.includes(table))) await lookAt([hole]);
      }
    } finally {
      await saboteur.end();
    }
    const lines = [...noticedBy].map(([{ policy, table }, names]) => `${policy} on ${table}: ${names}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('what-a-hole-would-show.golden.txt');
    // GraphQL names the asker's own tenant in every select, so there only what is asked by a key of the city shows a hole.
    expect(lines.filter((line) => !line.endsWith(NO_ENTRY)).length).toBeGreaterThan(3);
  });

  test('an entry point that shows every reader how many uploads there are in all is noticed at each', async () => {
    const spoiled = await openWorld((app, database) => {
      app.addHook('onSend', async (_request, reply) => {
        const { rows } = await database.pool('direct').query<{ count: string }>('select count(*) from biz.batch');
        void reply.header('x-uploads', rows[0]?.count);
      });
    });
    try {
      const reads = operations.filter((operation) => operation.reads && operation.name.startsWith('GET'));
      const before = await ask(spoiled, reads, { readers: ['willow-officer'] });
      await changeCounty(spoiled.database, TENANTS.reed);
      const after = await ask(spoiled, reads, { readers: ['willow-officer'], minutesLater: 10 });
      expect(differences(before, after)).toEqual([...before.keys()]);
      expect(before.size).toBeGreaterThan(20);
    } finally {
      await spoiled.close();
    }
  });
});
