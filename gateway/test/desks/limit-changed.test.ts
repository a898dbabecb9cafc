import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openCity, type City } from './open-city.ts';
import { dispatched, filed, peopleOf, type People, type Walk } from './walk-case.ts';
import { vi } from 'vitest';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

interface Clock {
  readonly step: string;
  readonly dueAt: string | null;
  readonly limit: { value: string; unit: string };
  readonly limitFrom: string | null;
  readonly usedMs: number;
  readonly segments: { countedMs: number }[];
  readonly pauses: { reason: string; from: string; to: string | null }[];
}

async function disposalOf({ tenantId, caseId }: Walk): Promise<Clock> {
  const { case: seen } = await people.dispatcher.read<{ case: { deadline: { steps: Clock[] } } }>(`{
    case(tenantId: ${tenantId}, id: "${caseId}") { deadline { steps {
      step dueAt limit { value unit } limitFrom usedMs segments { countedMs } pauses { reason from to }
    } } }
  }`);
  return seen.deadline.steps.find(({ step }) => step === 'disposal')!;
}

const instant = (wall: string): string => at(wall).toISOString();
const HOUR = 3_600_000;

test('a limit rule that changes while a case is paused leaves the case its limit, and the explanation says so', async () => {
  const paused = await dispatched(city, people);
  const waiting = await filed(city, people);
  // Four working hours from nine: three before noon, one from two o’clock.
  expect(new Date((await disposalOf(paused)).dueAt!).toISOString()).toBe(instant('2026-10-12 15:00'));
  vi.setSystemTime(at('2026-10-12 10:00'));
  await paused.act(people.sanitation, 'ask_suspension', { reason: '雨天', until: instant('2026-10-20 09:00') });
  await paused.act(people.dispatcher, 'suspend', { reason: '同意', until: instant('2026-10-20 09:00') });
  expect((await disposalOf(paused)).dueAt).toBeNull();

  vi.setSystemTime(at('2026-10-12 11:00'));
  await city.apply('pengxi', (manifest) => {
    const litter = {
      catalogue: 'gbt30428',
      class: 'event:0110',
      step: 'disposal',
      value: '20',
      unit: 'working_hour',
      from: '2026-10-12',
    };
    Object.assign(manifest, { limits: [...manifest.limits, litter] });
  });

  vi.setSystemTime(at('2026-10-13 09:00'));
  await paused.act(people.dispatcher, 'resume', { reason: '天晴' });
  // One hour was used before the pause; three are left, from nine to noon of Tuesday.
  const clock = await disposalOf(paused);
  expect(clock.limit).toEqual({ value: '4', unit: 'working_hour' });
  expect(new Date(clock.dueAt!).toISOString()).toBe(instant('2026-10-13 12:00'));
  expect(clock.pauses.map(({ reason, from, to }) => [reason, new Date(from), new Date(to!)])).toEqual([
    ['suspended', at('2026-10-12 10:00'), at('2026-10-13 09:00')],
  ]);
  expect(clock.usedMs).toBe(HOUR);
  expect(clock.segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(HOUR);

  // A clock that starts now goes by the new one: seven hours on Tuesday, eight on Wednesday, five on Thursday.
  const later = await dispatched(city, people);
  const anew = await disposalOf(later);
  expect([anew.limit, new Date(anew.dueAt!).toISOString()]).toEqual([
    { value: '20', unit: 'working_hour' },
    instant('2026-10-15 15:00'),
  ]);

  // One that was accepted before goes by it too: its clock starts with its dispatch.
  await waiting.act(people.dispatcher, 'dispatch', { unitId: city.unit('pengxi', 'sanitation') });
  const late = await disposalOf(waiting);
  expect([late.limit, late.limitFrom, new Date(late.dueAt!).toISOString()]).toEqual([
    { value: '20', unit: 'working_hour' },
    'tenant',
    instant('2026-10-15 15:00'),
  ]);

  // An extension adds the limit the case has, not the one that others have now: twelve o’clock, and two to six.
  await paused.act(people.sanitation, 'ask_extension', { reason: '需吊车' });
  await paused.act(people.dispatcher, 'extend', { reason: '同意' });
  expect(new Date((await disposalOf(paused)).dueAt!).toISOString()).toBe(instant('2026-10-13 18:00'));
});
