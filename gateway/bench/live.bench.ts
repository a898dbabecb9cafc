// Whether an act reaches a screen as fast where many desks are open: from sending it until its event is there, at each of them.
import { median, percentile, print, round, say } from '@liangji/platform/bench';
import { commandOf, departmentOf, filedCases, seat, type At, type Seated } from './desks.ts';
import { withCity, type House } from './house.ts';
import { send } from './load.ts';
import { openStream } from './streams.ts';

const MANY = 200;
const FEW = 5;
const RUNS = 7;
const ACTS = 12;
const GOAL = 2;
const COUNTY = 'shehong';

await withCity((open) =>
  open(async (house) => {
    await house.worker.stop(); // nothing else runs
    const [unitId, dispatcher] = [await departmentOf(house), await seat(house, COUNTY, 'dispatcher')];
    const people: Seated[] = [];
    while (people.length < MANY) people.push(await seat(house, COUNTY, 'acceptor'));
    say(`filing ${2 * (RUNS + 1) * ACTS} cases`);
    const cases = await filedCases(house, 2 * (RUNS + 1) * ACTS);
    const times = new Map([MANY, FEW].map((desks): [number, number[]] => [desks, []]));
    for (let run = -1; run < RUNS; run += 1) {
      for (const desks of run % 2 === 0 ? [MANY, FEW] : [FEW, MANY]) {
        const reached = await measure(house, people.slice(0, desks), cases.splice(0, ACTS), dispatcher, unitId);
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
        desks: MANY,
        acts: RUNS * ACTS,
        p95_ms: round(median(many)),
        reference_p95_ms: round(median(few)),
        ratios: ratios.map(round),
        streams_are: 'HTTP clients of /events in one process; what they compute on the same machine is in the figure',
      },
    });
  }),
);

/** Milliseconds from sending each act until each of the streams has its event. */
async function measure(
  house: House,
  people: readonly Seated[],
  cases: readonly At[],
  dispatcher: Seated,
  unitId: number,
): Promise<number[]> {
  const streams = await Promise.all(people.map(async (one) => openStream(house, await one.headers())));
  const reached: number[] = [];
  for (const at of cases) {
    const call = await commandOf(house, dispatcher, 'cases.dispatch', { ...at, unitId });
    const heard = streams.map((stream) => stream.hears(at.caseId));
    const start = performance.now();
    await send(call);
    for (const instant of await Promise.all(heard)) reached.push(instant - start);
  }
  for (const stream of streams) stream.close();
  return reached;
}
