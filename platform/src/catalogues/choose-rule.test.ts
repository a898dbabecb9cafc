import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCatalogues } from './catalogues.ts';
import { chooseRule } from './choose-rule.ts';
import { limitUnitOf, nominalHours } from '../calendars/limit-units.ts';
import { readCataloguePack } from './read-pack.ts';

const pack = readCataloguePack();
const catalogues = makeCatalogues(pack);
const waterCover = 21001; // 上水井盖: five filing conditions from 2 urgent hours upwards

test('the condition written in the row decides', () => {
  const choice = chooseRule(catalogues, waterCover, '盖体丢失/移位/开裂，有安全隐患');
  expect(choice).toMatchObject({ rule: { limitValue: '2', limitUnit: 'urgent_hour' }, ambiguous: false });
});

test('a condition differing only in spaces and full-width signs is the same condition', () => {
  expect(chooseRule(catalogues, waterCover, ' 盖体丢失／移位／开裂,有安全隐患 ').rule?.id).toBe(1);
});

test('without a condition the default of the mapping decides', () => {
  expect(chooseRule(catalogues, waterCover, null, '盖面破损面积>25cm²')).toMatchObject({
    rule: { id: 2 },
    ambiguous: false,
  });
});

test('the condition in the row wins over the default of the mapping', () => {
  expect(chooseRule(catalogues, waterCover, '盖体丢失/移位/开裂，有安全隐患', '盖面破损面积>25cm²').rule?.id).toBe(1);
});

test('with neither, the longest limit of the class is taken and called ambiguous', () => {
  const choice = chooseRule(catalogues, waterCover, '没有这样的条件');
  expect(choice.ambiguous).toBe(true);
  for (const rule of catalogues.rulesOfClass(waterCover)) {
    expect(nominalHours(choice.rule!)).toBeGreaterThanOrEqual(nominalHours(rule));
  }
});

test('several rules of equal length are not ambiguous', () => {
  const rule = catalogues.ruleById(1)!;
  const two = makeCatalogues({ ...pack, rules: [{ ...rule, id: 900 }, rule] });
  expect(chooseRule(two, waterCover, null)).toMatchObject({ rule: { id: 1 }, ambiguous: false });
});

test('a class without rules, or no class, has no deadline', () => {
  expect(chooseRule(catalogues, 11001, null)).toEqual({ rule: null, ambiguous: false, isNamed: false });
  expect(chooseRule(catalogues, null, '盖体丢失')).toEqual({ rule: null, ambiguous: false, isNamed: false });
});

test('one working day is longer than one calendar day, five working hours are shorter', () => {
  const hours = (limitValue: string, unit: string) => nominalHours({ limitValue, limitUnit: limitUnitOf(unit)! });
  expect(hours('1', '工作日')).toBeGreaterThan(hours('1', '日'));
  expect(hours('5', '工作时')).toBeLessThan(hours('1', '日'));
  expect(hours('8', '工作时')).toBeCloseTo(hours('1', '工作日'), 9);
  expect(limitUnitOf('天')).toBeUndefined();
});

test('whatever the order of the rules, the choice is the same', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...pack.rules], { minLength: pack.rules.length }), (rules) => {
      const shuffled = makeCatalogues({ ...pack, rules });
      expect(chooseRule(shuffled, waterCover, null)).toEqual(chooseRule(catalogues, waterCover, null));
    }),
    { numRuns: 20 },
  );
});
