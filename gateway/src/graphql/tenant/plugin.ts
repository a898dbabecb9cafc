import '../service/graphile-env.ts';
import type { PgSelectSingleStep, PgSelectStep } from 'postgraphile/@dataplan/pg';
import 'postgraphile';
import { nameCity, nameTenant } from './name-tenant.ts';

/** Views whose rows belong to a city and are read by every county of it (policy shape `published`). */
const PUBLISHED: readonly string[] = ['period', 'period_snapshot', 'scheme'];

/** A row of the city names the city; from a county's row it is asked by a statement of its own, as a join needs two shards. */
function askedOfTheCity<T extends (...args: never[]) => unknown>(plan: T, apart: boolean): T {
  return ((...args) => {
    const $row = plan(...args) as PgSelectSingleStep;
    const $rows = $row.getClassStep() as PgSelectStep;
    if (apart) $rows.setInliningForbidden();
    nameCity($rows);
    return $row;
  }) as T;
}

/**
 * Every select names its tenant as a parameter, nested ones too, so that a cluster asks one shard (rule 11 of Citus). What a
 * city publishes is named by the argument of its root field, or by the relation that leads to it.
 */
export const tenantPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiTenantPlugin',
  version: '1.0.0',
  gather: {
    hooks: {
      pgTables_PgResourceOptions(_info, { pgClass, resourceOptions }) {
        const isOfTenants = pgClass.getAttributes().some(({ attname }) => attname === 'tenant_id');
        if (!isOfTenants || PUBLISHED.includes(pgClass.relname)) return;
        resourceOptions.selectAuth = nameTenant as typeof resourceOptions.selectAuth;
      },
    },
  },
  schema: {
    hooks: {
      GraphQLObjectType_fields_field(field, build, { scope }) {
        const { pgRelationDetails } = scope as {
          pgRelationDetails?: { codec: { name: string }; relationName: string };
        };
        if (pgRelationDetails === undefined || field.plan === undefined) return field;
        const { codec, relationName } = pgRelationDetails;
        const remote = build.input.pgRegistry.pgRelations[codec.name]![relationName]!.remoteResource.codec.name;
        if (PUBLISHED.includes(remote)) field.plan = askedOfTheCity(field.plan, !PUBLISHED.includes(codec.name));
        return field;
      },
    },
  },
};
