import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WILLOW } from '../../test/people.ts';
import { makeFaultsIntake, sampleFile, send, storedIds } from '../../test/intake/faults.ts';
import type { TestIntake } from '../../test/intake/county.ts';
import { inTenant } from '../database/transaction.ts';
import { rejectedRows } from './report/rejected-rows.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeFaultsIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const sample = async (name: string) => send(intake, name.endsWith('.csv') ? 'shehong' : 'anju', await sampleFile(name));
const ids = (prefix: string, ...numbers: number[]) =>
  numbers.map((number) => `${prefix}-${String(number).padStart(5, '0')}`);
const foreignRows = async () => {
  const boss = await intake.database.superuser();
  const { rows } = await boss.query(`select data from biz.audit where action = 'intake.foreign-county'`);
  await boss.end();
  return rows;
};
const caseOf = (externalId: string) =>
  inTenant(intake.database, 'ingest', WILLOW, (trx) =>
    trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', (join) =>
        join.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.case_id'),
      )
      .selectAll('c')
      .where('s.tenant_id', '=', WILLOW.tenantId)
      .where('c.tenant_id', '=', WILLOW.tenantId)
      .where('s.external_id', '=', externalId)
      .executeTakeFirstOrThrow(),
  );

describe('lines account for rows', () => {
  it('a lost quote costs its own row and none of those up to the next quote', async () => {
    const { outcomes, errors, batch } = await sample('lost-quote.csv');
    expect(outcomes).toEqual({ created: 7, rejected: 1 });
    expect(errors).toEqual([[3, 'ENV-ROW-SYNTAX', '']]);
    expect(batch.lines).toEqual({ headers: 1, records: 7, faults: 1, notes: 0, blanks: 0 });
    expect(await storedIds(intake, 'A04')).toEqual(ids('A04', 1, 3, 4, 5, 6, 7, 8));
  });

  it('a quote lost at both ends of three rows does not make one case of them', async () => {
    const good = (await sampleFile('lost-quote.csv')).toString().split('\r\n');
    const row = (n: number, address: string) =>
      (good[1] ?? '').replace('A04-00001', `A14-0000${n}`).replace('太和大道1号', address);
    const lines = [
      good[0],
      row(1, '"太和大道1号'),
      row(2, '太和大道2号'),
      row(3, '太和大道3号"'),
      row(4, '太和大道4号'),
      '',
    ];
    const { outcomes, errors } = await send(intake, 'shehong', lines.join('\r\n'));
    expect(errors).toEqual([[2, 'ENV-ROW-SYNTAX', '']]);
    expect(outcomes).toEqual({ created: 3, rejected: 1 });
    expect(await storedIds(intake, 'A14')).toEqual(ids('A14', 2, 3, 4));
  });

  it('a quote lost in the last line costs that line', async () => {
    const text = (await sampleFile('lost-quote.csv')).toString().replaceAll('A04-', 'A24-');
    const lost = text.replace('"太和大道2号', '太和大道2号').replace('太和大道8号', '"太和大道8号');
    const { outcomes, errors } = await send(intake, 'shehong', lost);
    expect(outcomes).toEqual({ created: 7, rejected: 1 });
    expect(errors).toEqual([[9, 'ENV-ROW-SYNTAX', '']]);
  });

  it('CR ends a line as LF and CRLF do, also after a broken row', async () => {
    const { outcomes, errors } = await sample('cr-line-ends-stray-quote.csv');
    expect(outcomes).toEqual({ created: 7, rejected: 1 });
    expect(errors).toEqual([[3, 'ENV-ROW-SYNTAX', '']]);
    expect(await storedIds(intake, 'A03')).toEqual(ids('A03', 1, 3, 4, 5, 6, 7, 8));
  });

  it('a line break in a cell without quotes is reported as that, with the line where the row begins', async () => {
    const { outcomes, errors, text, batch } = await sample('line-break-in-cell.csv');
    expect(outcomes).toEqual({ created: 1, rejected: 1 });
    expect(errors).toEqual([[2, 'ENV-ROW-SYNTAX', '']]);
    expect(text).toContain('row.line-break');
    expect(batch.lines).toMatchObject({ headers: 1, records: 1, faults: 2 });
    expect(await storedIds(intake, 'A07')).toEqual(['A07-00002']);
  });

  it('a last row that is cut is no row', async () => {
    const { outcomes, errors, text } = await sample('cut-inside-last-row.csv');
    expect(outcomes).toEqual({ created: 1, rejected: 1 });
    expect(errors).toEqual([[3, 'ENV-ROW-SYNTAX', '']]);
    expect(text).toContain('row.cut');
    expect(await storedIds(intake, 'A10')).toEqual(['A10-00001']);
  });

  it('one cell too many or too few is reported as that, whatever else shifts', async () => {
    const { outcomes, errors, text } = await sample('comma-shifts-cells.csv');
    expect(outcomes).toEqual({ rejected: 1 });
    expect(errors).toEqual([[2, 'ENV-ROW-SYNTAX', '']]);
    expect(text).toContain('"cells":28,"columns":27');
    expect(await storedIds(intake, 'R147')).toEqual([]);
    const few = (await sampleFile('comma-shifts-cells.csv')).toString().replace('已回访,否,0,0,,', '否 0,0,');
    const short = await send(intake, 'shehong', few);
    expect(short.errors).toEqual([[2, 'ENV-ROW-SYNTAX', '']]);
    expect(short.text).toContain('"cells":25,"columns":27');
  });

  it('rejected rows come back with the line of the file', async () => {
    const { batch } = await sample('lost-quote.csv');
    let text = '';
    for await (const line of rejectedRows(intake, 'county', WILLOW, WILLOW.tenantId, batch.batchId, true)) text += line;
    expect(text).toMatch(/\r\nA04-00002,.*,rejected,3,ENV-ROW-SYNTAX,/);
    expect(text).toContain('2026/11/10 11:00:00');
  });

  it('a second gzip member behind zero bytes is read', async () => {
    const text = (await sampleFile('lost-quote.csv'))
      .toString()
      .replaceAll('A04-', 'A34-')
      .replace('"太和大道2号', '太和大道2号');
    const lines = text.split('\r\n');
    const half = (from: number, to: number) =>
      gzipSync(
        lines
          .slice(from, to)
          .map((line) => `${line}\r\n`)
          .join(''),
      );
    const packed = Buffer.concat([half(0, 4), Buffer.alloc(700), half(4, 9), Buffer.alloc(300)]);
    expect((await send(intake, 'shehong', packed)).outcomes).toEqual({ created: 8 });
  });
});

describe('a file is judged before its rows', () => {
  it('columns that the mapping reads and the file has not are named, the needed ones as errors', async () => {
    const { batch, outcomes, errors, warnings } = await sample('columns-missing.csv');
    expect(errors.map(([line, code, column]) => `${line} ${code} ${column}`).sort()).toEqual([
      '1 MAP-COLUMN-NEEDED 区划代码',
      '1 MAP-COLUMN-NEEDED 当前阶段',
      '1 MAP-COLUMN-NEEDED 结案时间',
    ]);
    expect(warnings.map(([line, code, column]) => `${line} ${code} ${column}`).sort()).toEqual([
      '1 MAP-COLUMN-MISSING X坐标',
      '1 MAP-COLUMN-MISSING Y坐标',
      '1 MAP-COLUMN-MISSING 处置结束时间',
      '1 MAP-COLUMN-MISSING 立案时间',
      '1 MAP-COLUMN-MISSING 首次派遣时间',
    ]);
    expect(batch.refused?.code).toBe('ENV-COLUMNS');
    expect(batch.refused?.zh).toMatch(/区划代码.*结案时间.*当前阶段/);
    expect(outcomes).toEqual({});
    expect(await storedIds(intake, 'B13')).toEqual([]);
  });

  it('names of columns are compared as values are', async () => {
    const { outcomes, errors, warnings } = await sample('header-full-width.csv');
    expect({ outcomes, errors, warnings }).toEqual({ outcomes: { created: 1 }, errors: [], warnings: [] });
    const { longitude, latitude } = await caseOf('B15-00001');
    expect([Number(longitude).toFixed(5), Number(latitude).toFixed(5)]).toEqual(['105.38451', '30.87338']);
  });

  it('a header again, a total and a remark are no cases, and no rows of another county', async () => {
    const { batch, outcomes, errors, warnings } = await sample('header-repeated-and-totals.csv');
    expect(outcomes).toEqual({ created: 2 });
    expect(batch).toMatchObject({ state: 'completed', rows: 2 });
    expect(batch.lines).toEqual({ headers: 2, records: 2, faults: 0, notes: 2, blanks: 2 });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      [3, 'ENV-HEADER-AGAIN', ''],
      [7, 'ENV-NO-CASE', ''],
      [8, 'ENV-NO-CASE', ''],
    ]);
    expect(await storedIds(intake, 'B19')).toEqual(['B19-00001', 'B19-00002']);
    expect(await foreignRows()).toEqual([]);
  });

  it.each([
    '合计',
    '总计：',
    '本页小计',
    '共 2 条记录',
    '累计',
    '(2 rows)',
    '第 1 页 共 1 页',
    '----',
    '导出时间：2026-11-29 10:00',
  ])('a last line “%s” is no case', async (words) => {
    const header = (await sampleFile('header-only.csv')).toString();
    const { outcomes, warnings } = await send(
      intake,
      'shehong',
      `${header}${words},,2,,,,,2,2,,,,,,,,,,,,,,2,,,,\r\n${words}\r\n`,
    );
    expect(outcomes).toEqual({});
    expect(warnings).toEqual([
      [1, 'ENV-NO-ROWS', ''],
      [2, 'ENV-NO-CASE', ''],
      [3, 'ENV-NO-CASE', ''],
    ]);
  });

  it('a header below a title is the header, and lines are counted from the title', async () => {
    const text = (await sampleFile('lost-quote.csv')).toString().replaceAll('A04-', 'A44-');
    const { outcomes, errors, warnings } = await send(intake, 'shehong', `射洪市案件明细表\r\n\r\n${text}`);
    expect(outcomes).toEqual({ created: 7, rejected: 1 });
    expect(errors).toEqual([[5, 'ENV-ROW-SYNTAX', '']]);
    expect(warnings).toEqual([[1, 'ENV-NO-CASE', '']]);
  });

  it('a header in another order is the header of the rows after it', async () => {
    const [header = '', row = ''] = (await sampleFile('lost-quote.csv')).toString().split('\r\n');
    const swapped = (line: string) => line.split(',').reverse().join(',');
    const lines = [
      header,
      row.replace('A04', 'A54'),
      swapped(header),
      swapped(row.replace('A04-00001', 'A54-00002')),
      '',
    ];
    const { outcomes, warnings } = await send(intake, 'shehong', lines.join('\n'));
    expect(outcomes).toEqual({ created: 2 });
    expect(warnings).toEqual([[3, 'ENV-HEADER-AGAIN', '']]);
    expect((await caseOf('A54-00002')).address).toBe('太和大道1号');
  });

  it('a file without rows says so', async () => {
    const { batch, warnings } = await sample('header-only.csv');
    expect(batch).toMatchObject({ state: 'completed', rows: 0 });
    expect(warnings).toEqual([[1, 'ENV-NO-ROWS', '']]);
    const refused = async (content: string | Uint8Array) =>
      (await send(intake, 'shehong', content)).batch.refused?.code;
    expect(await refused('\ufeff')).toBe('ENV-EMPTY');
    expect(await refused('\r\n\r\n \r\n')).toBe('ENV-EMPTY');
    expect((await send(intake, 'anju', '\n\n')).batch.refused?.code).toBe('ENV-EMPTY');
  });

  it('another separator is named beside the one of the mapping', async () => {
    const text = (await sampleFile('semicolon.csv')).toString();
    for (const [sign, shown] of [
      [';', ';'],
      ['\t', 'Tab'],
      ['|', '|'],
      ['，', '，'],
    ] as const) {
      const { batch, outcomes } = await send(intake, 'shehong', text.replaceAll(';', sign));
      expect(batch.refused).toMatchObject({ code: 'ENV-SEPARATOR', details: { found: shown, expected: ',' } });
      expect(outcomes).toEqual({});
    }
  });

  it('a file of another kind is refused as what it is, without its bytes', async () => {
    const { batch, text } = await sample('workbook-named-csv.csv');
    expect(batch.refused).toMatchObject({ code: 'ENV-FORMAT' });
    expect(batch.refused?.zh).toContain('Excel 工作簿');
    expect(text).not.toMatch(/PK|xl\/|Types/);
    const kind = async (content: string | Uint8Array, source: 'shehong' | 'anju' = 'shehong') =>
      (await send(intake, source, content)).batch.refused?.en ?? 'taken';
    const old = Buffer.from('d0cf11e0a1b11ae1000000000000000000000000', 'hex');
    expect(await kind(old)).toContain('Excel workbook');
    expect(await kind('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>')).toContain('Excel');
    expect(await kind('\ufeff\r\n<html><body><table><tr><td>案件号</td></tr></table>')).toContain('HTML');
    expect(await kind(Buffer.from('<table><tr><td>案件号', 'utf16le'))).toContain('HTML');
    expect(await kind('PK\u0003\u0004\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet')).toContain('.ods');
    expect(await kind('PK\u0003\u0004\0\0cases.csv')).toContain('ZIP');
    expect(await kind('%PDF-1.7\n')).toContain('PDF');
    expect(await kind(gzipSync(gzipSync('案件号\n')))).toContain('archive');
    expect(await kind('{"案件号":"1"}\n')).toContain('JSON sent as CSV');
    expect(await kind('[\n {"caseCode":"1"}\n]', 'anju')).toBe('taken');
    expect(await kind('{\n "caseCode":"1"\n}\n', 'anju')).toContain('several lines');
    expect(await kind('caseCode,reportTime\n1,2\n', 'anju')).toContain('without JSON');
  });
});

describe('the encoding is known by proportion', () => {
  it('one broken byte costs one character', async () => {
    const { batch, outcomes, warnings } = await sample('one-broken-byte.ndjson');
    expect(batch.encoding).toBe('utf-8');
    expect(outcomes).toEqual({ created: 3 });
    expect(warnings).toEqual([[2, 'ENV-CHARACTER-LOST', 'address']]);
    expect((await caseOf('F61-00001')).address).toBe('安居区琼江路1号');
    expect((await caseOf('F61-00003')).address).toBe('安居区琼江路3号');
    const { address, description, limit_value, limit_unit } = await caseOf('F61-00002');
    expect(address).toMatch(/^安居区琼江路2\ufffd+/);
    expect(description).toBe('路面有落叶');
    expect([limit_value, limit_unit]).toEqual([
      (await caseOf('F61-00001')).limit_value,
      (await caseOf('F61-00001')).limit_unit,
    ]);
  });

  it.each([
    ['小类名称', '道路不洁'],
    ['立案条件', '路面有散落垃圾'],
    ['上报时间', '2026/11/10 9:00'],
    ['案件号', 'A04-00003'],
    ['当前阶段', '结案'],
  ])('a row is rejected whose %s has lost a character', async (column, words) => {
    const good = (await sampleFile('lost-quote.csv')).toString().replace('"太和大道2号', '太和大道2号');
    const [header, ...rows] = good.split('\r\n');
    const lines = [header, rows[0], rows[2]?.replace(words, `${words.slice(0, -1)}\u0000`), rows[3]].map(
      (line) => `${line?.replaceAll('A04-', `A64${column.codePointAt(0)}-`)}\n`,
    );
    const bytes = Buffer.from(lines.join(''));
    bytes[bytes.indexOf(0)] = 0xff;
    const { batch, outcomes, errors } = await send(intake, 'shehong', bytes);
    expect(batch.encoding).toBe('utf-8');
    expect(outcomes).toEqual({ created: 2, rejected: 1 });
    const code = column === '案件号' ? 'KEY-ID-MANGLED' : 'ENV-CHARACTER-NEEDED';
    expect(errors).toContainEqual([3, code, column]);
  });

  it('a rare character where a finding is cut stops nobody', async () => {
    const { batch, outcomes, errors } = await send(
      intake,
      'pengxi',
      await sampleFile('rare-character-where-a-finding-is-cut.ndjson'),
    );
    expect(batch.state).toBe('completed_with_rejects');
    expect(outcomes).toEqual({ created: 7, rejected: 1 });
    expect(errors).toEqual([[8, 'MAP-SOURCE-UNKNOWN', expect.any(String)]]);
  });
});
