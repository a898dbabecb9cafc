import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkScheme } from './check-scheme.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { rank } from '../result/rank.ts';
import { shippedSchemes } from './shipped-schemes.ts';

/**
 * The bulletin prints counts, rates, system scores and totals; every one of them must come out to the last printed digit.
 * Overdue, extended and reworked cases are printed as rates only: the counts are rate × 应结案数, rounded to the nearest.
 */
const checked = checkScheme(shippedSchemes().find((document) => (document as { id: string }).id === 'yuncheng-2026'));
if (!checked.ok) throw new Error(JSON.stringify(checked.reasons));
const { scheme } = checked;

type Row = Record<string, string>;

function vectors(file: string): Row[] {
  const url = new URL(`../../../data/vectors/${file}`, import.meta.url);
  const lines = readFileSync(url, 'utf8')
    .trim()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));
  const [head, ...rows] = lines.map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(head!.map((name, index) => [name, cells[index] ?? ''])));
}

const count = (row: Row, rate: string): number => Math.round((Number(row[rate] || 0) / 100) * Number(row['应结案数']));

function scored(row: Row, group: string): Evaluation {
  return evaluate(scheme, {
    group,
    silent: false,
    counters: {
      need_archive_num: Number(row['应结案数']),
      archive_num: Number(row['结案数']),
      overtime_archive_num: count(row, '超期率'),
      postpone_num: count(row, '延期率'),
      rework_num: count(row, '返工率'),
    },
    inputs: {
      ...(row['中心分数'] ? { centre_points: row['中心分数'] } : {}),
      ...(row['单体垃圾件数'] ? { litter_num: row['单体垃圾件数'] } : {}),
    },
  });
}

/** As the bulletin prints it: no percent sign, "-" for no data. */
function shown(evaluation: Evaluation, name: string): string {
  const value = evaluation.values[name]!;
  return value.state === 'value' ? value.printed.replace('%', '') : '-';
}

const RATES = { 超期率: 'late_closing_rate', 延期率: 'extension_rate', 返工率: 'rework_rate' };

describe('the parks of 运城, January 2026', () => {
  const rows = vectors('yuncheng-2026-01-parks.csv');

  it.each(rows.filter((row) => row['应结案数']).map((row) => [row['单位'], row] as const))(
    '%s scores what the bulletin prints',
    (_, row) => {
      const evaluation = scored(row, 'parks');
      expect(shown(evaluation, 'system')).toBe(row['系统分数']);
      expect(evaluation.score?.printed).toBe(row['总分']);
      for (const [column, name] of Object.entries(RATES)) {
        // 航天公园 prints "-" for 返工率 alone; counting it as 0 gives the printed score. 公园广场 prints a plain 0.
        const printed = row[column] === '' || row[column] === '0' ? '0.00' : row[column];
        expect(shown(evaluation, name)).toBe(printed);
      }
    },
  );

  it('covers the eleven parks with cases', () => {
    expect(rows.filter((row) => row['应结案数'])).toHaveLength(11);
  });

  it('人民公园 had nothing due: it has no score and cannot be ranked, and is neither 0 nor 100', () => {
    const park = rows.find((row) => row['单位'] === '人民公园')!;
    const evaluation = scored(park, 'parks');
    expect(evaluation).toMatchObject({
      state: 'no_data',
      score: null,
      grade: null,
      reason: { code: 'SCHEME-NO-DATA-ZERO', details: { denominator: 'need_archive_num' } },
    });
    const ranks = rank(
      rows.map((row) => ({ id: row['单位']!, group: 'parks', score: scored(row, 'parks').score?.exact ?? null })),
    );
    expect(ranks.get('人民公园')).toBeUndefined();
    expect(ranks.get('南风广场')).toEqual({ rank: 1, of: 11 });
    expect(ranks.get('天逸公园')).toEqual({ rank: 11, of: 11 });
  });

  it('keeps 天逸公园 exact until it is printed', () => {
    const evaluation = scored(
      rows.find((row) => row['单位'] === '天逸公园')!,
      'parks',
    );
    expect(evaluation.values['system']).toMatchObject({ exact: '5482/57', printed: '96.18' });
    expect(evaluation.values['late_closing_rate']).toMatchObject({
      ratio: { over: { printed: '1', counters: ['overtime_archive_num'] }, under: { printed: '57' } },
    });
  });
});

describe('the sanitation areas of 运城, January 2026', () => {
  const rows = vectors('yuncheng-2026-01-sanitation.csv');

  it.each(rows.map((row) => [row['环卫片区'], row] as const))('%s scores what the bulletin prints', (_, row) => {
    const evaluation = scored(row, 'sanitation');
    expect(shown(evaluation, 'sanitation_system')).toBe(row['系统分数']);
    expect(evaluation.score?.printed).toBe(row['总分']);
    for (const [column, name] of Object.entries(RATES)) expect(shown(evaluation, name)).toBe(row[column]);
  });

  // The printed rule deducts extensions; the published system scores leave that out. By the rule they would be:
  it.each([
    ['环卫东片区', '93.53'],
    ['环卫中片区', '97.65'],
    ['环卫北片区', '94.62'],
    ['环卫南片区', '96.85'],
    ['环卫西片区', '96.82'],
  ])('%s would have %s by the printed rule', (area, byRule) => {
    const row = rows.find((each) => each['环卫片区'] === area)!;
    expect(shown(scored(row, 'sanitation'), 'system')).toBe(byRule);
  });
});
