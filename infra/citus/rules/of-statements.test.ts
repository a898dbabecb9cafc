import { describe, expect, test } from 'vitest';
import { breachesOf, type Facts } from '../rule.ts';
import { parseStatements } from '../tree.ts';
import { STATEMENT_RULES, type Message } from './of-statements.ts';

/** As a small database would report it. */
const FACTS: Facts = {
  ofTenants: new Set(['biz.case', 'biz.case_event', 'biz.batch', 'biz.period', 'biz.result', 'api.case']),
  published: new Set(['biz.period']),
  volatile: new Set(['random', 'uuidv7', 'clock_timestamp']),
  stable: new Set(['to_char', 'now']),
  stableCasts: new Set(['due_at::date']),
  notText: new Set(['id', 'due_at', 'version']),
};

/** By title of the rule: what is allowed, what is refused, and what the refusal says. */
const SAMPLES: Record<string, { readonly good: string[]; readonly bad: [text: string, says: string][] }> = {
  'settings are made by app.become alone, never by set_config and never for a session': {
    good: ['select app.become($1, $2, $3, $4)', "set local statement_timeout to '5s'"],
    bad: [
      ["select set_config('app.tenant_id', $1, true)", 'Rule 1: set_config() does not reach the workers'],
      ["set local app.tenant_id = '3'", 'Rule 1: app.tenant_id is set outside app.become'],
      ['set role gw_city', 'Rule 1: role is set outside app.become'],
      ["set work_mem = '64MB'", 'Rule 1: work_mem is set outside app.become'],
    ],
  },
  'every message is one statement': {
    good: ['begin'],
    bad: [['begin; select app.become(1, 1, null, null)', 'Rule 2: 2 statements travel in one message']],
  },
  'statements for a county name their tenant by a literal or parameter at every table': {
    good: [
      'select 1 from biz.case where tenant_id = $1 and id = $2',
      'select 1 from biz.case c join lookup.class k on k.id = c.class_id where 2 = c.tenant_id',
      'select 1 from biz.case c join biz.batch b on b.tenant_id = $1::int and b.id = c.batch_id where c.tenant_id = $1',
      'select 1 from biz.case c left join biz.batch b on b.tenant_id = $1 and b.id = c.batch_id where c.tenant_id = $1',
      'with own as (select id from biz.case where tenant_id = $1) select id from own',
      'insert into biz.case (tenant_id, id) values ($1, $2), ($1, $3)',
      'insert into biz.case (tenant_id, id) select $1::int, r.id from unnest($2::uuid[]) as r(id) returning 1',
      'update biz.case c set stage = r.stage from unnest($1::text[]) as r(stage) where c.tenant_id = $2',
      'delete from biz.batch where tenant_id = $1',
    ],
    bad: [
      ['select 1 from biz.case where id = $1', 'Rule 11: biz.case as case names no tenant'],
      ['select 1 from biz.case where tenant_id = app.tenant_id()', 'Rule 11: biz.case as case names no tenant'],
      ['select 1 from biz.case where tenant_id = $1 or id = $2', 'Rule 11: biz.case as case names no tenant'],
      ['select 1 from biz.case where tenant_id = any($1)', 'Rule 11: biz.case as case names no tenant'],
      [
        'select 1 from biz.case c join biz.batch b on b.tenant_id = c.tenant_id where c.tenant_id = $1',
        'Rule 11: biz.batch as b names no tenant',
      ],
      [
        'select 1 from biz.case c left join biz.batch b on c.tenant_id = $1 and b.tenant_id = $1',
        'Rule 11: biz.case as c names no tenant',
      ],
      [
        'select 1 from biz.case c where tenant_id = $1 and exists (select from biz.batch b where b.tenant_id = c.tenant_id)',
        'Rule 11: biz.batch as b names no tenant',
      ],
      [
        'select 1 from biz.case where tenant_id = $1 union all select 1 from biz.batch',
        'Rule 11: biz.batch as batch names no tenant',
      ],
      ['select 1 from (select id from api."case") c', 'Rule 11: api.case as case names no tenant'],
      ['insert into biz.case (id, tenant_id) values ($1, null), ($2, app.tenant_id())', 'the rows put into biz.case'],
      [
        'insert into biz.case (tenant_id, id) select c.tenant_id, c.id from x c returning 1',
        'the rows put into biz.case',
      ],
      ['insert into biz.case values ($1, $2)', 'Rule 11: the rows put into biz.case name no tenant'],
      ['update biz.case set stage = $1 where id = $2', 'Rule 11: biz.case as case names no tenant'],
      ['delete from biz.batch b using biz.case c where c.tenant_id = $1', 'Rule 11: biz.batch as b names no tenant'],
    ],
  },
  "a county's row and a row that the city publishes are asked apart": {
    good: ['select 1 from biz.period where tenant_id = $1', 'select 1 from biz.result r where r.tenant_id = $1'],
    bad: [
      [
        'select 1 from biz.result r join biz.period p on p.tenant_id = $2 and p.id = r.period_id where r.tenant_id = $1',
        'Rule 11: biz.result is joined to biz.period',
      ],
    ],
  },
  'no function of ours stands in FROM': {
    good: [
      'select 1 from unnest($1::int[]) as r(id)',
      'select 1 from json_to_recordset($1) as r(id int)',
      'select app.tenant_id()',
    ],
    bad: [
      ['select 1 from api.cases($1) c', 'Rule 11a: FROM calls api.cases()'],
      [
        'select 1 from biz.case c, lateral api.events(c.id) e where c.tenant_id = $1',
        'Rule 11a: FROM calls api.events()',
      ],
    ],
  },
  'every INSERT … SELECT has ON CONFLICT or RETURNING': {
    good: [
      'insert into biz.batch (tenant_id, id) select $1, id from x on conflict do nothing',
      'insert into biz.batch (tenant_id, id) select $1, id from x returning id',
      'insert into biz.batch (tenant_id, id) values ($1, $2)',
      'insert into control.counter (name) select name from x',
    ],
    bad: [
      ['insert into biz.batch (tenant_id, id) select $1, id from x', 'Rule 12: INSERT … SELECT into biz.batch'],
      [
        'with made as (insert into biz.batch (tenant_id, id) select $1, id from x) select 1',
        'Rule 12: INSERT … SELECT into biz.batch',
      ],
    ],
  },
  'no volatile function in UPDATE or ON CONFLICT DO UPDATE': {
    good: ['update biz.case set updated_at = now() where tenant_id = $1', 'select random() from biz.case'],
    bad: [
      ['update biz.case set id = uuidv7() where tenant_id = $1', 'Rule 13: UPDATE calls uuidv7(), which is volatile'],
      [
        'update biz.case set stage = $2 where tenant_id = $1 and updated_at < clock_timestamp()',
        'Rule 13: UPDATE calls clock_timestamp()',
      ],
      [
        'insert into biz.case (tenant_id) values ($1) on conflict (tenant_id) do update set x = random()',
        'Rule 13: UPDATE calls random()',
      ],
    ],
  },
  'no MERGE': {
    good: ['select 1'],
    bad: [
      ['merge into biz.case c using x on x.id = c.id when matched then delete', 'Rule 13: MERGE is refused'],
      [
        'with m as (merge into biz.case c using x on x.id = c.id when matched then delete returning 1) select 1',
        'MERGE',
      ],
    ],
  },
  'tenant_id never changes': {
    good: ['update biz.case set city_id = 1 where tenant_id = $1'],
    bad: [
      ['update biz.case set tenant_id = $2 where tenant_id = $1', 'Rule 13: tenant_id is assigned by an UPDATE'],
      [
        'insert into biz.case (tenant_id) values ($1) on conflict (tenant_id) do update set tenant_id = excluded.tenant_id',
        'Rule 13: tenant_id is assigned',
      ],
    ],
  },
  'no sub-query in VALUES': {
    good: [
      'insert into biz.case (tenant_id, id) values ($1, $2)',
      'insert into control.login (id) values ((select 1))',
    ],
    bad: [
      [
        'insert into biz.case (tenant_id, no) values ($1, (select max(no) from x))',
        'Rule 13: VALUES holds a sub-query',
      ],
    ],
  },
  'no SKIP LOCKED without a tenant': {
    good: [
      'select id from biz.batch where tenant_id = $1 for update skip locked',
      'select id from biz.batch for update',
    ],
    bad: [['select id from biz.batch where state = $1 for update skip locked', 'Rule 13: SKIP LOCKED over biz.batch']],
  },
  'rows of tenants are joined with their tenant, never by case_id or another key alone': {
    good: [
      'select 1 from biz.case c join biz.case_event e on e.tenant_id = c.tenant_id and e.case_id = c.id',
      'select 1 from biz.case c join biz.case_event e using (tenant_id, id)',
      'select 1 from biz.case c join biz.case_event e on e.case_id = c.id where c.tenant_id = $1 and e.tenant_id = $1',
      'select 1 from biz.case c where exists (select from biz.case_event e where e.tenant_id = c.tenant_id and e.case_id = c.id)',
      'select 1 from biz.case c join lookup.class k on k.id = c.class_id',
    ],
    bad: [
      ['select 1 from biz.case c join biz.case_event e on e.case_id = c.id', 'Rule 13: e.case_id = c.id joins'],
      ['select 1 from biz.case c, biz.case_event e where e.case_id = c.id', 'Rule 13: e.case_id = c.id joins'],
      [
        'select 1 from biz.case c where c.tenant_id = $1 and exists (select from biz.case_event e where e.case_id = c.id)',
        'Rule 13: e.case_id = c.id joins',
      ],
      [
        'update biz.case t set name = c.name from biz.case c where c.tenant_id = t.city_id',
        'Rule 13: c.tenant_id = t.city',
      ],
    ],
  },
  'no stable expression over columns in UPDATE': {
    good: [
      "update biz.case set code = 'u' || id::text where tenant_id = $1",
      "update biz.case set note = note || '!' where tenant_id = $1",
      "update biz.case set day = to_char(now(), 'YYYY') where tenant_id = $1",
    ],
    bad: [
      [
        "update biz.case set code = 'u' || id",
        'Rule 14a: UPDATE joins id to text by ||, which is stable: write id::text',
      ],
      ["update biz.case set day = to_char(due_at, 'YYYY')", 'Rule 14a: UPDATE calls to_char() over a column'],
      ['update biz.case set day = due_at::date', 'Rule 14a: UPDATE casts due_at::date, which depends on the session'],
    ],
  },
  'rows of several tenants are not locked at once': {
    good: [
      'select 1 from biz.case where tenant_id in ($1, $2)',
      'select 1 from biz.case where tenant_id = $1 for update',
    ],
    bad: [
      ['select 1 from biz.case where tenant_id in ($1, $2) for update', 'Rule 14b: tenant_id in (…) for update'],
      ['select 1 from biz.case where tenant_id = any($1) for share', 'Rule 14b: tenant_id in (…) for update'],
    ],
  },
  'no nested list from a look-up table down to rows of tenants': {
    good: [
      'select (select name from lookup.class k where k.id = c.class_id) from biz.case c',
      'select 1 from lookup.class k join biz.case c on c.class_id = k.id where c.tenant_id = $1',
    ],
    bad: [
      [
        'select (select count(*) from biz.case c where c.tenant_id = $1 and c.class_id = k.id) from lookup.class k',
        'Rule 17: biz.case is asked below lookup.class',
      ],
    ],
  },
};

const message = (text: string): Message => ({
  role: 'gw_county',
  acts: 'county',
  text,
  statements: parseStatements(text),
});

test('every rule about statements has samples', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(STATEMENT_RULES.map(({ title }) => title).toSorted());
});

describe.each(STATEMENT_RULES.map((rule) => [rule.title, rule] as const))('%s', (title, rule) => {
  const { good, bad } = SAMPLES[title] ?? { good: [], bad: [] };

  test.each(good)('allows: %s', (text) => {
    expect(breachesOf([rule], message(text), FACTS, text)).toEqual([]);
  });

  test.each(bad)('refuses in one sentence with its number: %s', (text, says) => {
    const found = breachesOf([rule], message(text), FACTS, text);
    expect(found.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(says)]);
    expect(found[0]?.sentence).toMatch(/^Rule \d+[ab]?: /);
    expect(found[0]?.sentence).toContain(text);
  });
});

test('a statement of the city, which asks all shards, needs no tenant', () => {
  const rules = STATEMENT_RULES.filter(({ number }) => number === '11');
  const ofCity: Message = { ...message('select 1 from biz.case where city_id = $1'), acts: 'city' };
  expect(breachesOf(rules, ofCity, FACTS, '')).toEqual([]);
});
