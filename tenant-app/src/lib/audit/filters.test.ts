import { expect, test } from 'vitest';
import { readFilters, toQuestion, writeFilters } from './filters.ts';

const PERSON = '00000000-0000-7000-8000-000000000001';
const NONE = {
  ...{ kind: null, person: null, account: null, tenantId: null },
  ...{ from: null, to: null, after: null },
};

test('the address of a list is read as it was written', () => {
  const after = { at: '2026-11-03T02:08:00.123456Z', id: PERSON };
  const all = {
    kind: 'upload',
    person: PERSON,
    account: 'operator:li',
    tenantId: 3,
    from: '2026-11-01',
    to: '2026-11-30',
    after,
  };
  expect(readFilters(new URLSearchParams(writeFilters({ ...all, kind: 'upload' })))).toEqual(all);
  expect(writeFilters(NONE)).toBe('');
});

test('what cannot be understood is left out', () => {
  const broken = '?kind=x&person=1&account=%00&region=0&from=2026-13-01&to=x&after=2026_1';
  expect(readFilters(new URLSearchParams(broken))).toEqual(NONE);
});

test('days are those of the tenants, the last one included', () => {
  const { from, before } = toQuestion({ ...NONE, from: '2026-11-01', to: '2026-11-30' });
  expect([from, before]).toEqual(['2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z']);
});
