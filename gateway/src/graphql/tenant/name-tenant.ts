import '../graphile-env.ts';
import { TYPES, sqlValueWithCodec } from 'postgraphile/@dataplan/pg';
import { context, lambda, list, variableValues, type Step } from 'postgraphile/grafast';
import { sql, type SQL } from 'postgraphile/pg-sql2';
import type { ActingSettings } from '../adaptor.ts';

/** Views whose rows belong to the city and are read by every county of it (policy shape `published`). */
const PUBLISHED: readonly string[] = ['period', 'scheme'];

/** Is the tenant of a row of this view the city, whoever asks? */
export const isPublished = (view: string): boolean => PUBLISHED.includes(view);

/** Adds to a table or view of tenant rows whose rows are meant, as parameters; `true` where nobody in particular is. */
export type NameTenant = (alias: SQL, view: string) => SQL;

const ofTenant = (alias: SQL, tenantId: number): SQL => sql`${alias}.tenant_id = ${sqlValueWithCodec(tenantId, TYPES.int)}`;

/**
 * Whose rows a request means at every table it reads, beside row-level security, which does not prune shards: a county
 * means itself, whatever it asks for; a city means the county that the variable `tenantId` of its document names, or all.
 */
export function $nameTenant(): Step<NameTenant> {
  const $asking = list([context().get('pgSettings' as never), variableValues()]);
  return lambda(
    $asking as unknown as Step<[ActingSettings, { readonly tenantId?: unknown }]>,
    ([{ role, tenantId, cityId }, variables]): NameTenant => {
      const named = Number(role === 'city' ? (variables.tenantId ?? NaN) : tenantId);
      return (alias, view) => {
        const owner = isPublished(view) ? Number(cityId) : named;
        return Number.isInteger(owner) ? ofTenant(alias, owner) : sql`true`;
      };
    },
    true,
  );
}
