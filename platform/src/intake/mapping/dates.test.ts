import { describe, expect, it } from 'vitest';
import { dateReader, dayReader, hasShortYear, isDateFormat } from './dates.ts';
import { civilToInstant, isZone } from './zone.ts';

const suining = civilToInstant('Asia/Shanghai');
const read = (format: string, text: string, zone = suining) => {
  const at = dateReader([format], zone)(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('date formats', () => {
  it.each([
    ['yyyy-MM-dd HH:mm:ss', '2026-10-01 08:30:15', '2026-10-01T00:30:15.000Z'],
    ['iso', '2026-10-01T08:30:15+08:00', '2026-10-01T00:30:15.000Z'],
    ['iso', '2026-10-01T00:30:15.25Z', '2026-10-01T00:30:15.250Z'],
    ['iso', '2026-10-01', '2026-09-30T16:00:00.000Z'],
    ['MM/dd/yyyy hh:mm:ss a', '10/01/2026 12:05:00 AM', '2026-09-30T16:05:00.000Z'],
    ['MM/dd/yyyy hh:mm:ss a', '10/01/2026 12:05:00 PM', '2026-10-01T04:05:00.000Z'],
    ['yyyy年M月d日 H时m分s秒', '2026年10月1日 8时5分0秒', '2026-10-01T00:05:00.000Z'],
    ['yyyy年M月d日', '2026年1月9日', '2026-01-08T16:00:00.000Z'],
    ['yyyy/M/d H:mm', '2026/10/1 8:05', '2026-10-01T00:05:00.000Z'],
    ['yyyyMMddHHmmss', '20261001080500', '2026-10-01T00:05:00.000Z'],
    ['yyyy.MM.dd', '2026.10.01', '2026-09-30T16:00:00.000Z'],
    ['yyyy-MM-dd a h:mm', '2026-10-01 下午 3:05', '2026-10-01T07:05:00.000Z'],
    ['excel', '46296.354166666664', '2026-10-01T00:30:00.000Z'],
    ['epoch-ms', '1790814600000', '2026-10-01T00:30:00.000Z'],
    ['epoch-s', '1790814600', '2026-10-01T00:30:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2026-10-01 24:00:00', '2026-10-01T16:00:00.000Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(isDateFormat(format)).toBe(true);
    expect(read(format, text)).toBe(expected);
  });

  it.each([
    ['dd-MMM-yyyy HH:mm', '03-Nov-2026 09:07', '2026-11-03T01:07:00.000Z'],
    ['d MMM yyyy', '3 September 2026', '2026-09-02T16:00:00.000Z'],
    ['d MMM yyyy', '3 sept 2026', '2026-09-02T16:00:00.000Z'],
    ['yyyy年MMMd日', '2026年十一月3日', '2026-11-02T16:00:00.000Z'],
    ['EEE MMM dd HH:mm:ss z yyyy', 'Tue Nov 03 09:07:00 CST 2026', '2026-11-03T01:07:00.000Z'],
    ['EEE, dd MMM yyyy HH:mm:ss z', 'Tue, 03 Nov 2026 01:07:00 GMT', '2026-11-03T01:07:00.000Z'],
    ['yyyy年M月d日 EEE HH:mm', '2026年11月3日 星期二 09:07', '2026-11-03T01:07:00.000Z'],
    ['yy/M/d H:mm', '26/11/3 9:07', '2026-11-03T01:07:00.000Z'],
    ['yy/M/d', '69/11/3', '2069-11-02T16:00:00.000Z'],
    ['yy/M/d', '70/11/3', '1970-11-02T16:00:00.000Z'],
  ])('%s reads %s with a century and the words of zones', (format, text, expected) => {
    expect(isDateFormat(format)).toBe(true);
    const rules = { centuryFrom: 1970, zones: new Map([['cst', suining]]) };
    expect(new Date(dateReader([format], suining, rules)(text) ?? Number.NaN).toISOString()).toBe(expected);
  });
  it('reads no time in a zone whose word nobody has explained', () => {
    expect(read('yyyy-MM-dd HH:mm z', '2026-11-03 09:07 CST')).toBeNull();
    expect(read('yyyy-MM-dd HH:mm z', '2026-11-03 09:07 UTC')).toBe('2026-11-03T09:07:00.000Z');
  });
  it('knows formats with years of two digits, and reads no year of long ago as ours', () => {
    expect(['yy/M/d', 'd.M.yy', 'yyyy/M/d', 'iso'].map(hasShortYear)).toEqual([true, true, false, false]);
    expect(read('yy/M/d', '26/11/3')).toBeNull();
  });
  it('reads a day alone as the moment of it that is meant, and no time of day', () => {
    const evening = dayReader(['yyyy-MM-dd HH:mm', 'yyyy-MM-dd', 'iso', 'excel'], suining, {}, 18 * 3_600_000);
    expect(evening('2026-11-03')).toBe(Date.parse('2026-11-03T18:00:00+08:00'));
    expect(evening('46296')).toBe(Date.parse('2026-10-01T18:00:00+08:00'));
    for (const text of ['2026-11-03 09:00', '2026-11-03T09:00', '46296.5']) expect(evening(text)).toBeNull();
  });

  it.each([
    ['yyyy-MM-dd HH:mm:ss', '2026-02-29 08:00:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-13-01 08:00:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-10-01 25:00:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-10-01'],
    ['MM/dd/yyyy hh:mm:ss a', '10/01/2026 13:05:00 PM'],
    ['excel', '12'],
    ['iso', '01/02/2026'],
  ])('%s cannot read %s', (format, text) => {
    expect(read(format, text)).toBeNull();
  });

  it('tries formats in their order', () => {
    const at = dateReader(['MM/dd/yyyy', 'dd/MM/yyyy'], suining);
    expect(at('01/02/2026')).toBe(Date.parse('2026-01-02T00:00:00+08:00'));
    expect(at('31/12/2026')).toBe(Date.parse('2026-12-31T00:00:00+08:00'));
  });

  it('follows summer time of the zone', () => {
    const baltimore = civilToInstant('America/New_York');
    expect(read('iso', '2018-07-04 12:00:00', baltimore)).toBe('2018-07-04T16:00:00.000Z');
    expect(read('iso', '2018-12-04 12:00:00', baltimore)).toBe('2018-12-04T17:00:00.000Z');
  });

  it('refuses formats that name no day, or twelve hours without a half', () => {
    for (const format of [
      'HH:mm',
      'yyyy-MM',
      'yyyy-MM-dd hh:mm',
      'yyyy-yyyy-MM-dd',
      'yy/yyyy/M/d',
      'yyyy-MM-dd XXX z',
      'whatever',
    ]) {
      expect(isDateFormat(format)).toBe(false);
    }
    expect(isZone('Asia/Shanghai')).toBe(true);
    expect(isZone('Asia/Suining')).toBe(false);
  });
});
