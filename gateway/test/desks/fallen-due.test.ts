import { asOwner } from '@liangji/platform';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { listenAt, type Ear, type Heard } from '../event-stream.ts';
import { at, openCity, type City, type Somebody } from './open-city.ts';
import { dispatched, filed, peopleOf, type People, type Walk } from './walk-case.ts';

let city: City;
let people: People;
const ears: Ear[] = [];
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close();
});
afterAll(() => city.close());

async function listen(who: Somebody): Promise<Ear> {
  const ear = await listenAt(`${city.house.origin}/events`, await who.headers());
  ears.push(ear);
  await ear.until(({ event }) => event === 'heartbeat');
  return ear;
}

/** How a list of the desk stands: what waits in it, what is near its deadline, what is over. */
async function countsOf(who: Somebody, of: string): Promise<number[] | null> {
  const { desk } = await who.read<{ desk: { counts: { view: string; of: string }[] } }>(
    '{ desk { counts { view of total warn over } } }',
  );
  const count = desk.counts.find((one) => one.view === 'cases' && one.of === of);
  return count === undefined ? null : (['total', 'warn', 'over'] as const).map((key) => Number(count[key as never]));
}

const isOf =
  ({ caseId }: Walk) =>
  ({ event, data }: Heard): boolean =>
    event === 'case' && data['caseId'] === caseId;

/** The first sweep of a tenant only begins. */
const isSwept = ({ tenantId }: Walk): Promise<boolean> =>
  asOwner(city.house.database, async (trx) => {
    const rows = await trx.selectFrom('biz.due_sweep').select('tenant_id').where('tenant_id', '=', tenantId).execute();
    return rows.length === 1;
  });

/** Half a minute before a moment desks listen; it comes, and the sweep comes by. What each heard of a case. */
async function passes(wall: string, walk: Walk, listening: readonly Somebody[]): Promise<Heard[][]> {
  vi.setSystemTime(at(wall).getTime() - 30_000);
  const all = await Promise.all(listening.map(listen));
  vi.setSystemTime(at(wall));
  await all[0]!.until(isOf(walk));
  // Another sweep, so that whatever is to come has come.
  await new Promise((done) => setTimeout(done, 2_500));
  const heard = all.map(({ frames }) => frames.filter(isOf(walk)));
  for (const ear of ears.splice(0)) ear.close();
  vi.setSystemTime(at(wall).getTime() + 1_000); // at its very moment a deadline is kept
  return heard;
}

test('a warning and a deadline that come are heard at the desks concerned, and their lamps turn; nobody acted', async () => {
  const quiet = await filed(city, people); // to be dispatched within a quarter of an hour, all of the day
  const walk = await dispatched(city, people); // four working hours: near from 14:12 on, due at 15:00
  await city.startWorker();
  await vi.waitFor(async () => expect(await isSwept(walk)).toBe(true), { timeout: 30_000 });
  const { dispatcher, sanitation, works, cityInspector } = people;

  /** The version it had: nothing moved the case. */
  const once = ({ tenantId, caseId, version }: Walk) => [{ tenantId, caseId, version }];
  const data = (heard: Heard[][]) => heard.map((frames) => frames.map((frame) => frame.data));
  const desks = [dispatcher, cityInspector, sanitation];
  expect(await countsOf(dispatcher, 'dispatching')).toEqual([1, 0, 0]);
  expect(data(await passes('2026-10-12 09:12', quiet, desks))).toEqual([once(quiet), once(quiet), []]);
  expect(await countsOf(dispatcher, 'dispatching'), 'twelve of fifteen minutes are used').toEqual([1, 1, 0]);
  expect(data(await passes('2026-10-12 09:15', quiet, desks))).toEqual([once(quiet), once(quiet), []]);
  expect(await countsOf(dispatcher, 'dispatching')).toEqual([1, 0, 1]);

  const bodies = [sanitation, dispatcher, cityInspector, works];
  expect(await countsOf(sanitation, 'disposing')).toEqual([1, 0, 0]);
  expect(data(await passes('2026-10-12 14:12', walk, bodies))).toEqual([once(walk), once(walk), once(walk), []]);
  expect(await countsOf(sanitation, 'disposing')).toEqual([1, 1, 0]);
  expect(data(await passes('2026-10-12 15:00', walk, bodies))).toEqual([once(walk), once(walk), once(walk), []]);
  expect(await countsOf(sanitation, 'disposing')).toEqual([1, 0, 1]);
});
