import { describe, expect, it } from 'vitest';
import { Problem } from '../../kernel/problem.ts';
import { contextOf } from '../../../test/intake/draft.ts';
import { surveyFile } from './survey.ts';
import { bytesOf } from '../../../test/intake/county.ts';

const survey = (text: string, format: 'csv' | 'ndjson' = 'csv') => {
  const context = contextOf({ externalId: 'id' });
  return surveyFile(() => bytesOf(text), { ...context.mapping.document, format }, context);
};

describe('the first pass', () => {
  it('finds the rows of every case that comes more than once', async () => {
    const { rowCount, repeated } = await survey('id,reported\nA,x\nB,x\nＡ,x\n,x\n"broken"x,\nA,x\n');
    expect(rowCount).toBe(6);
    expect([...repeated]).toEqual([['A', { rows: [1, 3, 6], isShared: false }]]);
  });
  it('keeps rows of one case apart from cases that share an id by their report times, however written', async () => {
    const at = (...times: string[]) => survey(`id,reported\n${times.map((time) => `A,${time}\n`).join('')}`);
    const isShared = async (...times: string[]) => (await at(...times)).repeated.get('A')?.isShared;
    expect(await isShared('2026-10-01 08:00', "'2026-10-01 08:00", '')).toBe(false);
    expect(await isShared('2026-10-01 08:00', '2026-10-01 08:00', '2026-10-01 09:00')).toBe(true);
  });
  it('finds ids that have lost their leading zeros beside the full ones', async () => {
    const { shortened } = await survey('id,reported\n00017,x\n17,x\n18,x\n00019,x\n0,x\nA017,x\n');
    expect([...shortened]).toEqual([['17', '00017']]);
  });
  it('names columns nobody explained, also those of later NDJSON rows', async () => {
    expect((await survey('id,reported,x,y\n1,2,3,4\n')).unknownColumns).toEqual(['x', 'y']);
    expect((await survey('{"id":1}\n{"id":2,"z":{"a":1}}\n', 'ndjson')).unknownColumns).toEqual(['z']);
  });
  it('refuses a CSV without the columns no row can do without, and says which it found', async () => {
    const error: unknown = await survey('ID,when\n1,2\n').catch((e: unknown) => e);
    expect(error instanceof Problem && error.params).toEqual({ missing: 'id, reported', found: 'ID, when' });
  });
});
