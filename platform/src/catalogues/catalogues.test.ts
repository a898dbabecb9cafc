import { describe, expect, test } from 'vitest';
import { makeCatalogues } from './catalogues.ts';
import { readCataloguePack } from './read-pack.ts';

const pack = readCataloguePack();
const catalogues = makeCatalogues(pack);

describe('the committed catalogues', () => {
  test('hold as many classes as the three generations have', () => {
    const count = (catalogue: string, kind: string) =>
      pack.classes.filter((row) => row.catalogue === catalogue && row.kind === kind).length;
    expect([count('cjt214', 'component'), count('cjt214', 'event')]).toEqual([85, 54]);
    expect([count('gbt30428', 'component'), count('gbt30428', 'event')]).toEqual([124, 78]);
    expect([count('gbt47678', 'component'), count('gbt47678', 'event')]).toEqual([153, 250]);
  });

  test('never use an id, a code or a name twice', () => {
    const twice = (keys: string[]) => keys.filter((key, index) => keys.indexOf(key) !== index);
    expect(twice(pack.classes.map((row) => `${row.id}`))).toEqual([]);
    expect(twice(pack.rules.map((row) => `${row.id}`))).toEqual([]);
    expect(twice(pack.classes.map((row) => `${row.catalogue} ${row.kind} ${row.code}`))).toEqual([]);
    expect(twice(pack.classes.map((row) => `${row.catalogue} ${row.kind} ${row.name}`))).toEqual([]);
  });

  test('keep the ids that cases already carry', () => {
    expect(catalogues.classByCode('cjt214', 'component', '0101')?.id).toBe(11001);
    expect(catalogues.classByCode('gbt30428', 'event', '0405')).toMatchObject({ id: 22062, name: '店外经营' });
    expect(catalogues.classByCode('gbt47678', 'event', '06001')?.id).toBe(32154);
    expect(catalogues.ruleById(1)).toMatchObject({ classId: 21001, limitValue: '2', limitUnit: 'urgent_hour' });
  });

  test('distinguish a component from a matter of the same number', () => {
    expect(catalogues.classByCode('gbt47678', 'component', '01001')?.name).toBe('供水井盖');
    expect(catalogues.classByCode('gbt47678', 'event', '01001')?.name).toBe('供水井盖异常');
  });

  test('find a class by a name typed with spaces or full-width signs', () => {
    expect(catalogues.classByName('gbt30428', 'event', ' 暴露 垃圾')?.name).toBe('暴露垃圾');
    expect(catalogues.classByName('gbt30428', 'component', '暴露垃圾')).toBeUndefined();
  });

  test('keep rules of local extension classes for reading only', () => {
    const local = pack.rules.find((rule) => rule.className === '爱心驿站');
    expect(local).toMatchObject({ classId: null, source: '运城2026' });
    expect(new Set(pack.rules.map((rule) => rule.classId).filter((id) => id !== null)).size).toBe(132);
  });
});

describe('the crosswalk', () => {
  test('is read in both directions', () => {
    const old = catalogues.classByCode('cjt214', 'component', '0101')!;
    const later = catalogues.translate(old.id, 'gbt30428');
    expect(later).toMatchObject({ row: { code: '0101' }, confidence: 'exact' });
    expect(catalogues.translate(later!.row.id, 'cjt214')?.row).toBe(old);
  });

  test('maps no two classes onto one, so that reading backwards is sound', () => {
    for (const link of pack.crosswalk) {
      const from = catalogues.classById(link.fromClassId)!;
      const to = catalogues.classById(link.toClassId)!;
      expect(catalogues.translate(from.id, to.catalogue)?.row).toBe(to);
      expect(catalogues.translate(to.id, from.catalogue)?.row).toBe(from);
    }
  });

  test('leaves a class alone that already belongs to the catalogue', () => {
    expect(catalogues.translate(21001, 'gbt30428')?.row.id).toBe(21001);
  });

  test('says nothing about a class nobody mapped', () => {
    const dropped = catalogues.classByName('cjt214', 'event', '动物尸体清理')!;
    expect(catalogues.translate(dropped.id, 'gbt30428')).toBeUndefined();
  });
});
