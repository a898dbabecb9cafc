import type { Facts } from '../rule.ts';
import type { Equality, Level, Operand, Reference } from '../scopes.ts';
import { isFields, listOf, unwrap, type Fields } from '../tree.ts';
import { operand } from '../scopes.ts';

/** The tenants' tables and views that a level reads or writes. */
export const ofTenants = ({ references }: Level, facts: Facts): Reference[] =>
  references.filter(({ relation }) => facts.ofTenants.has(relation));

/**
 * Whether a level says by a literal or parameter whose rows of a table it wants: `alias.tenant_id = $1` beside every other
 * condition. That of an outer join says it of the side that is looked up alone.
 */
export function isNamed(level: Level, { alias }: Reference, facts: Facts): boolean {
  const alone = ofTenants(level, facts).length === 1;
  return level.equalities.some(
    ({ left, right, holdsFor }) =>
      (holdsFor === undefined || holdsFor.has(alias)) &&
      [
        [left, right],
        [right, left],
      ].some(([one, other]) => isTenantOf(one, alias, alone) && other?.kind === 'value'),
  );
}

/** A column without its table can only be that of the one table that has a tenant. */
const isTenantOf = (operand: Operand | undefined, alias: string, alone: boolean): boolean =>
  operand?.kind === 'column' &&
  operand.column === 'tenant_id' &&
  (operand.alias === alias || (operand.alias === undefined && alone));

/** Whether an INSERT brings a literal or parameter as the tenant of every row. */
export function insertsNamed({ node }: Level): boolean {
  const at = listOf(node['cols']).findIndex((each) => unwrap(each).node['name'] === 'tenant_id');
  const { node: select } = unwrap(node['selectStmt']);
  return at >= 0 && rowsOf(select).every((row) => isValue(row[at]));
}

function rowsOf(select: Fields): unknown[][] {
  const { larg, rarg } = select;
  if (isFields(larg) && isFields(rarg)) return [...rowsOf(larg), ...rowsOf(rarg)];
  const values = listOf(select['valuesLists']).map((each) => listOf(unwrap(each).node['items']));
  return values.length > 0 ? values : [listOf(select['targetList']).map((each) => unwrap(each).node['val'])];
}

const isValue = (value: unknown): boolean => operand(value).kind === 'value';

/**
 * Equalities of two tenants' rows by anything but their tenant, where nothing beside says that the tenant is the same:
 * neither `a.tenant_id = b.tenant_id` nor a tenant named for both.
 */
export function joinedWithoutTenant(level: Level, facts: Facts): Equality[] {
  const visible = around(level);
  const find = (alias: string | undefined): [Level, Reference] | undefined => {
    for (const each of visible) {
      const found = ofTenants(each, facts).find((reference) => reference.alias === alias);
      if (found) return [each, found];
    }
    return undefined;
  };
  const named = (alias: string): boolean => {
    const found = find(alias);
    return found !== undefined && isNamed(found[0], found[1], facts);
  };
  const tied = (a: string, b: string): boolean =>
    visible.some(({ equalities }) =>
      equalities.some(({ left, right }) => isPair(left, right, a, b) && columnsOf(left, right).every(isTenant)),
    );
  return level.equalities.filter(({ left, right }) => {
    if (left.kind !== 'column' || right.kind !== 'column') return false;
    const [a, b] = [left.alias, right.alias];
    if (a === undefined || b === undefined || a === b || !find(a) || !find(b)) return false;
    return ![left, right].every(({ column }) => isTenant(column)) && !tied(a, b) && !(named(a) && named(b));
  });
}

const isTenant = (column: string): boolean => column === 'tenant_id';
const columnsOf = (...operands: Operand[]): string[] =>
  operands.map((each) => (each.kind === 'column' ? each.column : ''));
const isPair = (left: Operand, right: Operand, a: string, b: string): boolean =>
  left.kind === 'column' &&
  right.kind === 'column' &&
  ((left.alias === a && right.alias === b) || (left.alias === b && right.alias === a));

/** A level and those around it that it can see. */
function around(level: Level): Level[] {
  return level.outer === undefined ? [level] : [level, ...around(level.outer)];
}
