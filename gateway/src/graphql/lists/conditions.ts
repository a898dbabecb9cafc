import '../service/graphile-env.ts';
import { message, Problem } from '@liangji/platform';
import { sqlValueWithCodec, type PgSelectQueryBuilder } from 'postgraphile/@dataplan/pg';
import { sql, type SQL } from 'postgraphile/pg-sql2';
import type { NameTenant } from '../tenant/name-tenant.ts';
import { TENANT_OR_CITY, type Argument, type List, type SameReach, type UnitsOf } from './list.ts';

type Values = Readonly<Record<string, unknown>>;

const REACH = Object.keys(TENANT_OR_CITY);

/**
 * Writes the conditions of the arguments that are given into a statement; the others leave no trace in it. SYS-INPUT for a
 * list of a county or a city that is asked with neither or both.
 */
export function addConditions(name: string, list: List, values: Values, nameTenant: NameTenant, unitsOf: UnitsOf) {
  const reach = REACH.filter((argument) => list.args[argument] !== undefined);
  const given = Object.keys(list.args).filter((argument) => values[argument] != null);
  if (reach.length > 0 && reach.filter((argument) => given.includes(argument)).length !== 1) {
    throw new Problem('SYS-INPUT', { reason: message('graphql.reach', { list: name }) });
  }
  const valueOf = ({ codec, isBody }: Argument, value: unknown): SQL =>
    isBody
      ? sql.join(
          unitsOf(value as number).map((unit) => sqlValueWithCodec(unit, codec)),
          ', ',
        )
      : sqlValueWithCodec(value, codec);
  const conditionsOf = (alias: SQL, names: readonly string[], sameReach: SameReach): SQL[] =>
    names.flatMap((each) => {
      const argument = list.args[each];
      return argument === undefined ? [] : argument.where(alias, valueOf(argument, values[each]), sameReach);
    });
  const named = given.filter((each) => reach.includes(each));
  const sameReach: SameReach = (alias) =>
    sql.join([nameTenant(alias), ...conditionsOf(alias, named, sameReach)], ' and ');

  return (rows: PgSelectQueryBuilder): void => {
    for (const condition of conditionsOf(rows.alias, given, sameReach)) rows.where(condition);
    if (list.always !== undefined) rows.where(list.always(rows.alias));
  };
}
