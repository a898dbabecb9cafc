import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { int2Array, int4Array, uuidArray } from '../../database/pg-arrays.ts';
import { namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { BLOCK, searchedText, wordsOf, type Searched } from './fold-text.ts';

/** First key of the advisory lock; the second is the tenant. */
const TEXT_LOCK = 734_007;
/** Cases read at a time. */
const MOST = 1_000;

interface Stored extends Searched {
  readonly caseId: string;
  /** Null of a case whose text was never written. */
  readonly number: number | null;
  readonly text: string | null;
}

interface Written {
  readonly caseId: string;
  readonly number: number;
  readonly before: string;
  readonly text: string;
}

/** A word that a text has, or has no longer. */
interface Place {
  readonly word: number;
  readonly block: number;
  readonly member: number;
}

const TEXT_COLUMNS: Columns<Written> = {
  case_id: { type: 'uuid', of: ({ caseId }) => caseId },
  number: { type: 'int4', of: ({ number }) => number },
  text: { type: 'text', of: ({ text }) => text },
};

/** One writer of a tenant's texts at a time, until the transaction ends; before any lock on its cases. */
export async function lockTexts(trx: Trx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TEXT_LOCK}::int, ${tenantId}::int)`.execute(trx);
}

/**
 * Brings what is searched of these cases to what they are now, their words with it: words that a text has no longer are gone.
 * Role rollup.
 */
export async function writeTexts(trx: Trx, tenant: Acting, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await lockTexts(trx, tenant.tenantId);
  for (let from = 0; from < caseIds.length; from += MOST) {
    const differing = await differingTexts(trx, tenant.tenantId, caseIds.slice(from, from + MOST));
    if (differing.length > 0) await write(trx, tenant, differing);
  }
}

/** Cases whose text is not what they are now. */
async function differingTexts(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<(Stored & { readonly wanted: string })[]> {
  const { rows } = await sql<Stored>`
    select c.id as "caseId", c.address, c.description, k.class_name as "className", t.number, t.text
      from biz."case" c
      left join lookup.class k on k.id = c.class_id
      left join biz.case_text t on t.tenant_id = ${tenantId} and t.tenant_id = c.tenant_id and t.case_id = c.id
     where c.tenant_id = ${tenantId} and c.id = any(${uuidArray(caseIds)}::uuid[])
     order by c.id`.execute(trx);
  return rows.map((row) => ({ ...row, wanted: searchedText(row) })).filter(({ text, wanted }) => text !== wanted);
}

async function write(
  trx: Trx,
  { tenantId, cityId }: Acting,
  differing: readonly (Stored & { readonly wanted: string })[],
): Promise<void> {
  let next = await nextNumber(trx, tenantId);
  const texts = differing.map(({ caseId, number, text, wanted }): Written => ({
    ...{ caseId, number: number ?? next++, before: text ?? '', text: wanted },
  }));
  await sql`
    insert into biz.case_text (tenant_id, city_id, ${namesOf(TEXT_COLUMNS)})
    select ${tenantId}::int, ${cityId}::int, ${namesOf(TEXT_COLUMNS)} from ${unnestRows(texts, TEXT_COLUMNS)}
    on conflict (tenant_id, case_id) do update set text = excluded.text
    returning 1`.execute(trx);
  const changes = texts.map(({ number, before, text }) => ({ number, had: wordsOf(before), has: wordsOf(text) }));
  await removeWords(
    trx,
    tenantId,
    changes.flatMap(({ number, had, has }) => placesOf(number, without(had, has))),
  );
  await addWords(
    trx,
    { tenantId, cityId },
    changes.flatMap(({ number, had, has }) => placesOf(number, without(has, had))),
  );
}

async function nextNumber(trx: Trx, tenantId: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select number from biz.case_text where tenant_id = ${tenantId} order by number desc limit 1`.execute(trx);
  return (rows[0]?.number ?? -1) + 1;
}

const without = (some: ReadonlySet<number>, others: ReadonlySet<number>): number[] =>
  [...some].filter((word) => !others.has(word));

const placesOf = (number: number, words: readonly number[]): Place[] =>
  words.map((word) => ({ word, block: Math.floor(number / BLOCK), member: number % BLOCK }));

const grouped = (places: readonly Place[]) => sql`(
  select word, block, array_agg(member order by member) as members
    from unnest(${int4Array(places.map(({ word }) => word))}::int4[], ${int4Array(places.map(({ block }) => block))}::int4[],
      ${int2Array(places.map(({ member }) => member))}::int2[]) as place(word, block, member)
   group by word, block)`;

async function addWords(
  trx: Trx,
  { tenantId, cityId }: Pick<Acting, 'tenantId' | 'cityId'>,
  places: readonly Place[],
): Promise<void> {
  if (places.length === 0) return;
  await sql`
    insert into biz.text_word as w (tenant_id, city_id, word, block, members)
    select ${tenantId}::int, ${cityId}::int, word, block, members from ${grouped(places)} as added
    on conflict (tenant_id, word, block) do update set members = w.members || excluded.members
    returning 1`.execute(trx);
}

async function removeWords(trx: Trx, tenantId: number, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    with gone as materialized ${grouped(places)}, emptied as (
      delete from biz.text_word w using gone
       where w.tenant_id = ${tenantId} and w.word = gone.word and w.block = gone.block and w.members <@ gone.members
      returning 1)
    update biz.text_word w
       set members = array(select member from unnest(w.members) as member where member <> all(gone.members))
      from gone
     where w.tenant_id = ${tenantId} and w.word = gone.word and w.block = gone.block
       and not w.members <@ gone.members`.execute(trx);
}
