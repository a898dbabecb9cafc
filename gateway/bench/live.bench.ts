// Whether an act reaches a screen as fast where many desks are open: from sending it until its row is drawn anew on real pages.
import { setTimeout as wait } from 'node:timers/promises';
import { median, percentile, print, round, say } from '@liangji/platform/bench';
import { commandOf, departmentOf, filedCases, seat, type At, type Seated } from './desks.ts';
import { trustedDocument } from './documents.ts';
import { withCity, type House } from './house.ts';
import { send, type Call } from './load.ts';
import { startScreens, type Screens } from './screens.ts';
import { openStream } from './streams.ts';

const MANY = 200;
const FEW = 5;
const RUNS = 5;
const ACTS = 12;
const GOAL = 2;
const COUNTY = 'shehong';
/** How long a desk collects what it hears before it asks: state/live.svelte.ts of the web app. */
const TOGETHER_MS = 250;
const [ROWS, SUMMARY] = [trustedDocument('DeskRows'), trustedDocument('DeskSummary')];

const screens = await startScreens();
await withCity((open) => open((house) => bench(house, screens), screens ? { appUpstream: screens.upstream } : {}));
screens?.end();

async function bench(house: House, on: Screens | null): Promise<void> {
  await house.worker.stop(); // nothing else runs
  const [unitId, dispatcher] = [await departmentOf(house), await seat(house, COUNTY, 'dispatcher')];
  const people: Seated[] = [];
  while (people.length < MANY) people.push(await seat(house, COUNTY, 'acceptor'));
  say(`filing ${2 * (RUNS + 1) * ACTS} cases`);
  const cases = await filedCases(house, 2 * (RUNS + 1) * ACTS);
  const times = new Map([MANY, FEW].map((desks): [number, number[]] => [desks, []]));
  for (let run = -1; run < RUNS; run += 1) {
    for (const desks of run % 2 === 0 ? [MANY, FEW] : [FEW, MANY]) {
      const reached = await measure(house, on, people.slice(0, desks), cases.splice(0, ACTS), dispatcher, unitId);
      if (run >= 0) times.get(desks)!.push(percentile(reached, 0.95)); // the first warms up
    }
    const last = [...times].map(([desks, all]) => `${desks} desks ${all.at(-1)?.toFixed(1) ?? '–'} ms`);
    say(`p95 ${last.join(', ')}`);
  }
  const [many, few] = [times.get(MANY)!, times.get(FEW)!];
  const ratios = many.map((ms, run) => ms / few[run]!);
  const ratio = median(ratios);
  print({
    bench: 'live',
    ratio,
    goal: `<= ${GOAL}`,
    met: ratio <= GOAL,
    reference: `the same acts while ${FEW} desks are open`,
    figures: {
      act: 'cases.dispatch',
      measured: on
        ? `from the act to the row drawn on ${FEW} pages in Chromium`
        : 'from the act to the frame of the event: there is no browser here',
      desks: MANY,
      acts: RUNS * ACTS,
      p95_ms: round(median(many)),
      reference_p95_ms: round(median(few)),
      ratios: ratios.map(round),
      other_desks_are:
        'HTTP clients of /events in one process, each asking for the case and its counts as a desk does; all of one county, so that all hear each act; what they and the browser compute on the same machine is in the figure',
    },
  });
}

/** Milliseconds from sending each act until each screen shows it; without a browser, until each stream has its event. */
async function measure(
  house: House,
  on: Screens | null,
  people: readonly Seated[],
  cases: readonly At[],
  dispatcher: Seated,
  unitId: number,
): Promise<number[]> {
  const headers = await Promise.all(people.map((one) => one.headers()));
  await on?.open(house, headers.slice(0, FEW));
  const others = on ? headers.slice(FEW) : headers;
  const streams = await Promise.all(others.map((one) => openStream(house, one)));
  const reached: number[] = [];
  for (const at of cases) {
    const call = await commandOf(house, dispatcher, 'cases.dispatch', { ...at, unitId });
    const heard = streams.map((stream) => stream.hears(at.caseId));
    const asked = heard.map((one, index) => one.then(() => askAnew(house, others[index]!, at)));
    const shown = on?.gone(at.caseId);
    const [start, began] = [performance.timeOrigin + performance.now(), performance.now()];
    await send(call);
    const instants = shown
      ? (await shown).map((instant) => instant - start)
      : (await Promise.all(heard)).map((one) => one - began);
    reached.push(...instants);
    await Promise.all(asked); // the next act finds quiet desks again
  }
  for (const stream of streams) stream.close();
  await on?.close();
  return reached;
}

/** What a desk asks once it heard of a case: how the case is now, and how much waits. */
async function askAnew({ origin }: House, headers: Readonly<Record<string, string>>, at: At): Promise<void> {
  await wait(TOGETHER_MS);
  const ask = (documentId: string, variables: object): Call => ({
    url: `${origin}/graphql`,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ documentId, variables }),
  });
  await send(ask(ROWS, { tenantId: at.tenantId, ids: [at.caseId], first: 1 }));
  await send(ask(SUMMARY, {}));
}
