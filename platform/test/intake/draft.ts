import { makeCatalogues } from '../../src/catalogues/catalogues.ts';
import { readCataloguePack } from '../../src/catalogues/read-pack.ts';
import type { Outline } from '../../src/geography/outline.ts';
import { makePlaceIndex } from '../../src/geography/place-index.ts';
import { newDraft, type Draft, type IntakeContext } from '../../src/intake/rules/draft.ts';
import { makeContext } from '../../src/intake/rules/make-context.ts';
import { parseMapping, type MappingInput } from '../../src/intake/mapping/document.ts';
import type { NamedUnit } from '../../src/intake/mapping/read-units.ts';
import type { Cells } from '../../src/intake/read/row.ts';
import type { Rule } from '../../src/intake/rules/combine.ts';

/** For tests only: one rule, one row of Willow, a mapping of a few lines. */

const BASE: MappingInput = {
  name: 'willow',
  version: 1,
  title: { zh: '柳县', en: 'Willow' },
  format: 'ndjson',
  timeZone: 'Asia/Shanghai',
  dates: ['yyyy-MM-dd HH:mm'],
  catalogue: 'gbt30428',
  externalId: 'id',
  source: { column: 'source', values: { 巡查: { code: 'collector', group: 'patrol' } } },
  class: { column: 'class', otherwise: 'code-or-name' },
  times: { reported: 'reported' },
};

const square = (half: number, middle = 105.5): Outline =>
  ({
    type: 'Polygon',
    coordinates: [
      [
        [middle - half, 30.5 - half],
        [middle + half, 30.5 - half],
        [middle + half, 30.5 + half],
        [middle - half, 30.5 + half],
        [middle - half, 30.5 - half],
      ],
    ],
  }) as Outline;

const catalogues = makeCatalogues(readCataloguePack());
/** Two cells, one in the first of two streets; community 12 lies about its middle, community 13 over its eastern edge. */
const places = makePlaceIndex({
  outlines: [square(0.5)],
  cells: [
    { id: 7, code: '999901001001001', outline: square(0.1) },
    { id: 8, code: '999901001001002', outline: square(0.01, 105.3) },
  ],
  streets: [
    { id: 11, name: '柳岸街道', code: '999901001', outline: square(0.3) },
    { id: 15, name: '河东街道', code: '999901002', outline: square(0.01, 106.5) },
  ],
  communities: [
    { id: 12, name: '南街社区', code: '999901001001', parentId: 11, outline: square(0.04) },
    { id: 13, name: '东街社区', code: '999901001002', parentId: 11, outline: square(0.1, 105.65) },
    { id: 16, name: '南街社区', code: '999901002001', parentId: 15, outline: square(0.01, 106.5) },
  ],
});

/** A department that was renamed with its squad, one that has ended, the desk, and a utility of the city. */
export const UNITS: readonly NamedUnit[] = [
  {
    isOfCity: false,
    code: 'centre',
    name: '柳县数字城管中心',
    formerNames: [],
    bodyId: null,
    fromDay: '2026-01-01',
    toDay: null,
  },
  {
    isOfCity: false,
    code: 'housing',
    name: '县住建局',
    formerNames: ['县建设局'],
    bodyId: 21,
    fromDay: '2026-01-01',
    toDay: null,
  },
  {
    isOfCity: false,
    code: 'repairs',
    name: '市政维修队',
    formerNames: [],
    bodyId: 21,
    fromDay: '2026-01-01',
    toDay: null,
  },
  {
    isOfCity: false,
    code: 'gardens',
    name: '县园林局',
    formerNames: [],
    bodyId: 22,
    fromDay: '2026-01-01',
    toDay: '2026-11-01',
  },
  {
    isOfCity: true,
    code: 'power',
    name: '供电公司',
    formerNames: ['电业局'],
    bodyId: 11,
    fromDay: '2026-01-01',
    toDay: null,
  },
];

/** Morning of 1 November 2026 in Willow. */
export const RECEIVED = new Date('2026-11-01T00:00:00Z');

export function contextOf(mapping: Partial<MappingInput> = {}): IntakeContext {
  return makeContext({
    mapping: parseMapping({ ...BASE, ...mapping }),
    catalogues: () => catalogues,
    places: () => places,
    units: { named: UNITS, zone: 'Asia/Shanghai' },
    now: RECEIVED,
  });
}

/** What a rule makes of a row: the codes it reports, and the draft it leaves. */
export function check(
  rule: Rule,
  cells: Cells,
  mapping: Partial<MappingInput> = {},
): { codes: string[]; draft: Draft } {
  const draft = newDraft(1, cells);
  rule(draft, contextOf(mapping));
  return { codes: draft.findings.map((finding) => finding.code), draft };
}

export const classId = (kind: 'component' | 'event', code: string): number | undefined =>
  catalogues.classByCode('gbt30428', kind, code)?.id;
