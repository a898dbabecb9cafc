import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from './events.ts';
import { INSTANT_FIELDS, type CasePicture } from './fields.ts';
import { emptyPicture } from './picture.ts';
import { applyEvents, projectCase } from './project.ts';
import { stepsBetween } from './steps.ts';

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
  longitude: maybe(degrees(180)),
  latitude: maybe(degrees(90)),
  originalX: maybe(fc.string({ maxLength: 4 })),
  originalY: maybe(fc.string({ maxLength: 4 })),
  originalCrs: maybe(fc.constantFrom('WGS84', 'GCJ02')),
  cellId: maybe(fc.nat(9)),
  unitName: maybe(fc.string({ maxLength: 4 })),
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
  closingType: maybe(fc.constantFrom('normal', 'forced')),
  selfHandled: fc.boolean(),
  reworkCount: fc.nat(3),
  extensionCount: fc.nat(3),
  claimedDueAt: maybe(instant),
  claimedOverdue: maybe(fc.boolean()),
});

/** As events come back from the database: data through JSON. */
const stored = (events: CaseEvent[]): CaseEvent[] =>
  events.map((e) => ({ ...e, data: JSON.parse(JSON.stringify(e.data)) as CaseEvent['data'] }));

describe('events and pictures', () => {
  it('events from a chain of pictures project to the last picture', () => {
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 5 }), (pictures) => {
        const events: CaseEvent[] = [];
        let old: CasePicture | null = null;
        for (const next of pictures) {
          events.push(...stored(stepsBetween(old, next, NOW)));
          old = next;
        }
        expect(projectCase(events)).toEqual(old);
      }),
    );
  });

  it('the same picture again makes no event', () => {
    fc.assert(
      fc.property(picture, (one) => {
        expect(stepsBetween(one, { ...one }, NOW)).toEqual([]);
      }),
    );
  });

  it('projecting all events equals projecting the old ones and applying the new ones', () => {
    fc.assert(
      fc.property(picture, picture, (a, b) => {
        const first = stepsBetween(null, a, NOW);
        const second = stepsBetween(a, b, NOW);
        expect(applyEvents(projectCase(first), second)).toEqual(projectCase([...first, ...second]));
      }),
    );
  });

  it('a step time sent again supersedes the earlier, and one taken back is a correction', () => {
    const t = (h: number) => new Date(Date.UTC(2026, 9, 1, h));
    const a = { ...emptyPicture(), reportedAt: t(1), disposedAt: t(3), closedAt: t(4) };
    const b = { ...a, disposedAt: t(5), closedAt: null };
    expect(stepsBetween(a, b, NOW)).toEqual([
      { kind: 'disposed', occurredAt: t(5), data: {} },
      { kind: 'corrected', occurredAt: NOW, data: { closedAt: null } },
    ]);
  });

  it('a new case starts with its report, which carries its fields', () => {
    const a = { ...emptyPicture(), reportedAt: NOW, address: '滨江路 1 号', claimedDueAt: NOW };
    expect(stepsBetween(null, a, NOW)).toEqual([
      { kind: 'reported', occurredAt: NOW, data: { address: '滨江路 1 号', claimedDueAt: NOW.toISOString() } },
    ]);
  });

  it('names every instant of a picture as an instant', () => {
    const dated = { ...emptyPicture(), claimedDueAt: NOW, filedAt: NOW };
    for (const [field, value] of Object.entries(dated)) {
      if (value instanceof Date) expect(INSTANT_FIELDS).toContain(field);
    }
  });
});
