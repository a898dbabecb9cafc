import { sql } from 'kysely';
import { present } from '../../kernel/present.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { by, type Plant } from './plant.ts';
import { AT, CANARY_CLASS, DAY } from './sandbox-tenant.ts';

/** Mode of every sandbox tenant: what may be done on a case is asked of it. */
const MODE = present(shippedModes().get('one-supervision-two-commands'), 'the mode of the sandbox');

/** Rows of what a tenant is set up with after it was provisioned. */
export const SETTINGS: Readonly<Record<string, Plant>> = {
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
};
