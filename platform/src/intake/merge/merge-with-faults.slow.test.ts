import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../../test/intake/county.ts';
import { faultFile, makeSampleCounties } from '../../../test/intake/sample-counties.ts';
import { WILLOW } from '../../../test/people.ts';
import { inTenant } from '../../database/transaction.ts';
import { getBatch } from '../batch/batch-summary.ts';
import { readFindings } from '../report/read-findings.ts';
import { readOutcomes } from '../report/read-outcomes.ts';

let intake: TestIntake & { log: { error(about: object, text: string): void } };
const logged: object[] = [];
beforeAll(async () => {
  intake = { ...(await makeTestIntake()), log: { error: (about) => void logged.push(about) } };
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

/** The database refuses to write cases whose address says so, with an error of this SQLSTATE. */
async function refuseCases(sqlState: string, address = '%poison%'): Promise<void> {
  const client = await intake.database.superuser();
  await client.query(`create function biz.poisoned() returns trigger language plpgsql as $$
    begin if new.address like '${address}' then raise exception 'poisoned' using errcode = '${sqlState}'; end if; return new; end $$;
    create trigger poisoned before insert on biz."case" for each row execute function biz.poisoned()`);
  await client.end();
}
afterEach(async () => {
  logged.length = 0;
  const client = await intake.database.superuser();
  await client.query('drop function if exists biz.poisoned cascade');
  await client.end();
});

async function read(batchId: string) {
  return inTenant(intake.database, 'ingest', WILLOW, async (trx) => ({
    batch: await getBatch(trx, WILLOW.tenantId, batchId),
    outcomes: (await readOutcomes(trx, WILLOW.tenantId, batchId, { fromRow: 1, limit: 5_000 })).map(
      (row) => row.outcome,
    ),
    findings: await readFindings(trx, WILLOW.tenantId, batchId),
  }));
}
async function audited(): Promise<unknown[]> {
  const client = await intake.database.superuser();
  const { rows } = await client.query<{ data: unknown }>(
    `select data from biz.audit where action = 'intake.row-fault' order by at, id`,
  );
  await client.end();
  return rows.map(({ data }) => data);
}

describe('a row that cannot be written', () => {
  it('is found and rejected with a fault of ours, and costs none of the others anything', async () => {
    await refuseCases('P0001');
    const rows = Array.from({ length: 2_100 }, (_, n) =>
      willowRow(`P${n}`, n === 777 || n === 2_050 ? { 地址: 'poison' } : {}),
    );
    const { batch } = await upload(intake, rows);
    const { batch: done, outcomes, findings } = await read(batch.batchId);
    expect(done).toMatchObject({ state: 'completed_with_rejects', outcomes: { created: 2_098, rejected: 2 } });
    expect(outcomes.flatMap((outcome, n) => (outcome === 'rejected' ? [n + 1] : []))).toEqual([778, 2_051]);
    expect(findings.map(({ rowNo, code, severity }) => [rowNo, code, severity])).toEqual([
      [778, 'ENV-ROW-FAULT', 'error'],
      [2_051, 'ENV-ROW-FAULT', 'error'],
    ]);
    expect(findings[0]?.expected).toContain(`${batch.batchId}:778`);
    expect(logged).toMatchObject([{ rowNo: 778, batch: batch.batchId }, { rowNo: 2_051 }]);
    expect(await audited()).toEqual([
      { rows: [778], faults: ['P0001'] },
      { rows: [2_051], faults: ['P0001'] },
    ]);
  });

  it('is rejected at once where it is alone and the database names its data', async () => {
    await refuseCases('22P02');
    const { batch } = await upload(intake, [willowRow('Q1', { 地址: 'poison' })]);
    expect((await read(batch.batchId)).outcomes).toEqual(['rejected']);
  });

  it('is not suspected where no row at all can be written: another attempt may help', async () => {
    const before = await audited();
    await refuseCases('P0001', '%');
    await expect(upload(intake, [willowRow('Q2'), willowRow('Q3'), willowRow('')])).rejects.toThrow('poisoned');
    expect(await audited()).toEqual(before);
  });
});

describe('a text that is cut', () => {
  it('is never cut inside a character: a finding about 𠮷 costs its row and nothing else', async () => {
    const counties = await makeSampleCounties();
    try {
      const sent = await counties.send('pengxi', faultFile('rare-character-where-a-finding-is-cut.ndjson'), {
        format: 'ndjson',
      });
      expect(sent.outcomes).toEqual([...Array<string>(7).fill('created'), 'rejected']);
      expect(sent.findings).toEqual(['8 MAP-SOURCE-UNKNOWN']);
      expect(sent.details[0]?.received?.isWellFormed()).toBe(true);
      const rare = '𠮷'.repeat(60);
      for (let shift = 0; shift < 2; shift++) {
        const row = {
          编号: `RARE-${shift}`,
          问题: 'x'.repeat(shift) + rare,
          [`列${rare}${rare}${'y'.repeat(shift)}`]: rare,
        };
        const odd = await counties.send('pengxi', `${JSON.stringify({ ...row, 来源: 'x'.repeat(shift) + rare })}\n`, {
          format: 'ndjson',
        });
        expect(odd.outcomes).toEqual(['rejected']);
      }
    } finally {
      await counties.drop();
    }
  });
});
