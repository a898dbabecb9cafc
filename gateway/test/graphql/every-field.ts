import {
  getNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  isLeafType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
} from 'postgraphile/graphql';
import { uuidOf } from './harness.ts';

/** Arguments of which a list takes one: a county, or all counties of a city. */
const REACH = ['tenantId', 'cityId'];

/** Nested objects that one document opens below a root field. */
const DEPTH = 2;

type Values = Readonly<Record<string, string>>;

/** Arguments that point at the rows of one tenant; keyed by name, or by name and type where the name is not enough. */
function valuesFor(tenantId: number, slug: string): Values {
  return {
    tenantId: String(tenantId),
    cityId: '1',
    sourceId: String(tenantId),
    'id:Int': String(tenantId),
    'id:UUID': `"${uuidOf(tenantId)}"`,
    'id:String': '"scheme"',
    version: '1',
    caseId: `"${uuidOf(tenantId)}"`,
    batchId: `"${uuidOf(tenantId)}"`,
    periodId: `"${uuidOf(1)}"`,
    ids: `["${uuidOf(tenantId)}"]`,
    holderUnitId: String(tenantId),
    unitId: String(tenantId),
    askerUnitId: String(tenantId),
    asksUnitId: String(tenantId),
    externalId: `"${slug} external"`,
    catalogueId: '"gbt30428"',
    counter: '"filed"',
    basis: '"reported"',
    level: '"county"',
    fromDay: '"2026-01-01"',
    toDay: '"2027-01-01"',
    rowNo: '1',
    seq: '1',
    snapshot: '1',
    first: '100',
  };
}

function argument(arg: GraphQLArgument, values: Values, field: string): string {
  const value = values[`${arg.name}:${getNamedType(arg.type).name}`] ?? values[arg.name];
  if (value === undefined) throw new Error(`every-field.ts knows no value for argument ${arg.name} of ${field}`);
  return `${arg.name}: ${value}`;
}

function written(
  field: GraphQLField<unknown, unknown>,
  values: Values,
  depth: number,
  reach?: string,
): string | undefined {
  const needed = field.args.filter((arg) => arg.type instanceof GraphQLNonNull || arg.name === reach);
  const args = needed.map((arg) => argument(arg, values, field.name));
  const head = args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return head;
  if (depth < 0 || !(type instanceof GraphQLObjectType)) return undefined;
  const isPage = type.name.endsWith('Connection');
  const inner = Object.values(type.getFields()).map((below) => written(below, values, isPage ? depth : depth - 1));
  return `${head} { ${inner.filter((text) => text !== undefined).join(' ')} }`;
}

/**
 * One document for every root field of the running schema, aimed at the rows of one tenant; for a list that takes a county
 * or a city one for each. A new field appears here by itself; one with an argument of a new name fails until it knows what
 * to aim at.
 */
export function everyQuery(schema: GraphQLSchema, tenantId: number, slug: string): Map<string, string> {
  const fields = Object.values(schema.getQueryType()!.getFields());
  const values = valuesFor(tenantId, slug);
  return new Map(
    fields.flatMap((field) =>
      reachesOf(field).map((reach): [string, string] => [
        reach === undefined ? field.name : `${field.name} by ${reach}`,
        `{ ${written(field, values, DEPTH, reach)} }`,
      ]),
    ),
  );
}

function reachesOf(field: GraphQLField<unknown, unknown>): (string | undefined)[] {
  const optional = field.args.filter(({ name, type }) => REACH.includes(name) && !(type instanceof GraphQLNonNull));
  return optional.length === 0 ? [undefined] : optional.map(({ name }) => name);
}
