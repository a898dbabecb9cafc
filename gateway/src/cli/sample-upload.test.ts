import { expect, test } from 'vitest';
import type { BatchAnswer } from './client/answers.ts';
import { outcomeColumns } from './sample-upload.ts';

const batch: BatchAnswer = {
  ...{ batchId: 'b', mappingVersion: 1, state: 'completed_with_rejects', rows: 266, doneRows: 266, warnings: 33 },
  outcomes: { created: 230, updated: 5, unchanged: 3, stale: 1, superseded: 6, skipped: 0, rejected: 21 },
  refused: null,
};

test('the columns of the sample upload add up: no outcome is left out', () => {
  const [rows = 0, ...figures] = outcomeColumns(batch).trim().split(/ +/).map(Number);
  expect(figures.pop()).toBe(33);
  expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(rows);
});

test('a refused file says why instead', () => {
  const refused = { code: 'ENV-EMPTY', zh: '文件为空。', en: 'The file is empty.' };
  expect(outcomeColumns({ ...batch, refused })).toBe('文件为空。 The file is empty. (ENV-EMPTY)');
});
