import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeAbandoned } from './remove-abandoned.ts';

const NOW = new Date('2026-11-02T12:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liangji-abandoned-'));
  mkdirSync(join(folder, '2'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, hoursAgo: number): void {
  const path = join(folder, '2', name);
  writeFileSync(path, 'x');
  const at = new Date(NOW.getTime() - hoursAgo * 3_600_000);
  utimesSync(path, at, at);
}

it('what a killed gateway had begun to receive is removed; what is being received or was received cannot be', async () => {
  put('.receiving-dead', 2);
  put('.receiving-alive', 0.5);
  put('a'.repeat(64), 1000);
  expect(await removeAbandoned(folder, NOW)).toBe(1);
  expect(readdirSync(join(folder, '2')).toSorted()).toEqual(['.receiving-alive', 'a'.repeat(64)]);
});

it('a folder that nobody has made yet holds nothing', async () => {
  expect(await removeAbandoned(join(folder, 'missing'), NOW)).toBe(0);
});
