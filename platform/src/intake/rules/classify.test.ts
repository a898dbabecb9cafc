import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { check, classId } from '../../../test/intake/draft.ts';

const table = (values: Record<string, string | { class: string; condition?: string }>) => ({
  class: { column: 'class', values, otherwise: 'unknown' as const },
});

describe('the class of a case', () => {
  it('is found by code, by name, or by the words of the mapping', () => {
    const garbage = classId('event', '0110');
    expect(garbage).toBeDefined();
    expect(check(classify, { class: '0110' }).draft.picture.classId).toBe(garbage);
    expect(check(classify, { class: '暴露垃圾' }).draft.picture.classId).toBe(garbage);
    expect(check(classify, { class: 'Dirty' }, table({ dirty: 'event:0110' })).draft.picture.classId).toBe(garbage);
  });
  it('distinguishes component from event by the row', () => {
    const kind = { column: 'kind', values: { 部件: 'component', 事件: 'event' } } as const;
    const mapping = { class: { column: 'class', kind, otherwise: 'code' as const } };
    expect(check(classify, { kind: '部件', class: '0101' }, mapping).draft.picture).toMatchObject({
      kind: 'component',
      classId: classId('component', '0101'),
    });
    expect(check(classify, { kind: '其它', class: '0101' }, mapping).codes).toEqual(['MAP-KIND-UNKNOWN']);
  });
  it('glues code columns together', () => {
    const mapping = { class: { column: ['big', 'small'], join: '', otherwise: 'code' as const } };
    expect(check(classify, { big: '01', small: '10' }, mapping).draft.picture.classId).toBe(classId('event', '0110'));
  });
  it('is found by a pair with a fallback, and by default where the row has none', () => {
    const values = { '市容/暴露垃圾': 'event:0110', '市容/{*}': 'event:0112', 其他: 'event:0201' };
    const mapping = { class: { column: ['big', 'small'], join: '/', default: '其他', values } };
    const found = (big: string, small: string) => check(classify, { big, small }, mapping).draft.picture.classId;
    expect(found('市容', '暴露垃圾')).toBe(classId('event', '0110'));
    expect(found('市容', '落叶')).toBe(classId('event', '0112'));
    expect(found('', '')).toBe(classId('event', '0201'));
    expect(check(classify, {}, { class: { value: '0110', otherwise: 'code' } }).draft.picture.classId).toBe(
      classId('event', '0110'),
    );
  });
  it('is a component by its name where the mapping says nothing of kinds', () => {
    const byName = { class: { column: 'class', otherwise: 'code-or-name' as const } };
    const { draft } = check(classify, { class: '上水井盖' }, byName);
    expect(draft.picture).toMatchObject({ kind: 'component', classId: classId('component', '0101') });
    const event = { class: { ...byName.class, kind: 'event' as const } };
    expect(check(classify, { class: '上水井盖' }, event).codes).toEqual(['MAP-CLASS-UNKNOWN']);
  });
  it('cannot be missing or unknown', () => {
    expect(check(classify, { class: '' }).codes).toEqual(['MAP-CLASS-MISSING']);
    expect(check(classify, { class: 'UFO' }).codes).toEqual(['MAP-CLASS-UNKNOWN']);
    expect(check(classify, { class: '暴露垃圾' }, table({})).codes).toEqual(['MAP-CLASS-UNKNOWN']);
  });
  it('brings the limit of its filing condition, else of the longest with a warning', () => {
    const cover = 'component:0101';
    const named = { limit: { condition: 'condition' }, ...table({ cover }) };
    const row = { class: 'cover', condition: '盖体丢失/移位/开裂，有安全隐患' };
    expect(check(classify, row, named).draft.picture).toMatchObject({ limitValue: '2', limitUnit: 'urgent_hour' });
    const open = check(classify, { class: 'cover' }, named);
    expect(open.codes).toEqual(['RULE-AMBIGUOUS']);
    expect(open.draft.picture).toMatchObject({ limitUnit: 'working_day' });
    const condition = '盖面破损面积>25cm²';
    const byTable = check(classify, { class: 'cover' }, table({ cover: { class: cover, condition } }));
    expect(byTable.draft.picture).toMatchObject({ limitValue: '4', limitUnit: 'working_hour' });
    const byDefault = check(
      classify,
      { class: 'cover' },
      { limit: { defaults: { [cover]: condition } }, ...table({ cover }) },
    );
    expect(byDefault.draft.picture.ruleId).toBe(byTable.draft.picture.ruleId);
    expect(byDefault.codes).toEqual([]);
  });
});
