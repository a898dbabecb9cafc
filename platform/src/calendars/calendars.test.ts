import { describe, expect, it } from 'vitest';
import { dayKind, isSettled, waitsForNotice } from './calendar.ts';
import { parseCalendarDays, stateCouncilCalendar } from './state-council.ts';
import { overrun, workingMinutes } from './working-time.ts';
import { civilDay, dayNumberOf, dayText, startOfDay, wallInstant } from './zone.ts';

const calendar = stateCouncilCalendar();
const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`);

describe('the civil day', () => {
  it('turns at midnight of the zone, not of UTC', () => {
    expect(civilDay(new Date('2026-09-30T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-09-30');
    expect(civilDay(new Date('2026-09-30T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-10-01');
    expect(startOfDay('2026-10-01', 'Asia/Shanghai')).toEqual(new Date('2026-09-30T16:00:00Z'));
  });

  it('agrees with Intl in zones with daylight saving, half hours and a skipped day', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Asia/Shanghai',
      'Pacific/Apia',
    ]) {
      const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
      for (let ms = Date.UTC(1988, 0, 1); ms < Date.UTC(1992, 0, 1); ms += 7_919_000 * 3)
        expect(civilDay(ms, zone)).toBe(intl.format(ms));
      for (let ms = Date.UTC(2011, 11, 1); ms < Date.UTC(2012, 11, 1); ms += 7_919_000)
        expect(civilDay(ms, zone)).toBe(intl.format(ms));
    }
  });

  it('finds the instant of a wall clock on both sides of a change to summer time', () => {
    const day = dayNumberOf('2026-03-29');
    expect(new Date(wallInstant(day, 60, 'Europe/Berlin'))).toEqual(new Date('2026-03-29T00:00:00Z'));
    expect(new Date(wallInstant(day, 240, 'Europe/Berlin'))).toEqual(new Date('2026-03-29T02:00:00Z'));
  });

  it('refuses a day that does not exist', () => {
    expect(dayText(dayNumberOf('2028-02-29'))).toBe('2028-02-29');
    for (const day of ['2026-02-30', '2026-2-3', '', 'today']) expect(() => dayNumberOf(day)).toThrow(RangeError);
  });
});

describe('the calendar of the State Council', () => {
  it('knows the days of 2026 that matter', () => {
    expect(
      ['2026-10-01', '2026-10-10', '2026-09-20', '2026-10-11', '2026-10-12'].map((day) => dayKind(calendar, day)),
    ).toEqual(['holiday', 'makeup', 'makeup', 'weekend', 'workday']);
  });

  it('has 33 days off in 2026, and makes up only on weekends', () => {
    const days = [...calendar.days].filter(([day]) => day.startsWith('2026'));
    expect(days.filter(([, kind]) => kind === 'off')).toHaveLength(33);
    for (const [day, kind] of calendar.days) if (kind === 'makeup') expect([0, 6]).toContain(new Date(day).getUTCDay());
  });

  it('settles the last week of a year only with the notice of the next', () => {
    expect(isSettled(calendar, '2026-12-24')).toBe(true);
    expect(isSettled(calendar, '2026-12-25')).toBe(false);
    expect(isSettled(calendar, '2025-12-31')).toBe(true);
    expect(isSettled(calendar, '2027-01-04')).toBe(false);
  });

  it('calls a period provisional that has a day which waits for a notice', () => {
    expect(waitsForNotice(calendar, '2026-11-01', '2026-12-01')).toBe(false);
    expect(waitsForNotice(calendar, '2026-12-01', '2026-12-25'), 'its end is no day of it').toBe(false);
    expect(waitsForNotice(calendar, '2026-12-01', '2027-01-01')).toBe(true);
    expect(waitsForNotice(calendar, '2027-03-01', '2027-04-01')).toBe(true);
  });

  it('refuses lines it does not understand', () => {
    for (const line of [
      '2026-10-01',
      '2026-10-01,holiday',
      '2026-13-01,off',
      '2026-10-01,off,x',
      '2026-10-01,off\n2026-10-01,off',
    ]) {
      expect(() => parseCalendarDays(line)).toThrow(/a line of a calendar/);
    }
  });

  it('refuses working periods out of order', () => {
    const wrong = {
      ...calendar,
      periods: [
        ['14:00', '18:00'],
        ['08:00', '12:00'],
      ] as const,
    };
    expect(() => workingMinutes(wrong, at('2026-10-12 08:00'), at('2026-10-12 09:00'))).toThrow(RangeError);
  });
});

describe('time used', () => {
  it('counts working minutes over a weekend', () => {
    expect(workingMinutes(calendar, at('2026-10-16 17:00'), at('2026-10-19 09:30'))).toBe(150);
    expect(workingMinutes(calendar, at('2026-10-19 09:30'), at('2026-10-16 17:00'))).toBe(0);
  });

  it('gives the overrun factor on the clock of the limit, pauses left out', () => {
    const limit = { value: '4', unit: 'working_hour' } as const;
    expect(overrun(calendar, at('2026-10-12 08:00'), at('2026-10-12 16:00'), limit).factor).toBe(0.5);
    expect(overrun(calendar, at('2026-10-12 08:00'), at('2026-10-12 10:00'), limit).factor).toBe(-0.5);
    const pause = { from: at('2026-10-12 10:00'), to: at('2026-10-12 14:00') };
    expect(overrun(calendar, at('2026-10-12 08:00'), at('2026-10-12 18:00'), limit, [pause]).factor).toBe(0.5);
    expect(
      overrun(calendar, at('2026-10-12 08:00'), at('2026-10-12 18:00'), { ...limit, value: '0' }).factor,
    ).toBeNull();
  });
});
