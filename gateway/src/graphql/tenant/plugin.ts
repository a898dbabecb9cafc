import '../graphile-env.ts';
import type { PgSelectSingleStep, PgSelectStep } from 'postgraphile/@dataplan/pg';
import { lambda } from 'postgraphile/grafast';
import 'postgraphile';
import { $nameTenant, isPublished } from './name-tenant.ts';

/** Every select names its tenant as a parameter, nested ones too, so that a cluster asks one shard (rule 11 of Citus). */
function nameTheTenant($rows: PgSelectStep): void {
  const { alias, resource } = $rows;
  const $condition = lambda($nameTenant(), (name) => name(alias, resource.codec.name), true);
  $rows.where($rows.deferredSQL($condition));
}

/** A row of the city's tenant is asked by a statement of its own: a join of a county's row to it would need two shards. */
function askedApart<T extends (...args: never[]) => unknown>(plan: T): T {
  return ((...args) => {
    const $row = plan(...args) as PgSelectSingleStep;
    ($row.getClassStep() as PgSelectStep).setInliningForbidden();
    return $row;
  }) as T;
}

export const tenantPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiTenantPlugin',
  version: '1.0.0',
  gather: {
    hooks: {
      pgTables_PgResourceOptions(_info, { pgClass, resourceOptions }) {
        const isOfTenants = pgClass.getAttributes().some(({ attname }) => attname === 'tenant_id');
        if (isOfTenants) resourceOptions.selectAuth = nameTheTenant as typeof resourceOptions.selectAuth;
      },
    },
  },
  schema: {
    hooks: {
      GraphQLObjectType_fields_field(field, build, { scope }) {
        const { pgRelationDetails } = scope as { pgRelationDetails?: { codec: { name: string }; relationName: string } };
        if (pgRelationDetails === undefined || field.plan === undefined) return field;
        const { codec, relationName } = pgRelationDetails;
        const remote = build.input.pgRegistry.pgRelations[codec.name]![relationName]!.remoteResource.codec.name;
        if (isPublished(remote) && !isPublished(codec.name)) field.plan = askedApart(field.plan);
        return field;
      },
    },
  },
};
