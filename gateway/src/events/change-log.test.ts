import type { CaseChange } from '@liangji/platform';
import { expect, test } from 'vitest';
import { makeChangeLog } from './change-log.ts';

const change = (version: number): CaseChange => ({
  ...{ tenantId: 2, cityId: 1, caseId: '00000000-0000-7000-8000-000000000001', version, units: [] },
});
const versions = (entries: ReturnType<ReturnType<typeof makeChangeLog>['after']>) =>
  entries?.map(({ change: { version } }) => version) ?? null;

test('what came after an id is known for as many changes as are kept, and not for one more', () => {
  const log = makeChangeLog(10);
  const ids = [log.last()];
  for (let version = 1; version <= 35; version += 1) ids.push(log.append(change(version)).id);
  expect(versions(log.after(ids[35]!))).toEqual([]);
  expect(versions(log.after(ids[32]!))).toEqual([33, 34, 35]);
  expect(versions(log.after(ids[25]!))).toEqual([26, 27, 28, 29, 30, 31, 32, 33, 34, 35]);
  expect(log.after(ids[24]!)).toBeNull();
  expect(log.after(ids[0]!)).toBeNull();
});

test('nothing is known about ids of another hearing, of another process, of nobody, or with a changed bit', () => {
  const log = makeChangeLog();
  const before = log.append(change(1)).id;
  log.begin();
  const start = log.last();
  const now = log.append(change(2)).id;
  const bent = `${now.slice(0, -1)}${now.endsWith('A') ? 'Q' : 'A'}`;
  for (const id of [before, makeChangeLog().last(), '', 'nonsense', bent, `${now}AA`, now.slice(0, 20)]) {
    expect([id, log.after(id)]).toEqual([id, null]);
  }
  expect(versions(log.after(start))).toEqual([2]);
});

test('ids say nothing of how much happened: equally long, never the same, in no order', () => {
  const log = makeChangeLog();
  const ids = [log.last(), log.last()];
  for (let version = 1; version <= 1_000; version += 1) ids.push(log.append(change(version)).id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map(({ length }) => length))).toEqual(new Set([60]));
  expect(ids.toSorted()).not.toEqual(ids);
});
