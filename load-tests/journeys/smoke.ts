import { check, sleep } from 'k6';
import http from 'k6/http';
import type { Options } from 'k6/options';
import { dayingRow } from '../senders/daying-row.ts';
import { daying, tokenOf } from '../senders/token.ts';

/**
 * Every door once a second for twenty seconds, as one county's own system: is it open, is it quick, is it right?
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

  const health = http.get(`${origin}/healthz`, { tags: { door: 'health' } });
  check(health, { 'the gateway lives': (response) => response.status === 200 });

  const key = `${__VU}-${Date.now()}`;
  const call = JSON.stringify({ clientBatchId: `load-${key}`, rows: [dayingRow(key, Date.now())] });
  const submitted = http.post(`${origin}/trpc/cases.submit`, call, { headers, tags: { door: 'trpc' } });
  check(submitted, { 'a row becomes a case': (response) => response.status === 200 && saysCreated(response.body) });

  sleep(1);
}

function saysCreated(body: unknown): boolean {
  return typeof body === 'string' && body.includes('"created"');
}
