import { expect, it } from 'vitest';
import type { CaseAtDesk } from '../open.ts';
import { changesOf } from './facts.ts';

const page = {
  ...{ state: 'dispatching', description: '路灯不亮', address: '人民路 16 号', sourceCode: 'hotline' },
  ...{ sourceGroup: 'public', reportedAt: '2026-11-30T01:00:00Z', rule: null, limitValue: null, limitUnit: null },
  ...{ tenant: { name: '蓬溪县', nameEn: 'Pengxi' }, holder: { name: '蓬溪县中心' }, stepDueAt: null },
} as unknown as CaseAtDesk;

it('names what became another since a case was seen, and nothing else', () => {
  const after = { ...page, state: 'disposing', holder: { name: '供电公司' } } as unknown as CaseAtDesk;
  expect(changesOf(page, after).map(({ from, to }) => [from, to])).toEqual([
    ['待派遣', '处置中'],
    ['蓬溪县 · 蓬溪县中心', '蓬溪县 · 供电公司'],
  ]);
  expect(changesOf(page, page)).toEqual([]);
});
