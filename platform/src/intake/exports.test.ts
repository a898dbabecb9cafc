import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { civilDay, wallText } from '../calendars/zone.ts';
import { inexactTimesOf } from '../cases/inexact-times.ts';
import { stageOf } from '../cases/stage.ts';
import { makeCatalogues } from '../catalogues/catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import { sampleCity } from '../configure/sample/sample-city.ts';
import type { Outline } from '../geography/outline.ts';
import { makePlaceIndex } from '../geography/place-index.ts';
import { checkMapping } from './check-mapping.ts';
import { parseMapping } from './mapping/document.ts';
import type { NamedUnit } from './mapping/read-units.ts';
import { makeContext } from './rules/make-context.ts';
import { mapRow, type MappedResult } from './rules/map-row.ts';
import { bytesOf } from '../../test/intake/county.ts';

// Exports of three systems as they left them, each with a mapping and no code. What must come of each row was written by hand.

const FOLDER = new URL('../../test/intake/exports/', import.meta.url);
const bytesOfFile = (name: string) => readFileSync(new URL(name, FOLDER));
type Row = Record<string, string>;
const table = (text: string, fromLine = 1): Row[] => parse(text, { columns: true, bom: true, from_line: fromLine });
const expectedOf = (name: string) => table(bytesOfFile(`${name}.expected.csv`).toString());
const documentOf = (name: string): unknown => JSON.parse(bytesOfFile(`${name}.mapping.json`).toString());

const ZONE = 'Asia/Shanghai';
const RECEIVED = new Date('2026-11-30T02:00:00Z');
const SHEHONG = sampleCity().find(({ slug }) => slug === 'shehong')!;
const catalogues = makeCatalogues(readCataloguePack());
const cells = SHEHONG.cells.map(({ code, outline }, index) => ({ id: index + 1, code, outline: outline as Outline }));
/** Streets and communities of 射洪 as far as the files name them; drawn away from every point of theirs. */
const far = { type: 'Polygon', coordinates: [[[104, 30], [104.1, 30], [104.1, 30.1], [104, 30]]] } as Outline; // prettier-ignore
const area = (id: number, code: string, name: string, parentId: number | null) => ({
  id,
  code,
  name,
  parentId,
  outline: far,
});
const streets = [area(1, '510981001', '太和街道', null), area(2, '510981002', '平安街道', null)];
const communities = [
  area(11, '510981001001', '衙署街社区', 1),
  area(12, '510981001002', '三元宫社区', 1),
  area(13, '510981001003', '德胜街社区', 1),
  area(21, '510981002001', '清家堰社区', 2),
  area(22, '510981002002', '团结社区', 2),
];
const places = makePlaceIndex({
  outlines: SHEHONG.areas.map(({ outline }) => outline as Outline),
  ...{ cells, streets, communities },
});
const units: NamedUnit[] = SHEHONG.units.map(({ code, name, kind }, index) => ({
  ...{ isOfCity: false, code, name, formerNames: [], bodyId: kind === 'centre' ? null : index + 1 },
  ...{ fromDay: '2026-01-01', toDay: null },
}));

/** What becomes of every row, by its id. */
function read(name: string, rows: readonly Row[]): Map<string, MappedResult> {
  const context = makeContext({
    mapping: parseMapping(documentOf(name)),
    ...{ catalogues: () => catalogues, places: () => places, units: { named: units, zone: ZONE }, now: RECEIVED },
  });
  const results = rows.map((cellsOfRow, index) => {
    const raw = { rowNo: index + 1, line: index + 2, cells: cellsOfRow };
    return mapRow(raw, context);
  });
  return new Map(results.map((result) => [result.externalId ?? '', result]));
}
const codesOf = ({ findings }: MappedResult) =>
  findings.map(({ code }) => code).filter((code) => code !== 'RULE-AMBIGUOUS');
const pictureOf = (results: Map<string, MappedResult>, id: string | undefined) => results.get(id ?? '')!.row!.picture;
const clock = (at: Date | null) => (at === null ? '' : wallText(at, ZONE));
const codeOf = (some: readonly { id: number; code: string }[], id: number | null) =>
  some.find((one) => one.id === id)?.code ?? '';

describe('day and time in two columns', () => {
  const name = 'two-column-times';
  const rows = table(new TextDecoder('gb18030').decode(bytesOfFile(`${name}.csv`)));
  const results = read(name, rows);

  it('every row is a case, or is left aside by its word', () => {
    expect(rows).toHaveLength(20);
    for (const { id, outcome } of expectedOf(name)) {
      const { row, leftAs } = results.get(id!)!;
      expect([id, row !== null, leftAs]).toEqual([id, outcome === 'created', outcome === 'skipped' ? 'skipped' : null]);
    }
    const skipped = [...results.values()].filter(({ leftAs }) => leftAs === 'skipped');
    expect(skipped.map(({ findings }) => findings.map(({ code, received }) => [code, received]))).toEqual([
      [['MAP-ROW-SKIPPED', '咨询']],
      [['MAP-ROW-SKIPPED', '咨询']],
      [['MAP-ROW-SKIPPED', '感谢']],
    ]);
  });
  it.each(expectedOf(name).filter(({ outcome }) => outcome === 'created'))('$id', (wanted) => {
    const picture = pictureOf(results, wanted['id']);
    expect(clock(picture.reportedAt)).toBe(wanted['reported (Asia/Shanghai)']);
    expect(clock(picture.dispatchedAt)).toBe(wanted['dispatched (Asia/Shanghai)']);
    const isUndated = wanted['stage'] === 'closed, day unknown, flagged';
    expect(stageOf(picture)).toBe(isUndated ? 'closed' : wanted['stage']);
    const exact = wanted['closed on (day)'] === '' ? undefined : 'day';
    expect(inexactTimesOf(picture.inexactTimes).get('closed')).toBe(isUndated ? 'unknown' : exact);
    if (exact === 'day') expect(civilDay(picture.closedAt!, ZONE)).toBe(wanted['closed on (day)']);
    expect(picture.claimedOverdue).toBe(wanted['claimed overdue'] === '' ? null : wanted['claimed overdue'] === 'yes');
    expect(codesOf(results.get(wanted['id']!)!)).toEqual(isUndated ? ['FLOW-UNDATED'] : []);
    expect(picture.classId).not.toBeNull();
  });
  it('is refused without a century for its years', () => {
    const document = { ...(documentOf(name) as object), centuryFrom: undefined };
    expect(() => parseMapping(document)).toThrow(/centuryFrom/);
  });
  it('needs no server to be checked, and the check counts as the server does', async () => {
    const check = await checkMapping(() => bytesOf(bytesOfFile(`${name}.csv`)), documentOf(name), RECEIVED, Infinity);
    expect(check).toMatchObject({
      rows: 20,
      accepted: 17,
      skipped: 3,
      rejected: 0,
      missingColumns: [],
      unknownColumns: [],
    });
    expect(check.words).toEqual([
      { code: 'MAP-ROW-SKIPPED', columns: ['类型'], word: '咨询', rows: 2, firstLine: 7 },
      { code: 'MAP-ROW-SKIPPED', columns: ['类型'], word: '感谢', rows: 1, firstLine: 18 },
    ]);
  });
});

describe('streets, units and a position in one column', () => {
  const name = 'streets-units-one-position';
  const results = read(name, table(bytesOfFile(`${name}.csv`).toString(), 2));
  const nowhere = new Map([
    ['GD202611008', 'GEO-MISSING'],
    ['GD202611014', 'GEO-ZERO'],
  ]);

  it.each(expectedOf(name))('$id', (wanted) => {
    const id = wanted['id']!;
    const picture = pictureOf(results, id);
    expect(codeOf(streets, picture.streetId)).toBe(wanted['street']);
    expect(codeOf(communities, picture.communityId)).toBe(wanted['community']);
    expect(units.find(({ bodyId }) => bodyId === picture.leadUnitId)?.name).toBe(wanted['unit']);
    expect(picture.unitName).toBe(wanted['unit as sent']);
    expect(picture.longitude?.toFixed(6) ?? '').toBe(wanted['longitude (WGS-84)']);
    expect(picture.latitude?.toFixed(6) ?? '').toBe(wanted['latitude (WGS-84)']);
    expect(clock(picture.closedAt)).toBe(wanted['closed (Asia/Shanghai)']);
    expect(codesOf(results.get(id)!)).toEqual(nowhere.has(id) ? [nowhere.get(id)] : []);
  });
});

describe('metres of a zone, and codes of cells', () => {
  const name = 'projected-metres-cells';
  const results = read(name, table(bytesOfFile(`${name}.csv`).toString()));
  const noticed = new Map([
    ['AJ-012', 'GEO-CELL-UNKNOWN'],
    ['AJ-016', 'GEO-CELL-DIFFERS'],
  ]);

  it.each(expectedOf(name))('$id', (wanted) => {
    const id = wanted['id']!;
    const picture = pictureOf(results, id);
    expect(codeOf(cells, picture.cellId)).toBe(wanted['cell']);
    for (const [field, column] of [
      ['longitude', 'longitude (WGS-84, ± 0.000005)'],
      ['latitude', 'latitude (WGS-84, ± 0.000005)'],
    ] as const) {
      if (wanted[column] === '') expect(picture[field]).toBeNull();
      else expect(Math.abs(picture[field]! - Number(wanted[column]))).toBeLessThanOrEqual(0.000005);
    }
    expect(codesOf(results.get(id)!)).toEqual(noticed.has(id) ? [noticed.get(id)] : []);
  });
});
