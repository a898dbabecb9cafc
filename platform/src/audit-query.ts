import { z } from 'zod';
import { ACTIONS, AUDIT_KINDS, OTHER_ACT, type ActionWords, type AuditKind } from './audit/actions.ts';
import { readAudit, type AuditRow } from './audit/read-audit.ts';
import { COMMANDS } from './command-list.ts';
import { pageOf } from './commands/page-of.ts';
import { query } from './commands/query.ts';
import type { Trx } from './database/database.ts';
import type { Actor } from './identity/actor.ts';
import { reachOf } from './identity/reach.ts';
import { requireRight } from './identity/rights.ts';

const MOST = 200;

const KIND_OF_COMMAND: Readonly<Record<string, AuditKind>> = { batch: 'upload', mapping: 'mapping', period: 'period' };

/** Every act that is written down, in words: commands by their title, where no better words are given. */
export const ACTION_WORDS: ReadonlyMap<string, ActionWords> = new Map([
  ...Object.values(COMMANDS).map(({ name, title }): [string, ActionWords] => [
    name,
    { kind: KIND_OF_COMMAND[name.split('.')[0] ?? ''] ?? 'case', ...title },
  ]),
  ...Object.entries(ACTIONS),
]);

/** A place in the list: of the last row of a page. */
const place = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });
const words = z.strictObject({ zh: z.string(), en: z.string() });

const input = z.strictObject({
  tenantId: z.int32().positive().nullable().default(null).describe('null: all that the reader sees'),
  kind: z.enum(AUDIT_KINDS).nullable().default(null).describe('null: every kind of act'),
  personId: z.uuid().nullable().default(null),
  account: z.string().min(1).max(200).nullable().default(null).describe('of a machine or an operator'),
  from: z.iso.datetime().nullable().default(null),
  before: z.iso.datetime().nullable().default(null),
  limit: z.int().min(1).max(MOST).default(50),
  after: place.nullable().default(null).describe('`next` of the page before'),
});

const auditRow = z
  .strictObject({
    tenantId: z.int32(),
    id: z.uuid(),
    at: z.iso.datetime(),
    misdated: z.boolean().describe('says another time than it was written at, by more than an hour'),
    kind: z.enum(AUDIT_KINDS).nullable().describe('null: an act that nobody foresaw'),
    words: words.describe('what was done'),
    caseNo: z.string().nullable(),
    about: z.string().nullable().describe('label of a period, id of an upload at its sender and the like'),
    aboutWords: words.nullable().describe('what was refused'),
    caseId: z.uuid().nullable().describe('case of this tenant that was acted on'),
    batchId: z.uuid().nullable(),
    reason: z.string().nullable(),
    personId: z.uuid().nullable(),
    name: z.string().nullable().describe('of a person of the reader’s own tenant'),
    post: z.string().nullable(),
    unitName: z.string().nullable(),
    account: z.string().nullable().describe('of what is no person: a machine, an operator, a job'),
  })
  .meta({ id: 'AuditRow' });

/** Who did what, for whoever answers for it: the city over its counties, a county its own. AUTH-FORBIDDEN for other posts. */
export const auditQuery = query({
  name: 'audit.list',
  title: { zh: '操作记录', en: 'Who did what' },
  input,
  output: z.strictObject({
    rows: z.array(auditRow).describe('the latest first'),
    next: place.nullable().describe('to be sent as `after` for the next page; null: that was all'),
    people: z.array(z.strictObject({ id: z.uuid(), name: z.string() })).describe('of the reader’s own tenant, by name'),
  }),
  problems: [],
  read: async (trx, actor, { tenantId, kind, limit, ...wanted }) => {
    requireRight(actor, 'readAudit');
    const actions = kind && [...ACTION_WORDS].flatMap(([action, of]) => (of.kind === kind ? [action] : []));
    const tenantIds = tenantId === null ? await tenantsOf(trx, actor) : [tenantId];
    const { shown, last } = pageOf(await readAudit(trx, tenantIds, { ...wanted, actions, limit: limit + 1 }), limit);
    const [people, unitNames] = await Promise.all([peopleOf(trx, actor), bodyNames(trx, actor, shown)]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return {
      rows: shown.map((row) => ({ ...inWords(row), ...doneBy(row, names, unitNames) })),
      next: last && { at: last.at, id: last.id },
      people,
    };
  },
});

async function tenantsOf(trx: Trx, { tenantId, cityId }: Actor): Promise<number[]> {
  if (tenantId !== cityId) return [tenantId];
  const rows = await trx.selectFrom('biz.tenant').select('tenant_id').where('city_id', '=', cityId).execute();
  return rows.map((row) => row.tenant_id);
}

function inWords({ tenantId, id, at, misdated, action, subject, data }: AuditRow) {
  const known = ACTION_WORDS.get(action);
  const text = (name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);
  const isBatch = known?.kind === 'upload' || action === 'batch.read-rows';
  const isPlain =
    ['mapping', 'period'].includes(known?.kind ?? '') || ['calendar.load', 'account.renew'].includes(action);
  const refused = action === 'request.refused' ? refusedWords(subject) : null;
  return {
    ...{ tenantId, id, at, misdated, kind: known?.kind ?? null },
    words: known === undefined ? OTHER_ACT : { zh: known.zh, en: known.en },
    caseNo: text('caseNo'),
    about: text('client_batch_id') ?? (isPlain || (action === 'request.refused' && !refused) ? subject : null),
    aboutWords: refused,
    caseId: known?.kind === 'case' && text('caseNo') !== null ? uuid(subject) : null,
    batchId: isBatch && [undefined, tenantId].includes(data['of'] as number | undefined) ? uuid(subject) : null,
    reason: text('reason'),
  };
}

const uuid = (text: string): string | null => (z.uuid().safeParse(text).success ? text : null);

/** `POST /api/v1/period/close` and `/trpc/period.close` are what closing a period is called. */
function refusedWords(subject: string): { zh: string; en: string } | null {
  const name = /(?:\/api\/v1|\/trpc)\/(\w+)[./](\w+)$/.exec(subject)?.slice(1).join('.');
  const known = name === undefined ? undefined : ACTION_WORDS.get(name);
  return known === undefined ? null : { zh: known.zh, en: known.en };
}

function doneBy(
  { actor, personId, post, unitId, data }: AuditRow,
  names: ReadonlyMap<string, string>,
  unitNames: ReadonlyMap<number, string>,
) {
  // Before persons were kept only sessions named the post.
  const known = post ?? (typeof data['post'] === 'string' ? data['post'] : null);
  return {
    ...{ personId, post: known, name: (personId !== null && names.get(personId)) || null },
    unitName: (unitId !== null && unitNames.get(unitId)) || null,
    account: personId === null ? actor : null,
  };
}

/** People of another tenant stay its own: the policy of `biz.person` shows them to nobody else. */
function peopleOf(trx: Trx, { tenantId }: Actor) {
  return trx
    .selectFrom('biz.person')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .execute();
}

/** A body has one name in all tenants it serves. */
async function bodyNames(trx: Trx, actor: Actor, rows: readonly AuditRow[]): Promise<Map<number, string>> {
  const ids = [...new Set(rows.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])))];
  if (ids.length === 0) return new Map();
  const { column, id } = reachOf(actor);
  const bodies = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'name'])
    .where(column, '=', id)
    .where('unit_id', 'in', ids)
    .execute();
  return new Map(bodies.map((body) => [body.unit_id, body.name]));
}
