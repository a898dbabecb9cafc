import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '../../test/intake/county.ts';
import { faultFile, makeSampleCounties, shehongRow, type SampleCounties } from '../../test/intake/sample-counties.ts';

// What is stored can be put right by its sender: by a better mapping, another encoding, or a file that counts.

let counties: SampleCounties;
beforeAll(async () => {
  counties = await makeSampleCounties();
});
afterAll(() => counties.drop());

describe('rows with revisions', () => {
  const rows = faultFile('mapping-corrected.ndjson').toString();
  const send = (text: string | Uint8Array) => counties.send('anju', text, { format: 'ndjson' });

  it('are read anew through a corrected mapping', async () => {
    expect((await send(rows)).outcomes).toEqual(['created', 'created', 'created']);
    const [before] = await counties.cases('R163-00001');
    expect(before?.longitude).toBeCloseTo(105.44986, 4);
    expect(before?.latitude).toBeCloseTo(30.35646, 4);
    await counties.put('anju', JSON.parse(faultFile('mapping-corrected.mapping.json').toString()));
    const again = await send(rows);
    expect(again.outcomes).toEqual(['updated', 'updated', 'updated']);
    const [after] = await counties.cases('R163-00001');
    expect(after?.longitude).toBeCloseTo(105.45634, 4);
    expect(after?.latitude).toBeCloseTo(30.36253, 4);
    expect((await send(rows)).outcomes).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('are read anew from a file in another encoding, and refused where only their content is other', async () => {
    const one = rows.split('\n', 1)[0]?.replaceAll('R163-00001', 'R164-1') ?? '';
    const wrong = one.replaceAll('安居区琼江路1号', '瀹夊眳鍖虹惣姹熻矾1鍙');
    expect((await send(Buffer.from(`\ufeff${wrong}`, 'utf16le'))).outcomes).toEqual(['created']);
    expect((await send(one)).outcomes).toEqual(['updated']);
    const other = await send(one.replaceAll('琼江路', '涪江路'));
    expect(other.outcomes).toEqual(['rejected']);
    expect(other.findings).toContain('1 KEY-REVISION-REUSED');
    const counts = await counties.send('anju', one.replaceAll('琼江路', '涪江路'), {
      format: 'ndjson',
      newestWins: true,
    });
    expect(counts.outcomes).toEqual(['updated']);
  });

  it('of an older revision are not taken, and say so', async () => {
    const one = rows.split('\n', 1)[0]?.replaceAll('R163-00001', 'R165-1') ?? '';
    await send(one);
    const older = one.replace('1700000001', '1600000001').replaceAll('琼江路', '涪江路');
    const sent = await send(older);
    expect(sent.outcomes).toEqual(['stale']);
    expect(sent.findings).toContain('1 FLOW-STALE-REVISION');
    expect(sent.details.find(({ code }) => code === 'FLOW-STALE-REVISION')?.expected).toContain('1700000001');
  });
});

describe('rows without revisions', () => {
  const send = (text: string | Uint8Array, newestWins = false) => counties.send('shehong', text, { newestWins });

  it('of a case that is open again are not taken, say why and what would help, and are taken where the file counts', async () => {
    expect((await send(faultFile('reopened-1-closed.csv'))).outcomes).toEqual(['created']);
    const open = faultFile('reopened-2-open-again.csv');
    const stale = await send(open);
    expect(stale.outcomes).toEqual(['stale']);
    expect(stale.findings).toEqual(['1 FLOW-STALE-STEPS']);
    expect(stale.batch.warnings).toBe(1);
    expect(stale.details[0]?.expected).toContain('expected.newest-wins');
    const counts = await send(open, true);
    expect(counts.outcomes).toEqual(['updated']);
    expect(counts.batch.newestWins).toBe(true);
    expect(await counties.cases('G72-00001')).toMatchObject([
      { stage: 'dispatched', closed_at: null, rework_count: 1 },
    ]);
  });

  it('that correct a time to an earlier one are taken where the file counts', async () => {
    await send(csvOf([shehongRow('G73-1')]));
    const earlier = csvOf([shehongRow('G73-1', { 结案时间: '2026/11/10 10:40:00' })]);
    expect((await send(earlier)).outcomes).toEqual(['stale']);
    expect((await send(earlier, true)).outcomes).toEqual(['updated']);
    expect(await counties.cases('G73')).toMatchObject([{ closed_at: new Date('2026-11-10T02:40:00Z') }]);
  });

  it('are rescued when the mapping learns to read a revision', async () => {
    const { default: document } = (await import('../../data/sample/mappings/shehong.json', {
      with: { type: 'json' },
    })) as {
      default: Record<string, unknown>;
    };
    await send(csvOf([shehongRow('G74-1')]));
    const open = (revision: string) =>
      shehongRow('G74-1', { 结案时间: '', 当前阶段: '处置', 处置结束时间: '', 版本: revision });
    await counties.put('shehong', { ...document, revision: { column: '版本', as: 'number' } });
    expect((await send(csvOf([open('7')]))).outcomes).toEqual(['updated']);
    expect((await send(csvOf([shehongRow('G74-1', { 版本: '6' })]))).findings).toContain('1 FLOW-STALE-REVISION');
    await counties.put('shehong', document);
  });

  it('under one batch id are one file: that it counts cannot be added later', async () => {
    const text = csvOf([shehongRow('G75-1')]);
    await counties.send('shehong', text, { clientBatchId: 'same' });
    await expect(counties.send('shehong', text, { clientBatchId: 'same', newestWins: true })).rejects.toMatchObject({
      code: 'KEY-BATCH-REUSED',
    });
  });
});
