import { describe, expect, test } from 'vitest';
import { makeCatalogues } from '../../catalogues/catalogues.ts';
import { readCataloguePack } from '../../catalogues/read-pack.ts';
import { contains } from '../../geography/outline.ts';
import type { Outline } from '../../geography/outline.ts';
import { makePlaceIndex } from '../../geography/place-index.ts';
import { makeContext } from '../../intake/rules/make-context.ts';
import { mapRow } from '../../intake/rules/map-row.ts';
import type { MappedResult } from '../../intake/rules/map-row.ts';
import { parseMapping } from '../../intake/mapping/document.ts';
import { fileShape } from '../../intake/mapping/file-shape.ts';
import { findEncoding, readRows } from '../../intake/read/read-rows.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { EXPORTED_AT } from './month/make-stories.ts';
import { sampleCity } from './sample-city.ts';
import { sampleMonth } from './sample-month.ts';

const city = sampleCity();
const counties = city.filter((tenant) => tenant.kind !== 'city');
const named = (slug: string) => city.find((tenant) => tenant.slug === slug)!;
const catalogues = makeCatalogues(readCataloguePack());

async function intakeOf(tenant: TenantManifest): Promise<MappedResult[]> {
  const mapping = parseMapping(tenant.sources[0]!.mapping);
  const places = makePlaceIndex({
    outlines: tenant.areas.map((area) => area.outline as Outline),
    cells: tenant.cells.map((cell, index) => ({ id: index + 1, outline: cell.outline as Outline })),
    streets: [],
    communities: [],
  });
  const context = makeContext({
    ...{ mapping, catalogues: () => catalogues, places: () => places, units: null, now: EXPORTED_AT },
  });
  const { bytes } = sampleMonth(tenant);
  const open = async function* () {
    yield bytes;
  };
  const results: MappedResult[] = [];
  const shape = fileShape(mapping);
  for await (const rows of readRows(open, shape, await findEncoding(open, shape))) {
    results.push(...rows.map((row) => mapRow(row, context)));
  }
  return results;
}

const share = <T>(list: readonly T[], is: (item: T) => boolean) => list.filter(is).length / list.length;

describe('the sample city', () => {
  test('is one city, five counties and four zones, each with its upload client and operator', () => {
    expect(city.map((tenant) => tenant.slug)).toEqual([
      'suining',
      'chuanshan',
      'wuliugang',
      'kaifaqu',
      'hedong',
      'chuangxin',
      'shehong',
      'anju',
      'pengxi',
      'daying',
    ]);
    expect(counties.map((tenant) => tenant.rankGroup).sort()).toEqual([
      ...Array<string>(5).fill('county'),
      ...Array<string>(4).fill('zone'),
    ]);
    for (const tenant of counties) {
      expect(tenant.sources[0]!.clients[0]).toMatchObject({ id: `${tenant.slug}-upload` });
      expect(tenant.people[0]!.posts[0]).toMatchObject({ unit: 'centre', post: 'data_officer' });
    }
  });

  test('has systems of two bodies beside those that upload, each for the body it names', () => {
    const clients = city.flatMap(({ slug, sources }) =>
      sources.flatMap(({ clients }) => clients.map(({ id, body }) => [slug, id, body] as const)),
    );
    expect(clients.filter(([, id]) => !id.endsWith('-upload'))).toEqual([
      ['suining', 'suining-power', 'power'],
      ['pengxi', 'pengxi-sanitation', 'sanitation'],
    ]);
    expect(clients.filter(([, id]) => id.endsWith('-upload'))).toHaveLength(9);
  });

  test('has people who are spelt the same everywhere, and a stranger nobody employs', () => {
    expect(named('shehong').people[0]!.name).toBe('赵敏');
    expect(named('anju').people[0]!.name).toBe('钱伟');
    expect(
      named('suining')
        .people.slice(0, 4)
        .map((person) => person.name),
    ).toEqual(['林静', '王海', '何鹏', '罗燕']);
    expect(city.flatMap((tenant) => tenant.people).some((person) => person.name === '陈默')).toBe(false);
  });

  test('has people in every post that its mode works with, at every body', () => {
    const DESK = ['acceptor', 'acceptor', 'shift_leader', 'dispatcher', 'inspector', 'leader'];
    const SUB_DESK = ['dispatcher', 'leader'];
    for (const tenant of city) {
      const posts = tenant.people.flatMap(({ posts }) => posts.map(({ unit, post }) => `${unit} ${post}`));
      const twoCommands = tenant.modes.some(({ mode }) => mode === 'one-supervision-two-commands');
      const desk = tenant.kind === 'city' || twoCommands ? DESK : SUB_DESK;
      for (const post of new Set(desk)) {
        const wanted = desk.filter((each) => each === post).length;
        expect(
          posts.filter((each) => each === `centre ${post}`).length,
          `${tenant.slug} ${post}`,
        ).toBeGreaterThanOrEqual(wanted);
      }
      for (const { code, kind } of tenant.units) {
        const wanted = {
          collection_company: ['collector'],
          department: ['department', 'worker'],
          utility: ['department', 'worker'],
        };
        for (const post of wanted[kind as keyof typeof wanted] ?? []) expect(posts).toContain(`${code} ${post}`);
      }
    }
  });

  test('gives every county 400 cells of 15-character codes inside its own outline and no other', () => {
    for (const tenant of counties) {
      expect(new Set(tenant.cells.map((cell) => cell.code)).size).toBe(400);
      expect(tenant.cells.every((cell) => /^\d{15}$/.test(cell.code))).toBe(true);
      expect(tenant.cells.filter((cell) => cell.areaClass === 1)).toHaveLength(100);
      for (const cell of tenant.cells) {
        const [west, south] = cell.outline.coordinates[0]![0] as [number, number];
        const holders = counties.filter((other) => contains(other.areas[0]!.outline as Outline, [west, south]));
        expect(holders).toEqual([tenant]);
      }
    }
  });
});

describe('the sample month', () => {
  test('is the same bytes every time', () => {
    expect(sampleMonth(named('pengxi')).bytes).toEqual(sampleMonth(named('pengxi')).bytes);
  });

  test('has one county ten times as large as the median', () => {
    const rows = counties.map((tenant) => sampleMonth(tenant).rows).sort((a, b) => a - b);
    expect(rows.at(-1)! / rows[4]!).toBeCloseTo(10, 0);
    expect(rows.reduce((sum, n) => sum + n)).toBeLessThan(6000);
  });

  test.each(counties.filter((tenant) => tenant.slug !== 'pengxi').map((tenant) => [tenant.slug, tenant] as const))(
    '%s: its own export is read by its own mapping, nearly every row without a fault',
    async (_, tenant) => {
      const results = await intakeOf(tenant);
      expect(share(results, (result) => result.row === null)).toBeLessThan(0.02);
      const rows = results.flatMap((result) => (result.row ? [result.row.picture] : []));
      expect(share(rows, (picture) => picture.cellId !== null)).toBeGreaterThan(0.9);
      expect(share(rows, (picture) => picture.ruleId !== null)).toBe(1);
      expect(new Set(results.flatMap((result) => result.findings.map((f) => f.code)))).not.toContain(
        'MAP-COLUMN-UNKNOWN',
      );
    },
  );

  test('蓬溪 is careless: rows are rejected and positions are missing', async () => {
    const results = await intakeOf(named('pengxi'));
    expect(share(results, (result) => result.row === null)).toBeGreaterThan(0.03);
    const codes = new Set(results.flatMap((result) => result.findings.map((finding) => finding.code)));
    for (const code of [
      'GEO-ZERO',
      'GEO-SWAPPED',
      'GEO-OUTSIDE',
      'MAP-CLASS-UNKNOWN',
      'TIME-MISSING',
      'KEY-ID-MISSING',
    ]) {
      expect(codes).toContain(code);
    }
  });

  test('大英 is late, its neighbours are not', async () => {
    const late = async (slug: string) => {
      const done = (await intakeOf(named(slug))).flatMap(({ row }) => (row?.picture.disposedAt ? [row.picture] : []));
      return share(done, (picture) => picture.claimedDueAt !== null && picture.disposedAt! > picture.claimedDueAt);
    };
    expect(await late('daying')).toBeGreaterThan(0.3);
    expect(await late('hedong')).toBeLessThan(0.1);
  });

  test('创新工业园 was silent from 20 to 22 October', async () => {
    const days = new Set(
      (await intakeOf(named('chuangxin'))).flatMap(({ row }) =>
        row ? [new Date(row.picture.reportedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)] : [],
      ),
    );
    expect([20, 21, 22].some((day) => days.has(`2026-10-${day}`))).toBe(false);
    expect(days.has('2026-10-19') || days.has('2026-10-23')).toBe(true);
  });

  test('射洪 writes GB18030 with Chinese headings', () => {
    const { bytes, contentType } = sampleMonth(named('shehong'));
    expect(contentType).toBe('text/csv');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(new TextDecoder('gb18030').decode(bytes)).toMatch(/^案件号,区划代码,.*\r\n/);
  });

  test('nothing in a month happens after it was exported', async () => {
    for (const { row } of await intakeOf(named('daying'))) {
      for (const value of Object.values(row?.picture ?? {})) {
        if (value instanceof Date && value !== row?.picture.claimedDueAt) expect(value <= EXPORTED_AT).toBe(true);
      }
    }
  });
});
