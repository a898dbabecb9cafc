import '../service/graphile-env.ts';
import { TYPES, sqlValueWithCodec, type PgSelectStep } from 'postgraphile/@dataplan/pg';
import { context, lambda, list, variableValues, type Step } from 'postgraphile/grafast';
import { sql, type SQL } from 'postgraphile/pg-sql2';
import type { ActingSettings } from '../service/acting-settings.ts';

/** The condition that names, as a parameter, whose rows of a table are meant; `true` where nobody in particular is. */
export type NameTenant = (alias: SQL) => SQL;

const $settings = (): Step<ActingSettings> => context().get('pgSettings' as never) as unknown as Step<ActingSettings>;

const named =
  (tenantId: number): NameTenant =>
  (alias) =>
    Number.isInteger(tenantId) ? sql`${alias}.tenant_id = ${sqlValueWithCodec(tenantId, TYPES.int)}` : sql`true`;

/**
 * Whose rows a request means at every table it reads, beside row-level security, which does not prune shards: whoever is of a
 * county means that county, whatever he asks for; whoever is of the city means the county that the variable `tenantId` of his
 * document names, or all.
 */
export function $nameTenant(): Step<NameTenant> {
  return lambda(
    list([$settings(), variableValues()]),
    ([{ tenantId, cityId }, variables]) =>
      named(Number(tenantId === cityId ? (variables['tenantId'] ?? NaN) : tenantId)),
    true,
  );
}

/** Names the asker's or the document's tenant in a select. */
export function nameTenant($rows: PgSelectStep): void {
  where($rows, $nameTenant());
}

/** Names the city in a select of rows that the city publishes to its counties. */
export function nameCity($rows: PgSelectStep): void {
  where(
    $rows,
    lambda($settings(), ({ cityId }) => named(Number(cityId)), true),
  );
}

function where($rows: PgSelectStep, $name: Step<NameTenant>): void {
  const { alias } = $rows;
  $rows.where($rows.deferredSQL(lambda($name, (name) => name(alias), true)));
}
