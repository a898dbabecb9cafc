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
