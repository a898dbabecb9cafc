import { check, sleep } from 'k6';
import http from 'k6/http';
import type { Options } from 'k6/options';
import { dayingRow } from '../senders/daying-row.ts';
import { daying, tokenOf } from '../senders/token.ts';

/**
 * Every route once a second for twenty seconds, as one county's own system: is it open, is it quick, is it right?
 * What it must keep stands in promises/smoke.json.
 */
export const options: Options = {
  vus: 1,
  duration: '20s',
  thresholds: JSON.parse(open('../promises/smoke.json')) as Options['thresholds'],
};

const origin = __ENV['BASE_URL'] ?? 'http://localhost:7300';

export function setup(): string {
  return tokenOf(origin, daying);
}

export default function smoke(token: string): void {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  const health = http.get(`${origin}/healthz`, { tags: { route: 'health' } });
  check(health, { 'the gateway lives': (response) => response.status === 200 });

  const key = `${__VU}-${Date.now()}`;
  const call = JSON.stringify({ clientBatchId: `load-${key}`, rows: [dayingRow(key, Date.now())] });
  const submitted = http.post(`${origin}/trpc/cases.submit`, call, { headers, tags: { route: 'trpc' } });
  check(submitted, { 'a row becomes a case': (response) => response.json('result.data.rows.0.outcome') === 'created' });

  const question = JSON.stringify({
    documentId: __ENV['DOCUMENT'],
    variables: {
      tenantId: submitted.json('result.data.batch.tenantId'),
      id: submitted.json('result.data.batch.batchId'),
      first: 10,
    },
  });
  const report = http.post(`${origin}/graphql`, question, { headers, tags: { route: 'graphql' } });
  check(report, { 'its batch reports it': (response) => response.json('data.batch.createdCount') === 1 });

  sleep(1);
}
