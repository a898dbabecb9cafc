import { expect, test } from 'vitest';
import { checkMessages } from './check.ts';
import { distinctMessages } from './heard.ts';
import { report } from './report.ts';
import type { Facts } from './rule.ts';

const FACTS: Facts = {
  ofTenants: new Set(['biz.case', 'api.case']),
  published: new Set(),
  volatile: new Set(),
  stable: new Set(),
  stableCasts: new Set(),
  notText: new Set(),
};
const WILLOW = { tenantId: 2, cityId: 1 };
const heard = (...texts: string[]) => distinctMessages(texts.map((text) => ({ role: 'county', text, acting: WILLOW })));

test('the same statement with other literals and lists is one', () => {
  const messages = heard(
    'select 1 from biz.case where tenant_id = 2',
    'select 1 from biz.case where tenant_id = 3',
    'select 1 from biz.case where tenant_id = $1 and stage in ($2, $3)',
    'select 1 from biz.case where tenant_id = $1 and stage in ($2)',
  );
  expect(messages.map(({ acts }) => acts)).toEqual(['county', 'county']);
});

test('a breach is a sentence with the number of its rule, and the last line sums up', () => {
  const printed: string[] = [];
  const messages = heard('select 1 from biz.case', 'select 1 from biz.case where tenant_id = $1');
  expect(report(checkMessages(messages, FACTS), messages.length, (text) => printed.push(text))).toBe(false);
  expect(printed).toContain('    Rule 11: biz.case as case names no tenant: county: select 1 from biz.case');
  expect(printed.at(-1)).toMatch(/^\d+ rules, 2 statements, 1 breaches$/);
});
