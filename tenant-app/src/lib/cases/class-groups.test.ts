import { describe, expect, it } from 'vitest';
import { groupClasses } from './class-groups.ts';

const one = (id: number, kind: string, categoryName: string, className: string, catalogueId = 'gbt30428') => ({
  id,
  catalogueId,
  kind,
  categoryName,
  className,
});

describe('the classes of the filter', () => {
  it('stand under their 大类, components and events apart', () => {
    const groups = groupClasses([
      one(1, 'component', '公用设施', '上水井盖'),
      one(2, 'component', '公用设施', '污水井盖'),
      one(3, 'event', '公用设施', '井盖破损'),
    ]);
    expect(groups.map(({ label, classes }) => [label, classes.map(({ name }) => name)])).toEqual([
      ['部件 · 公用设施', ['上水井盖', '污水井盖']],
      ['事件 · 公用设施', ['井盖破损']],
    ]);
  });

  it('cannot mix two catalogues that use the same name', () => {
    const groups = groupClasses([
      one(1, 'event', '市容环境', '暴露垃圾'),
      one(2, 'event', '市容环境', '暴露垃圾', 'cjt214'),
    ]);
    expect(groups.map(({ label }) => label)).toEqual([
      'GB/T 30428.2-2013 · 事件 · 市容环境',
      'CJ/T 214-2007 · 事件 · 市容环境',
    ]);
  });
});
