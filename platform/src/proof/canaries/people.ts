import { sql } from 'kysely';
import { by, type Plant } from './plant.ts';
import { AT } from './sandbox-tenant.ts';

/** Rows of what is kept of what people do: the audit, answered commands, drafts. */
export const PEOPLE: Readonly<Record<string, Plant>> = {
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
  handed_draft: by(
    'county',
    ({ tenantId, cityId, id, word, people }) => sql`
    insert into biz.handed_draft (tenant_id, city_id, actor, id, from_actor, from_name, about, act, text, handed_at)
    values (${tenantId}, ${cityId}, ${people.data}, ${id}, ${people.acceptor}, ${word}, 'new', 'register',
      json_build_object('words', ${word}::text)::text, ${AT})`,
    'acceptor',
  ),
};
