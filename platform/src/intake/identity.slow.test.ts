import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '../../test/intake/county.ts';
import { faultFile, makeSampleCounties, shehongRow, type SampleCounties } from '../../test/intake/sample-counties.ts';

// An id is identity: each writing of it is that one case or none, and nothing disappears under it.

let counties: SampleCounties;
beforeAll(async () => {
  counties = await makeSampleCounties();
});
afterAll(() => counties.drop());

const idsOf = async (start: string) => (await counties.cases(start)).map((row) => row.external_id);

describe('JSON numbers beyond 2^53', () => {
  const text = faultFile('big-numbers-as-ids.ndjson').toString();

  it('are rejected as mangled ids in a file and row by row alike, and their lost digits are shown as lost', async () => {
    const inFile = await counties.send('shehong', text, { format: 'ndjson' });
    const parsed = text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const submitted = await counties.submit('shehong', parsed);
    for (const { outcomes, findings, details } of [inFile, submitted]) {
      expect(outcomes).toEqual(['rejected', 'rejected']);
      expect(findings).toContain('1 KEY-ID-MANGLED');
      expect(findings).toContain('2 KEY-ID-MANGLED');
      expect(details.find(({ code }) => code === 'KEY-ID-MANGLED')?.received).toBe('510981202611200\ufffd\ufffd\ufffd');
    }
    expect(await idsOf('51098120261120')).toEqual([]);
  });

  it('are not to be had from the report of rejected rows either', async () => {
    const sent = await counties.send('shehong', text, { format: 'ndjson' });
    const report = await counties.report('shehong', sent);
    expect(report).toContain('510981202611200\ufffd\ufffd\ufffd');
    expect((await counties.send('shehong', report)).outcomes).toEqual(['rejected', 'rejected']);
  });

  it('are rejected nested and joined too, and are noticed in other fields', async () => {
    const row = JSON.parse(text.split('\n', 1)[0] ?? '') as Record<string, unknown>;
    const { default: document } = (await import('../../data/sample/mappings/shehong.json', {
      with: { type: 'json' },
    })) as {
      default: Record<string, unknown>;
    };
    await counties.put('shehong', { ...document, externalId: { column: ['系统', '案件.号'], join: '-' } });
    const lineOf = (id: bigint, words: unknown) =>
      JSON.stringify({ ...row, 系统: 'A', 案件: { 号: id }, 问题描述: words }, (_key, value: unknown) =>
        typeof value === 'bigint' ? `@${value}@` : value,
      ).replace(/"@(\d+)@"/g, '$1');
    const lines = [lineOf(510981202611200123n, 'x'), lineOf(17n, 9007199254740993n)];
    const sent = await counties.send('shehong', lines.join('\n'), { format: 'ndjson' });
    expect(sent.outcomes).toEqual(['rejected', 'created']);
    expect(sent.findings).toContain('1 KEY-ID-MANGLED');
    expect(
      sent.details.filter(({ code, field }) => code === 'ENV-NUMBER-ROUNDED' && field === 'description'),
    ).toHaveLength(1);
    expect(await idsOf('A-')).toEqual(['A-17']);
    await counties.put('shehong', document);
  });
});

describe('one id', () => {
  it('of five cases, rounded by a spreadsheet, is none of them: every row says so, with the rows that share it', async () => {
    const sent = await counties.send('shehong', faultFile('one-id-five-cases.csv'));
    expect(sent.outcomes).toEqual(Array(5).fill('rejected'));
    const shared = sent.details.filter(({ code }) => code === 'KEY-ID-SHARED');
    expect(shared.map(({ rowNo }) => rowNo)).toEqual([1, 2, 3, 4, 5]);
    expect(shared[1]).toMatchObject({ received: '2026/11/10 10:00:00' });
    expect(shared[1]?.expected).toContain('1、3、4、5');
    expect(await idsOf('510981202611100000')).toEqual([]);
  });

  it('of one case that comes twice is that case: the earlier row says which one counts', async () => {
    const rows = [shehongRow('D40-1', { 位置描述: '旧' }), shehongRow('D40-1', { 位置描述: '新' })];
    const sent = await counties.send('shehong', csvOf(rows));
    expect(sent.outcomes).toEqual(['superseded', 'created']);
    expect(sent.findings).toContain('1 KEY-SUPERSEDED');
    expect(await counties.cases('D40-1')).toMatchObject([{ address: '新' }]);
  });

  it('that is sent later with another report time is taken, and noticed', async () => {
    await counties.send('shehong', csvOf([shehongRow('D41-1')]));
    const sent = await counties.send('shehong', csvOf([shehongRow('D41-1', { 上报时间: '2026/11/10 8:00:00' })]));
    expect(sent.outcomes).toEqual(['updated']);
    expect(sent.findings).toContain('1 KEY-REPORT-MOVED');
  });

  it('in eight writings is one case, and every other writing is noticed', async () => {
    const sent = await counties.send('shehong', faultFile('invisible-characters-in-ids.csv'));
    expect(await idsOf('D43')).toEqual(['D43-00001']);
    expect(sent.outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    for (const row of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(
        sent.findings.some((finding) => finding.startsWith(`${row} KEY-`)),
        `row ${row}`,
      ).toBe(true);
    }
  });

  it('with and without point zero is one case', async () => {
    const sent = await counties.send('shehong', faultFile('ids-with-and-without-point-zero.csv'));
    expect(await idsOf('20261110001')).toEqual(['20261110001']);
    expect(sent.findings).toContain('1 KEY-SUPERSEDED');
    expect(sent.findings).toContain('2 KEY-ID-REWRITTEN');
  });

  it('that lost its leading zeros is rejected beside the full one, in one file and later', async () => {
    const sent = await counties.send('shehong', csvOf([shehongRow('0004217'), shehongRow('4217')]));
    expect(sent.outcomes).toEqual(['created', 'rejected']);
    expect(sent.findings).toContain('2 KEY-ID-MANGLED');
    const later = await counties.send('shehong', csvOf([shehongRow('4217'), shehongRow('4218')]));
    expect(later.outcomes).toEqual(['rejected', 'created']);
    expect(later.details.find(({ code }) => code === 'KEY-ID-MANGLED')?.expected).toContain('0004217');
  });

  it('cannot be a word for none', async () => {
    const words = ['-', '无', '0', 'NULL', 'N/A', '暂无', '同上'];
    const sent = await counties.send('shehong', csvOf(words.map((word) => shehongRow(word))));
    expect(sent.outcomes).toEqual(words.map(() => 'rejected'));
    expect(sent.findings.filter((finding) => finding.endsWith('KEY-ID-MISSING'))).toHaveLength(words.length);
  });
});
