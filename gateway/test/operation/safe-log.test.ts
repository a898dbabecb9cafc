import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Problem, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/environment/read-environment.ts';
import { makeIntakeRing } from '../../src/worker/intake-ring.ts';
import { openLog } from '../../src/operation/log.ts';
import { safeError } from '../../src/operation/safe-error.ts';
import { furnishSampleCity, machineHeaders, openIssuer, variablesOf, type Issuer } from '../sample-house.ts';

/** What must never reach a log line: it travels in every row of the upload. */
const PHONE = '13908250717';
const NAME = '欧阳明月';
const SECRET = 'find-me-in-a-query';

const lines: string[] = [];
const to = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
const log = openLog({ level: 'debug', to });
const plain = pino({ level: 'debug' }, to);

let database: TestDatabase;
let issuer: Issuer;
let files: string;
let app: FastifyInstance;
const services = () => ({ database, deps: systemDeps, files, log });

beforeAll(async () => {
  database = await freshDatabase('sample_city_with_period', furnishSampleCity);
  issuer = await openIssuer();
  files = mkdtempSync(join(tmpdir(), 'liangji-log-'));
  const environment = readEnvironment({
    PORT: '7300',
    ...variablesOf(database, issuer, files),
    LIANGJI_APP_UPSTREAM: issuer.upstream,
  });
  const queue = { wake: async () => undefined };
  app = await buildApp({ environment, deps: systemDeps, database, queue, dependencies: [], log });
});
afterAll(async () => {
  await app.close();
  issuer.close();
  await database.drop();
  rmSync(files, { recursive: true });
});
beforeEach(() => void lines.splice(0));

const row = (id: string) => ({
  ...{ number: id, reporterName: NAME, reporterPhone: PHONE, description: `请回电 ${PHONE} ${NAME}` },
});

/** Uploads rows of 安居 that carry a name and a telephone number in every field there is, right and wrong ones. */
async function upload(clientBatchId: string, rows: readonly object[]) {
  const answer = await app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=${clientBatchId}&fileName=${SECRET}.ndjson`,
    headers: { 'content-type': 'application/x-ndjson', ...(await machineHeaders(issuer, 'anju-upload')) },
    payload: rows.map((each) => `${JSON.stringify(each)}\n`).join(''),
  });
  return answer.json() as { batchId: string; tenantId: number };
}

async function work(tenantId: number): Promise<void> {
  const ring = makeIntakeRing(services(), () => undefined);
  ring.wake({ tenantId, cityId: 1 });
  await ring.idle();
  await ring.stop();
}

function expectClean(): void {
  const all = lines.join('');
  expect(all).not.toBe('');
  for (const word of [PHONE, NAME, SECRET]) expect(all).not.toContain(word);
}

describe('the log', () => {
  test('cannot hold a name or telephone number of an upload, and names request and batch', async () => {
    const { batchId, tenantId } = await upload('clean', [row('A1'), row(PHONE), { [NAME]: PHONE }]);
    await work(tenantId);
    expectClean();
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const received = parsed.find(({ msg }) => msg === 'batch received');
    expect(received).toMatchObject({ batch: batchId, reqId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(parsed.find(({ msg }) => msg === 'batch finished')).toMatchObject({ batch: batchId, tenantId });
    expect(parsed.find(({ msg }) => msg === 'incoming request')).toMatchObject({
      req: { method: 'POST', path: '/intake/v1/batches' },
    });
  });

  test('cannot hold what a database quotes of a row it refuses, and still says which table refused it', async () => {
    const saboteur = await database.superuser();
    await saboteur.query(
      `alter table biz.batch add constraint no_more check (file_name is null or sent_by = '') not valid`,
    );
    try {
      await upload('refused', [row('A2')]);
    } finally {
      await saboteur.query('alter table biz.batch drop constraint no_more');
      await saboteur.end();
    }
    expectClean();
    const failed = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed');
    expect(failed.err).toMatchObject({ code: '23514', table: 'batch', constraint: 'no_more' });
    expect(failed.err.stack).toMatch(/receive-batch\.ts/);
  });

  test('cannot hold the query of an address that goes on to the web app', async () => {
    await app.inject({ url: `/county/cases?q=${SECRET}${PHONE}` });
    expectClean();
    expect(lines.join('')).toContain('"path":"/county/cases"');
  });

  test('would hold them without these serializers', () => {
    plain.error({ err: Object.assign(new Error('refused'), { detail: `Failing row contains (${PHONE})` }) }, 'x');
    expect(lines.join('')).toContain(PHONE);
  });
});

describe('an error as it may be logged', () => {
  test('loses what it quotes and long numbers, in its causes too, and keeps its places', () => {
    const cause = Object.assign(new Error(`invalid input syntax for type integer: "${NAME}"`), {
      ...{ code: '22P02', detail: PHONE, where: NAME, parameters: [PHONE], table: 'case' },
    });
    const safe = safeError(new Error(`no place for ${PHONE} and 51090219900101123X`, { cause }));
    expect(JSON.stringify(safe)).not.toMatch(new RegExp(`${PHONE}|${NAME}|5109021990`));
    expect(safe).toMatchObject({ type: 'Error', cause: { code: '22P02', table: 'case' } });
    expect(safe.stack).toMatch(/safe-log\.test\.ts/);
  });

  test('is logged by its code when it is one of ours', () => {
    expect(safeError(new Problem('KEY-SOURCE', { source: PHONE }))).toMatchObject({ code: 'KEY-SOURCE' });
    expect(safeError('thrown text')).toMatchObject({ type: 'Error' });
  });
});
