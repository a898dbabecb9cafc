import { sql, type RawBuilder } from 'kysely';
import type { Acting, Database, Trx } from '../database/database.ts';
import { asIdentity, inTenant, type ActingRole } from '../database/transaction.ts';
import { tileOf } from '../geography/tile.ts';
import { present } from '../kernel/present.ts';
import { shippedModes } from '../tenants/shipped-modes.ts';

/** A day long over: no job of a running installation has anything to do about it. */
const DAY = '2020-01-02';
const AT = `${DAY}T03:04:05Z`;
/** Where every canary case lies, degrees WGS-84: inside of the sandbox's one grid cell. */
const PLACE = [0.005, 0.005] as const;
/** Mode of every sandbox tenant: what may be done on a case is asked of it. */
const MODE = present(shippedModes().get('one-supervision-two-commands'), 'the mode of the sandbox');
/** Class of every canary case: an event of GB/T 30428, in the committed catalogues. */
export const CANARY_CLASS = 22001;

/** A tenant of the sandbox. Its `word` stands in every text of every row it has, and nowhere else in the world. */
export interface SandboxTenant extends Acting {
  /** Its desk, which is lead of its first case too: so that departments' pages have something to show. */
  readonly unitId: number;
  /** Its department, which works the second case. */
  readonly departmentId: number;
  readonly slug: string;
  readonly word: string;
  /** Id of its batch, period, result and so on, and of the case and the task that wait at its desk. */
  readonly id: string;
  /** Id of the case of today that its department works, and of the task. */
  readonly workId: string;
  /** `sub` of its people by their posts. */
  readonly people: Readonly<Record<SandboxPost, string>>;
  /** Client id of its one machine. */
  readonly clientId: string;
  /** From which its cases were reported. */
  readonly phone: string;
}

/** Who asks for a tenant of the sandbox: its desk in three posts, its department. `data` is the assessor of a city. */
export const SANDBOX_POSTS = ['data', 'acceptor', 'dispatcher', 'department'] as const;
export type SandboxPost = (typeof SANDBOX_POSTS)[number];

/** When the sender of its case says that it is due: to the second its own. */
const claimedDueAt = ({ tenantId }: SandboxTenant): Date =>
  new Date(Date.parse(`${DAY}T12:00:00.457Z`) + tenantId * 1000);

/** By what a row of the tenant is known in an answer that shows no text of it: word, ids, and the moment it claims. */
export const marksOf = (tenant: SandboxTenant): readonly string[] => [
  tenant.word,
  tenant.id,
  tenant.workId,
  claimedDueAt(tenant).toISOString(),
];

/** What the rows need beside their tenant: hash of its file, digest of its telephone number. */
export interface Made {
  readonly sha256: string;
  readonly phoneDigest: string;
}

interface Plant {
  /** Who writes such rows in the running product. */
  readonly role: ActingRole;
  readonly row: (tenant: SandboxTenant, made: Made) => RawBuilder<unknown>;
}

const by = (role: ActingRole, row: Plant['row']): Plant => ({ role, row });

/** Tables that provisioning fills. */
const PROVISIONED = [
  'area',
  'body',
  'grid_cell',
  'mapping',
  'period_cut',
  'person',
  'post',
  'source_system',
  'tenant',
  'unit',
];

/** One row for every table that provisioning leaves empty, in the order of their keys to each other. */
const PLANTS: Readonly<Record<string, Plant>> = {
  batch: by(
    'ingest',
    ({ tenantId, cityId, id, word, people }, { sha256 }) => sql`
    insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, encoding,
      file_name, sent_by, sha256, byte_count, row_count, next_row, created_count, rejected_count, received_at)
    values (${tenantId}, ${cityId}, ${id}, 1, ${word}, 1, 'completed_with_rejects', 'ndjson', 'utf-8', ${word}, ${people.data},
      ${sha256}, 1, 2, 2, 1, 1, ${AT})`,
  ),
  tenant_mode: by(
    'operator',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.tenant_mode (tenant_id, city_id, from_at, document)
    values (${tenantId}, ${cityId}, ${AT}, ${JSON.stringify(MODE)}::jsonb || jsonb_build_object('title', ${word}::text))`,
  ),
  limit_rule: by(
    'operator',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.limit_rule (tenant_id, city_id, id, class_id, step, limit_value, limit_unit, from_day)
    values (${tenantId}, ${cityId}, ${id}, ${CANARY_CLASS}, 'check', '1', 'clock_hour', ${DAY})`,
  ),
  duty: by(
    'operator',
    ({ tenantId, cityId, unitId, id }) => sql`
    insert into biz.duty (tenant_id, city_id, id, class_id, kind, unit_id, from_day)
    values (${tenantId}, ${cityId}, ${id}, ${CANARY_CLASS}, 'dispose', ${unitId}, ${DAY})`,
  ),
  case: by(
    'clerk',
    (tenant) => sql`
    insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage,
      state, kind, class_id, source_code, source_group, address, description, longitude, latitude, tile, cell_id, unit_name, reported_at,
      filed_at, due_at, claimed_due_at, created_at, updated_at, supervision_unit_id, command_unit_id)
    values (${tenant.tenantId}, ${tenant.cityId}, ${tenant.id}, ${tenant.tenantId}, ${tenant.unitId}, ${tenant.unitId},
      ${tenant.tenantId}, ${tenant.word}, 'filed', 'dispatching', 'event', ${CANARY_CLASS}, ${tenant.word}, 'patrol', ${tenant.word},
      ${tenant.word}, ${PLACE[0]}, ${PLACE[1]}, ${tileOf(...PLACE)}, 1, ${tenant.word}, ${AT}, ${AT}, ${AT},
      ${claimedDueAt(tenant)}, ${AT}, ${AT}, ${tenant.unitId}, ${tenant.unitId}),
      (${tenant.tenantId}, ${tenant.cityId}, ${tenant.workId}, ${tenant.tenantId}, ${tenant.departmentId},
      ${tenant.departmentId}, ${tenant.tenantId}, ${`${tenant.word}-2`}, 'dispatched', 'disposing', 'event', ${CANARY_CLASS},
      ${tenant.word}, 'patrol', ${tenant.word}, ${tenant.word}, ${PLACE[0]}, ${PLACE[1]}, ${tileOf(...PLACE)}, 1,
      ${tenant.word}, now(), now(), null, null, now(), now(), ${tenant.unitId}, ${tenant.unitId})`,
  ),
  report: by(
    'clerk',
    ({ tenantId, cityId, unitId, id, word }, { sha256 }) => sql`
    insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, description, address,
      state, photos)
    values (${tenantId}, ${cityId}, ${id}, ${word}, ${unitId}, ${AT}, ${AT}, ${word}, ${word}, 'waiting',
      ${JSON.stringify([{ sha256, usage: 'before', type: 'image/jpeg', homeId: tenantId }])}::jsonb)`,
  ),
  assignment: by(
    'clerk',
    ({ tenantId, cityId, unitId, departmentId, id, workId, word }) => sql`
    insert into biz.assignment (tenant_id, city_id, id, case_id, kind, subtype, asker_unit_id, unit_id, brief, asked_at, state,
      asks, asks_unit_id)
    values (${tenantId}, ${cityId}, ${id}, ${id}, 'lead', null, ${unitId}, ${unitId}, jsonb_build_object('words', ${word}::text),
        ${AT}, 'open', jsonb_build_object('request', 'extension', 'reason', ${word}::text), ${unitId}),
      (${tenantId}, ${cityId}, md5('decision ' || ${id}::text)::uuid, ${id}, 'notice', 'decision', ${unitId}, ${unitId},
        jsonb_build_object('words', ${word}::text), ${AT}, 'open', null, null),
      (${tenantId}, ${cityId}, ${workId}, ${workId}, 'lead', null, ${unitId}, ${departmentId},
        jsonb_build_object('words', ${word}::text), ${AT}, 'open', null, null)`,
  ),
  batch_chunk: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.batch_chunk (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
    values (${tenantId}, ${cityId}, ${id}, 1, 2, '{1,6}', array[${id}::uuid, null], ${AT})`,
  ),
  finding: by(
    'ingest',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, external_id)
    values (${tenantId}, ${cityId}, ${id}, 2, 0, 'KEY-ID-MISSING', 'error', ${word}, ${word}, ${word})`,
  ),
  case_source: by(
    'ingest',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.case_source (tenant_id, city_id, source_id, external_id, case_id, derived_revision, content_hash,
      mapping_version, batch_id, row_no)
    values (${tenantId}, ${cityId}, 1, ${word}, ${id}, 1, ${word}, 1, ${id}, 1)`,
  ),
  case_event: by(
    'ingest',
    ({ tenantId, cityId, unitId, id, word }) => sql`
    insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, lead_unit_id, lead_home_id, assignment_id,
      kind, occurred_at, recorded_at, unit_name, data, batch_id, row_no)
    values (${tenantId}, ${cityId}, ${id}, ${id}, ${unitId}, ${unitId}, ${tenantId}, ${id}, 'reported', ${AT}, ${AT}, ${word},
      jsonb_build_object('address', ${word}::text), ${id}, 1)`,
  ),
  case_dirty: by(
    'clerk',
    ({ tenantId, cityId, unitId, id }) => sql`
    insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
    values (${tenantId}, ${cityId}, ${id}, ${id}, ${unitId})`,
  ),
  due_sweep: by(
    'clerk',
    ({ tenantId, cityId }) => sql`
    insert into biz.due_sweep (tenant_id, city_id, swept_to) values (${tenantId}, ${cityId}, ${AT})
    on conflict (tenant_id) do nothing`,
  ),
  case_turn: by(
    'ingest',
    ({ tenantId, cityId, unitId, id, word }) => sql`
    insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, unit_id, from_at, ended_by)
    values (${tenantId}, ${cityId}, ${id}, 1, 'disposal', ${unitId}, ${AT}, ${word})`,
  ),
  case_media: by(
    'clerk',
    ({ tenantId, cityId, unitId, departmentId, id, workId, word }, { sha256 }) => sql`
    insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, home_id, from_unit_id,
      unit_name, type, added_at)
    select ${tenantId}::int, ${cityId}::int, case_id, ${sha256}, unit, 'before', ${unitId}::int, ${tenantId}::int,
      ${unitId}::int, ${word}, 'image/jpeg', ${AT}::timestamptz
      from (values (${id}::uuid, ${unitId}::int), (${workId}, ${departmentId})) as seen(case_id, unit)`,
  ),
  media: by(
    'county',
    ({ tenantId, cityId, unitId, word }, { sha256 }) => sql`
    insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor, received_at,
      used_at)
    values (${tenantId}, ${cityId}, ${unitId}, ${sha256}, ${word}, 1, 'image/jpeg', ${word}, ${AT}, ${AT})`,
  ),
  downlink: by(
    'clerk',
    ({ tenantId, cityId, unitId, id }) => sql`
    insert into biz.downlink (tenant_id, city_id, cursor_no, unit_id, case_id, assignment_id, event_id, written_at)
    values (${tenantId}, ${cityId}, 1, ${unitId}, ${id}, ${id}, ${id}, ${AT})`,
  ),
  case_fact: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.case_fact (tenant_id, city_id, case_id, kind, cell_id, source_group, self_handled, rework_count,
      extension_count, reported_at, reported_day, filed_day)
    values (${tenantId}, ${cityId}, ${id}, 'event', 1, 'patrol', false, 0, 0, ${AT}, ${DAY}, ${DAY})`,
  ),
  case_number: by(
    'clerk',
    ({ tenantId, cityId }) => sql`
    insert into biz.case_number (tenant_id, city_id, series, day, last_value)
    values (${tenantId}, ${cityId}, 'upload', ${DAY}, 1)`,
  ),
  case_person: by(
    'ingest',
    ({ tenantId, cityId, id, word, phone }, { phoneDigest }) => sql`
    insert into biz.case_person (tenant_id, city_id, case_id, role, name, phone, phone_digest, id_number)
    values (${tenantId}, ${cityId}, ${id}, 'reporter', ${word}, ${phone}, ${phoneDigest}, ${word})`,
  ),
  stat_bucket: by(
    'rollup',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
    select ${tenantId}::int, ${cityId}::int, 'filed', ${DAY}::date, kind, case kind when 'all' then 0 else 1 end,
      jsonb_build_object('inst_num', 1, ${word}::text, 1) from unnest(array['all', 'cell']) as kind
    returning day`,
  ),
  stat_dirty: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
    values (${tenantId}, ${cityId}, ${id}, 'closed', '2020-02-03', 'class', 1)`,
  ),
  audit: by(
    'operator',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
    values (${tenantId}, ${cityId}, ${id}, ${AT}, ${word}, 'isolation.canary', ${word}, '{}')`,
  ),
  audit_seal: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.audit_seal (tenant_id, city_id, chain_no, audit_id, at, prev_hash, hash)
    values (${tenantId}, ${cityId}, 1, ${id}, ${AT}, '', ${word})`,
  ),
  command: by(
    'ingest',
    ({ tenantId, cityId, unitId, word }) => sql`
    insert into biz.command (tenant_id, city_id, by_unit_id, actor, key, name, input_hash, answer, at)
    values (${tenantId}, ${cityId}, ${unitId}, ${word}, ${word}, 'isolation.canary', ${word}, jsonb_build_object('word', ${word}::text), ${AT})`,
  ),
  draft: by(
    'county',
    ({ tenantId, cityId, word, people }) => sql`
    insert into biz.draft (tenant_id, city_id, actor, about, act, text, updated_at)
    values (${tenantId}, ${cityId}, ${people.data}, 'new', 'register', json_build_object('words', ${word}::text)::text, ${AT})`,
  ),
  closing: by(
    'rollup',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
    values (${tenantId}, ${cityId}, 0, ${id}, '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z')`,
  ),
  scheme: by(
    'city',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.scheme (tenant_id, city_id, id, version, document, hash, created_at)
    values (${tenantId}, ${cityId}, ${word}, 1, jsonb_build_object('title', ${word}::text), ${word}, ${AT})`,
  ),
  period: by(
    'city',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.period (tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version, state, closed_at,
      closed_by, hash)
    values (${tenantId}, ${cityId}, ${id}, ${word}, '2020-01-01', '2020-02-01', ${word}, 1, 'closed', ${AT}, ${word},
      ${word})`,
  ),
  result: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.result (tenant_id, city_id, period_id, object_id, state, is_frozen, no_data_reason, document, pinned,
      cut_at, hash)
    values (${tenantId}, ${cityId}, ${id}, ${tenantId}, 'no_data', true, ${word}, jsonb_build_object('reason', ${word}::text), '{}',
      ${AT}, ${word})`,
  ),
  result_list: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.result_list (tenant_id, city_id, period_id, object_id, counter, case_ids)
    values (${tenantId}, ${cityId}, ${id}, ${tenantId}, ${word}, array[${id}::uuid])`,
  ),
  scheme_input: by(
    'city',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.scheme_input (tenant_id, city_id, period_id, name, value, reason, entered_by, entered_at)
    values (${tenantId}, ${cityId}, ${id}, ${word}, '1', ${word}, ${word}, ${AT})`,
  ),
};

/** The tenant tables of this database. */
export async function tenantTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'biz'::regnamespace and relkind in ('r', 'p')
     order by 1`.execute(trx);
  return rows.map(({ name }) => name);
}

/**
 * Plants what provisioning left out, each row by the role that writes such rows in the product, so that no owner is needed
 * and the rights to add are exercised too. Throws naming a tenant table that would have no row.
 */
export async function plantCanary(database: Database, tenant: SandboxTenant, made: Made): Promise<void> {
  const known = new Set([...PROVISIONED, ...Object.keys(PLANTS)]);
  const forgotten = (await asIdentity(database, tenantTables)).filter((table) => !known.has(table));
  if (forgotten.length > 0)
    throw new Error(`no canary for biz.${forgotten.join(', biz.')}: write one into canaries.ts`);
  for (const { role, row } of Object.values(PLANTS)) {
    await inTenant(database, role, tenant, (trx) => row(tenant, made).execute(trx));
  }
}
