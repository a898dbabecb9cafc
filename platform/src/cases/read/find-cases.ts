import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { IS_OPEN, OPEN_STATES } from '../stage.ts';

const MOST = 50;
/** So many of a window are looked at again without their personal data. */
const MOST_READ = 4 * MOST;
/** So many cases of a window are searched by words (decision 0049). */
const WINDOW = 5_000;

const input = z.strictObject({ words: z.string().trim().min(2).max(50) });

const output = z.strictObject({
  cases: z
    .array(z.strictObject({ tenantId: z.int32(), caseId: z.uuid() }).meta({ id: 'FoundCase' }))
    .describe('at most 50'),
  within: z
    .enum(['all', 'latest', 'open'])
    .describe(
      'where the words were looked for: in all cases; in the 5000 reported last and the 5000 open ones due soonest; in at most 5000 open ones that the body works. The whole number is looked for in all',
    ),
});

/**
 * Cases by what somebody knows of them, among those the actor may see: by the whole number every one; by a part of number, class,
 * address or description the open ones at desks, the soonest due first, then those reported last, whatever became of them; of
 * a body that works cases, the open ones it works. A text is compared as it is shown, so that nobody finds out a telephone
 * number by searching for it.
 */
export async function findCases(
  trx: Trx,
  actor: Actor,
  { words }: z.infer<typeof input>,
): Promise<z.infer<typeof output>> {
  const [numbered, ...searched] = await Promise.all([
    withNumber(trx, actor, words),
    ...windowsOf(actor).map((window) => search(trx, window, words)),
  ]);
  const has = (text: string | null): boolean => text?.toLowerCase().includes(words.toLowerCase()) ?? false;
  const found = searched
    .flatMap(({ found }) => found)
    .filter(({ shown, personal }) => shown.some(has) || personal.some((text) => has(text && maskPersonal(text))));
  const unique = new Map(
    [...numbered, ...found].map(({ tenant_id: tenantId, id: caseId }) => [caseId, { tenantId, caseId }]),
  );
  const isAll = (searched.at(-1)?.size ?? 0) < WINDOW;
  return {
    cases: [...unique.values()].slice(0, MOST),
    within: actor.pool === 'unit' ? 'open' : isAll ? 'all' : 'latest',
  };
}

/** Numbers are kept by tenant: those of a city are few. */
async function withNumber(trx: Trx, actor: Actor, number: string) {
  const { column, id } = reachOf(actor);
  const tenants = await trx.selectFrom('biz.tenant').select('tenant_id').where(column, '=', id).execute();
  const { rows } = await sql<{ tenant_id: number; id: string }>`
    select tenant_id, id from biz."case"
     where ${sql.ref(column)} = ${id} and tenant_id = any(${tenants.map((tenant) => tenant.tenant_id)}::int[])
       and case_no = ${number}
     limit ${MOST}`.execute(trx);
  return rows;
}

/** Cases that are searched by words, read in the order of an index and no further than it is long. */
interface Window {
  readonly where: RawBuilder<unknown>;
  /** Absent: no index has an order. */
  readonly order: string | null;
}

const DUE = `coalesce(c.step_due_at, '9999-12-31T00:00:00Z'::timestamptz), c.id`;

function windowsOf(actor: Actor): readonly Window[] {
  const { column, id } = reachOf(actor);
  const isReached = sql`${sql.ref(`c.${column}`)} = ${id}`;
  if (actor.pool === 'unit') {
    // State by state, as its index has them: what a body worked before is never read.
    const works = sql`c.city_id = ${actor.cityId} and c.lead_unit_id = ${actor.body.id} and c.state = any(${[...OPEN_STATES]})`;
    return [{ where: sql`${isReached} and ${works}`, order: null }];
  }
  return [
    { where: sql`${isReached} and c.supervision_unit_id is not null and ${sql.raw(`c.${IS_OPEN}`)}`, order: DUE },
    { where: isReached, order: 'c.reported_at desc, c.id desc' },
  ];
}

interface Found {
  readonly tenant_id: number;
  readonly id: string;
  readonly shown: readonly (string | null)[];
  /** Texts that may hold personal data. */
  readonly personal: readonly (string | null)[];
}

/** How many cases a window has, and those of them that have the words, in its order. */
async function search(
  trx: Trx,
  { where, order }: Window,
  words: string,
): Promise<{ readonly size: number; readonly found: readonly Found[] }> {
  // Lower case costs more than all the rest, and Chinese has none.
  const [lower, upper] = [words.toLowerCase(), words.toUpperCase()];
  const has = (column: string) => sql`strpos(${sql.raw(lower === upper ? column : `lower(${column})`)}, ${lower}) > 0`;
  const { rows } = await sql<{ size: number } & (Found | { readonly id: null })>`
    with searched as materialized (
      select c.tenant_id, c.id, c.case_no, c.class_id, c.address, c.description, c.reported_at, c.step_due_at
        from biz."case" c where ${where} ${order === null ? sql`` : sql`order by ${sql.raw(order)}`} limit ${WINDOW})
    select total.size, found.*
      from (select count(*)::int as size from searched) as total
      left join (
        select c.tenant_id, c.id, array[c.case_no, k.class_name] as shown, array[c.address, c.description] as personal
          from searched c left join lookup.class k on k.id = c.class_id
         where ${has('c.case_no')} or ${has('k.class_name')} or ${has('c.address')} or ${has('c.description')}
         order by ${sql.raw(order ?? DUE)} limit ${MOST_READ}) as found on true`.execute(trx);
  return { size: rows[0]?.size ?? 0, found: rows.filter((row) => row.id !== null) };
}

export const findCasesQuery = query({
  name: 'cases.find',
  title: { zh: '查找案卷', en: 'Find cases by number or words' },
  input,
  output,
  problems: [],
  read: findCases,
});
