import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import { clockOf } from './clock.ts';
import type { CaseEvent } from './events.ts';
import { INSTANT_FIELDS, PICTURE_FIELDS, STEP_FIELD, STEP_KINDS, type CasePicture, type FieldName } from './fields.ts';
import { occurrencesOf } from './occurrences.ts';
import { emptyPicture } from './picture.ts';
import { makeProjection, projectCase } from './project.ts';
import { firstEvents, laterEvents } from './steps.ts';

const NOW = new Date('2026-10-31T00:00:00Z');
const instant = fc.integer({ min: 1, max: 2_000_000_000 }).map((s) => new Date(s * 1000));
const degrees = (max: number) => fc.double({ noNaN: true, min: -max, max }).map((d) => (d === 0 ? 0 : d));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Any picture, likely ones or not: the projection must not depend on what makes sense. */
const picture: fc.Arbitrary<CasePicture> = fc.record({
  classId: maybe(fc.nat(300)),
  kind: fc.constantFrom('component', 'event'),
  sourceCode: fc.string({ maxLength: 4 }),
  sourceGroup: fc.constantFrom('patrol', 'public'),
  address: maybe(fc.string({ maxLength: 4 })),
  description: maybe(fc.string({ maxLength: 4 })),
  result: maybe(fc.string({ maxLength: 4 })),
  longitude: maybe(degrees(180)),
  latitude: maybe(degrees(90)),
  originalX: maybe(fc.string({ maxLength: 4 })),
  originalY: maybe(fc.string({ maxLength: 4 })),
  originalCrs: maybe(fc.constantFrom('WGS84', 'GCJ02')),
  cellId: maybe(fc.nat(9)),
  streetId: maybe(fc.nat(9)),
  communityId: maybe(fc.nat(9)),
  unitName: maybe(fc.string({ maxLength: 4 })),
  leadUnitId: maybe(fc.nat(9)),
  ruleId: maybe(fc.nat(9)),
  limitValue: maybe(fc.constantFrom('1', '1.5')),
  limitUnit: maybe(fc.constantFrom('working_hour', 'clock_hour')),
  reportedAt: instant,
  filedAt: maybe(instant),
  dispatchedAt: maybe(instant),
  disposedAt: maybe(instant),
  closedAt: maybe(instant),
  refusedAt: maybe(instant),
  voidedAt: maybe(instant),
  suspendedAt: maybe(instant),
  resumedAt: maybe(instant),
  extendedAt: maybe(instant),
  inexactTimes: maybe(fc.constantFrom('closed:day', 'closed:unknown')),
  closingType: maybe(fc.constantFrom('normal', 'forced')),
  selfHandled: fc.boolean(),
  reworkCount: fc.nat(3),
  extensionCount: fc.nat(3),
  claimedDueAt: maybe(instant),
  claimedOverdue: maybe(fc.boolean()),
});

/** As events come back from the database: under ids, data through JSON. */
let written = 0;
const stored = (events: readonly CaseEvent[]): CaseEvent[] =>
  events.map((e) => ({ ...e, id: `e${++written}`, data: JSON.parse(JSON.stringify(e.data)) as CaseEvent['data'] }));

/** The events of one case after each of its rows, as the merge makes them. */
function upload(rows: readonly { picture: CasePicture; absent: readonly FieldName[] }[]): CaseEvent[] {
  let events: CaseEvent[] = [];
  for (const { picture: row, absent } of rows) {
    if (events.length === 0) events = stored(firstEvents(row));
    else {
      const projection = makeProjection();
      for (const event of events) projection.apply(event);
      events = [...events, ...stored(laterEvents(projection, row, absent, NOW))];
      const projected = projectCase(events);
      expect(projected.picture).toEqual(projection.picture);
      expect(projected.occurrences).toEqual(
        projection.occurrences.map((one) => ({ ...one, id: expect.any(String) as string })),
      );
    }
  }
  return events;
}
const whole = (one: CasePicture) => ({ picture: one, absent: [] });

describe('events and pictures', () => {
  it('the first row of a case projects to its picture, one occurrence for each step', () => {
    fc.assert(
      fc.property(picture, (one) => {
        const projected = projectCase(firstEvents(one));
        expect(projected.picture).toEqual(one);
        expect(projected.occurrences).toEqual(occurrencesOf(one));
      }),
    );
  });

  it('after any rows the picture is the last one, but for times it only repeats from before a new start', () => {
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 5 }), (rows) => {
        const projected = projectCase(upload(rows.map(whole)));
        const last = rows.at(-1)!;
        for (const kind of STEP_KINDS) {
          const field = STEP_FIELD[kind];
          const found = projected.picture[field];
          if (found === null && last[field] !== null) {
            const times = projected.occurrences.filter((one) => one.kind === kind).map((one) => one.at?.getTime());
            expect(times).toContain(last[field].getTime());
          } else expect(found).toEqual(last[field]);
        }
        for (const field of PICTURE_FIELDS.filter((name) => !(Object.values(STEP_FIELD) as string[]).includes(name))) {
          expect(projected.picture[field]).toEqual(last[field]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the same row again makes no event, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 4 }), (rows) => {
        const once = upload(rows.map(whole));
        const twice = upload([...rows, rows.at(-1)!].map(whole));
        expect(twice).toHaveLength(once.length);
      }),
      { numRuns: 300 },
    );
  });

  it('of absent fields a row says nothing', () => {
    fc.assert(
      fc.property(picture, picture, fc.subarray(PICTURE_FIELDS), (a, b, absent) => {
        const stepFields = new Set<string>(Object.values(STEP_FIELD));
        const { picture: after } = projectCase(upload([whole(a), { picture: b, absent }]));
        for (const field of absent) if (!stepFields.has(field)) expect(after[field]).toEqual(a[field]);
        const onlySteps = upload([whole(a), { picture: b, absent: PICTURE_FIELDS }]);
        expect(onlySteps).toHaveLength(upload([whole(a)]).length);
      }),
    );
  });

  it('names every instant of a picture as an instant', () => {
    const dated = { ...emptyPicture(), claimedDueAt: NOW, filedAt: NOW };
    for (const [field, value] of Object.entries(dated)) {
      if (value instanceof Date) expect(INSTANT_FIELDS).toContain(field);
    }
  });
});

const t = (day: number, hour = 0) => new Date(Date.UTC(2026, 9, day, hour));
const base: CasePicture = { ...emptyPicture(), reportedAt: t(1), filedAt: t(1, 1), unitName: '城管大队' };
/** What a second row adds to the events of a first. */
function added(first: Partial<CasePicture>, second: Partial<CasePicture>, absent: FieldName[] = []) {
  const events = upload([whole({ ...base, ...first }), { picture: { ...base, ...first, ...second }, absent }]);
  const kindOf = new Map(events.map((event) => [event.id, event.kind]));
  return events.slice(firstEvents({ ...base, ...first }).length).map(({ kind, occurredAt, amends, data }) => {
    if (kind !== 'corrected') return `${kind} ${occurredAt.getUTCDate()}`;
    return `corrects ${amends === null ? Object.keys(data).join() : kindOf.get(amends)}`;
  });
}

describe('a changed time in a row is read as decision 0017 says', () => {
  const sent = { dispatchedAt: t(2) };
  const done = { ...sent, disposedAt: t(4) };
  const closed = { ...done, closedAt: t(5) };
  it.each<[string, Partial<CasePicture>, Partial<CasePicture>, string[]]>([
    [
      'a report or filing happens once',
      sent,
      { reportedAt: t(1, 2), filedAt: t(1, 3) },
      ['corrects reported', 'corrects filed'],
    ],
    ['a dispatch moved with nothing else is corrected', sent, { dispatchedAt: t(3) }, ['corrects dispatched']],
    [
      'a dispatch moved back is corrected',
      { dispatchedAt: t(3) },
      { dispatchedAt: t(2), unitName: '环卫所' },
      ['corrects dispatched', 'corrects unitName'],
    ],
    [
      'a later dispatch to another unit is a second one',
      sent,
      { dispatchedAt: t(3), unitName: '环卫所' },
      ['dispatched 3'],
    ],
    ['another unit at the same dispatch time is a correction', sent, { unitName: '环卫所' }, ['corrects unitName']],
    [
      'a unit named for the first time is no other unit',
      { ...sent, unitName: null },
      { dispatchedAt: t(3), unitName: '环卫所' },
      ['corrects dispatched', 'corrects unitName'],
    ],
    [
      'a dispatch after the disposal with one rework more is a second one',
      done,
      { dispatchedAt: t(5), disposedAt: null, reworkCount: 1 },
      ['dispatched 5', 'corrects reworkCount'],
    ],
    [
      'and its disposal too',
      done,
      { dispatchedAt: t(5), disposedAt: t(6), reworkCount: 1 },
      ['dispatched 5', 'disposed 6', 'corrects reworkCount'],
    ],
    [
      'a dispatch after the disposal without a rework corrects a row typed wrong',
      done,
      { dispatchedAt: t(5), disposedAt: t(6) },
      ['corrects dispatched', 'corrects disposed'],
    ],
    [
      'one rework more after a closing, dispatched again, reopens',
      closed,
      { dispatchedAt: t(6), disposedAt: null, closedAt: null, reworkCount: 1 },
      ['dispatched 6', 'corrects reworkCount'],
    ],
    ['a disposal moved is corrected', done, { disposedAt: t(5) }, ['corrects disposed']],
    [
      'a later disposal with one rework more is a second one',
      done,
      { disposedAt: t(6), reworkCount: 1 },
      ['disposed 6', 'corrects reworkCount'],
    ],
    [
      'an earlier disposal is a correction, whatever the count',
      done,
      { disposedAt: t(3), reworkCount: 1 },
      ['corrects disposed', 'corrects reworkCount'],
    ],
    [
      'a later closing with one rework more is a second one',
      closed,
      { disposedAt: t(6), closedAt: t(7), reworkCount: 1 },
      ['disposed 6', 'closed 7', 'corrects reworkCount'],
    ],
    ['a closed step moved is corrected', closed, { closedAt: t(6) }, ['corrects closed']],
    ['a time taken back is corrected', closed, { closedAt: null }, ['corrects closed']],
    [
      'a suspension moved while it runs is corrected',
      { ...sent, suspendedAt: t(3) },
      { suspendedAt: t(4) },
      ['corrects suspended'],
    ],
    [
      'a suspension later than the last resumption is a second one',
      { ...sent, suspendedAt: t(3), resumedAt: t(4) },
      { suspendedAt: t(5), resumedAt: null },
      ['suspended 5'],
    ],
    [
      'and so it is where the row still names that resumption',
      { ...sent, suspendedAt: t(3), resumedAt: t(4) },
      { suspendedAt: t(5) },
      ['suspended 5'],
    ],
    [
      'a second suspension and its end may come at once',
      { ...sent, suspendedAt: t(3), resumedAt: t(4) },
      { suspendedAt: t(5), resumedAt: t(6) },
      ['suspended 5', 'resumed 6'],
    ],
    [
      'a suspension moved to before its resumption is corrected',
      { ...sent, suspendedAt: t(3), resumedAt: t(5) },
      { suspendedAt: t(4) },
      ['corrects suspended'],
    ],
    [
      'a suspension after the disposal of the first is a second one',
      { ...done, suspendedAt: t(3) },
      { suspendedAt: t(5), disposedAt: t(4) },
      ['suspended 5'],
    ],
    [
      'a resumption moved is corrected',
      { ...sent, suspendedAt: t(3), resumedAt: t(4) },
      { resumedAt: t(5) },
      ['corrects resumed'],
    ],
    [
      'a later extension with a count that grew is a second one',
      { ...sent, extendedAt: t(3), extensionCount: 1 },
      { extendedAt: t(4), extensionCount: 2 },
      ['extended 4', 'corrects extensionCount'],
    ],
    [
      'an extension moved under the same count is corrected',
      { ...sent, extendedAt: t(3), extensionCount: 1 },
      { extendedAt: t(4) },
      ['corrects extended'],
    ],
    [
      'a refusal or a voiding happens once',
      { refusedAt: t(2), voidedAt: t(2) },
      { refusedAt: t(3), voidedAt: t(3), reworkCount: 1 },
      ['corrects refused', 'corrects voided', 'corrects reworkCount'],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(added(first, second)).toEqual(expected);
  });

  it('and a count the row does not carry has not grown', () => {
    expect(added(done, { disposedAt: t(6), reworkCount: 1 }, ['reworkCount'])).toEqual(['corrects disposed']);
  });
});

describe('a time put right that the case has left behind', () => {
  const sent = { ...base, dispatchedAt: t(2) };
  /** The case after rows, in whatever order they came: its picture and the times of every occurrence of a kind. */
  const after = (...rows: Partial<CasePicture>[]) => {
    const events = upload(rows.map((row) => whole({ ...sent, ...row })));
    const { picture, state, occurrences } = projectCase(events);
    const times = (kind: string) => occurrences.filter((one) => one.kind === kind).map(({ at }) => at?.getUTCDate());
    return { picture, state, times, events };
  };
  const again = { dispatchedAt: t(8), reworkCount: 1 };

  it('corrects the disposal of before, whether it comes before the new dispatch, with it or after it', () => {
    const orders = [
      after({ disposedAt: t(4) }, { disposedAt: t(3) }, { ...again }),
      after({ disposedAt: t(4) }, { ...again, disposedAt: t(3) }),
      after({ disposedAt: t(4) }, { ...again }, { ...again, disposedAt: t(3) }),
    ];
    for (const { picture, state, times } of orders) {
      expect(picture).toMatchObject({ dispatchedAt: t(8), disposedAt: null });
      expect(state).toBe('disposing');
      expect(times('disposed')).toEqual([3]);
      expect(times('dispatched')).toEqual([2, 8]);
    }
  });

  it('and a later one is the disposal of now', () => {
    const { picture, times } = after({ disposedAt: t(4) }, again, { ...again, disposedAt: t(3) }, { ...again, disposedAt: t(9) }); // prettier-ignore
    expect(picture.disposedAt).toEqual(t(9));
    expect(times('disposed')).toEqual([3, 9]);
  });

  it('corrects the closing of before', () => {
    const closed = { disposedAt: t(4), closedAt: t(5) };
    for (const { picture, state, times } of [
      after(closed, again, { ...again, disposedAt: t(4), closedAt: t(6) }),
      after(closed, { ...closed, closedAt: t(6) }, again),
    ]) {
      expect(picture).toMatchObject({ disposedAt: null, closedAt: null });
      expect(state).toBe('disposing');
      expect(times('closed')).toEqual([6]);
      expect(times('disposed')).toEqual([4]);
    }
  });

  it('corrects the resumption before the suspension that goes on', () => {
    const once = { suspendedAt: t(3), resumedAt: t(4) };
    const twice = { suspendedAt: t(7), resumedAt: null };
    for (const { picture, state, times } of [
      after(once, twice, { ...twice, resumedAt: t(5) }),
      after(once, { ...once, resumedAt: t(5) }, twice),
    ]) {
      expect(picture).toMatchObject({ suspendedAt: t(7), resumedAt: null });
      expect(state).toBe('suspended');
      expect(times('resumed')).toEqual([5]);
    }
  });

  it('corrects the suspension of before, which had ended', () => {
    const first = { suspendedAt: t(3), disposedAt: t(5) };
    for (const { picture, state, times } of [
      after(first, { ...again, suspendedAt: t(3) }, { ...again, suspendedAt: t(4) }),
      after(first, { ...first, suspendedAt: t(4) }, { ...again, suspendedAt: t(4) }),
    ]) {
      expect(picture).toMatchObject({ suspendedAt: null, disposedAt: null });
      expect(state).toBe('disposing');
      expect(times('suspended')).toEqual([4]);
    }
  });

  it('is left behind too where the disposal in between never came', () => {
    const { picture, times } = after(
      { disposedAt: t(4) },
      again,
      { dispatchedAt: t(12), unitName: '环卫所', reworkCount: 1 },
      { dispatchedAt: t(12), unitName: '环卫所', reworkCount: 1, disposedAt: t(10) },
    );
    expect(picture.disposedAt).toBeNull();
    expect(times('disposed')).toEqual([4, 10]);
  });

  it('the same row again says nothing', () => {
    const last = { ...again, disposedAt: t(3) };
    const once = after({ disposedAt: t(4) }, again, last);
    expect(after({ disposedAt: t(4) }, again, last, last).events).toHaveLength(once.events.length);
  });

  const calendar = stateCouncilCalendar();
  const isSuspended = ({ suspendedAt, resumedAt, disposedAt }: CasePicture): boolean =>
    suspendedAt !== null && resumedAt === null && (disposedAt === null || disposedAt < suspendedAt);
  it('leaves no disposal in the picture from before its dispatch, and no suspension whose clock runs, whatever is sent', () => {
    // What a sender may do: dispose, take back, be dispatched again, and send any time of before with the row of now.
    const act = fc.record({
      what: fc.constantFrom(
        ...['disposed', 'rework', 'another unit', 'old disposal', 'old closing', 'taken back', 'suspended', 'resumed'],
      ),
      day: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let row: CasePicture = { ...sent, disposedAt: t(3) };
        const rows = [row];
        let day = 3;
        for (const { what, day: more } of acts) {
          const { dispatchedAt, disposedAt, reworkCount } = row;
          const isDone = disposedAt !== null && disposedAt > dispatchedAt!;
          const isAgain = rows.some((one) => one.dispatchedAt! < dispatchedAt!);
          if (what === 'disposed') row = { ...row, disposedAt: t((day += more)) };
          else if (what === 'rework' && isDone) {
            row = { ...row, dispatchedAt: t((day += more)), reworkCount: reworkCount + 1, disposedAt: null };
          } else if (what === 'another unit') {
            row = { ...row, dispatchedAt: t((day += more)), unitName: `${day}`, disposedAt: null };
          } else if (what === 'old disposal' && isAgain) row = { ...row, disposedAt: t(2, more) };
          else if (what === 'old closing' && isAgain) row = { ...row, closedAt: t(2, more) };
          else if (what === 'suspended' && !isDone && !isSuspended(row)) {
            row = { ...row, suspendedAt: t((day += more)), resumedAt: null };
          } else if (what === 'resumed' && isSuspended(row)) row = { ...row, resumedAt: t((day += more)) };
          else if (what === 'taken back') row = { ...row, disposedAt: null, closedAt: null };
          rows.push(row);
          const { picture, state, occurrences } = projectCase(upload(rows.map(whole)));
          expect(picture.disposedAt === null || picture.disposedAt >= picture.dispatchedAt!).toBe(true);
          const pauses = clockOf(occurrences, null, calendar).at(-1)!.pauses;
          if (state !== 'closed') expect(state === 'suspended').toBe(pauses.some(({ to }) => to === null));
        }
      }),
    );
  });
});

describe('the body that has the case', () => {
  const leads = (...rows: Partial<CasePicture>[]) =>
    upload(rows.map((row) => whole({ ...base, ...row }))).map(({ kind, leadUnitId }) => `${kind} ${leadUnitId}`);
  const sent = { dispatchedAt: t(2), leadUnitId: 21 };

  it('stands in the events from the dispatch on, and in none before', () => {
    expect(leads({ leadUnitId: 21 }, { ...sent, disposedAt: t(4), closedAt: t(5) })).toEqual([
      ...['reported null', 'filed null', 'dispatched 21', 'disposed 21', 'closed 21'],
    ]);
    expect(leads({ ...sent, suspendedAt: t(3) })).toEqual([
      ...['reported null', 'filed null', 'dispatched 21', 'suspended 21'],
    ]);
    expect(leads({ refusedAt: t(2), leadUnitId: 21 })).toEqual(['reported null', 'filed null', 'refused null']);
  });

  it('stands in what is put right of its own time, also when another has the case by then', () => {
    const first = { ...sent, disposedAt: t(4) };
    const second = { dispatchedAt: t(6), unitName: '环卫所', leadUnitId: 22 };
    expect(leads(first, second, { ...second, disposedAt: t(3) }, { ...second, disposedAt: t(7) }).slice(4)).toEqual([
      ...['dispatched 22', 'corrected 21', 'disposed 22'],
    ]);
  });

  it('is the one named now where the name was put right', () => {
    expect(leads(sent, { ...sent, unitName: '环卫所', leadUnitId: 22, disposedAt: t(4) }).slice(3)).toEqual([
      ...['disposed 22', 'corrected 22'],
    ]);
  });
});
