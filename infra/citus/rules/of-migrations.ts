import type { Facts, Rule } from '../rule.ts';
import { isFields, listOf, nameOf, nodesOf, unwrap, wordsOf, type Fields, type Parsed } from '../tree.ts';
import {
  addsForeignKey,
  columnsAdded,
  columnsOf,
  commandsOf,
  constraintsOf,
  hasPrimaryKey,
  isIntNotNull,
  isOfTenants,
  isToLookup,
  tablesOf,
} from './tables-of-tenants.ts';

/** A migration: its name and its statements in order, those inside of DO and plpgsql left in their bodies. */
export interface MigrationFile {
  readonly name: string;
  readonly statements: readonly Parsed[];
}

/** What a worker knows of who acts: no other function may stand in a policy. */
const HELPERS = ['tenant_id', 'city_id', 'unit_id', 'actor'];
const KEYS = ['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION', 'CONSTR_FOREIGN'];
const SERIALS = ['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8'];

/** Rules for what a migration changes in the schema; numbers are those of README.md. */
export const MIGRATION_RULES: readonly Rule<MigrationFile>[] = [
  {
    number: '5',
    title: 'policies use columns of the row and the helpers of schema app',
    breaches: each('CreatePolicyStmt', ({ policy_name: policy, qual, with_check: check }) => [
      ...[...nodesOf([qual, check], 'SubLink')].map(() => `policy ${String(policy)} holds a sub-select`),
      ...[...nodesOf([qual, check], 'FuncCall')]
        .map(({ funcname }) => wordsOf(funcname))
        .filter(([schema, name]) => schema !== 'app' || !HELPERS.includes(name ?? ''))
        .map((words) => `policy ${String(policy)} calls ${words.join('.')}(), which no worker knows`),
    ]),
  },
  {
    number: '6',
    title: 'views are security_invoker',
    breaches: each('ViewStmt', ({ view, options }) =>
      listOf(options).some((option) => isInvoker(unwrap(option).node))
        ? []
        : [`view ${nameOf(view)} is not made with (security_invoker = true)`],
    ),
  },
  {
    number: '6',
    title: 'a SECURITY DEFINER function touches no table of tenants',
    breaches: each('CreateFunctionStmt', ({ funcname, options }) => {
      const [definer, body] = ['security', 'as'].map((name) => optionOf(options, name));
      const isDefiner = [...nodesOf(definer, 'Boolean')].some(({ boolval }) => boolval === true);
      const touches = [...nodesOf(body, 'String')].some(({ sval }) => /\b(biz|api)"?\s*\./.test(String(sval)));
      return isDefiner && touches
        ? [`${wordsOf(funcname).join('.')}() is SECURITY DEFINER and touches tenants' rows`]
        : [];
    }),
  },
  {
    number: '7',
    title: 'tenant_id leads every primary, unique, exclusion and foreign key and unique index',
    breaches: ({ statements }) => [
      ...constraintsOf(statements)
        .filter(({ constraint }) => KEYS.includes(String(constraint['contype'])) && !isToLookup(constraint))
        .filter(({ constraint, column }) => (columnsOf(constraint)[0] ?? column) !== 'tenant_id')
        .map(({ table }) => `a key of ${table} does not begin with tenant_id`),
      ...statements
        .filter(({ kind, node }) => kind === 'IndexStmt' && node['unique'] === true && isOfTenants(node['relation']))
        .filter(({ node }) => unwrap(listOf(node['indexParams'])[0]).node['name'] !== 'tenant_id')
        .map(({ node }) => `unique index ${String(node['idxname'])} does not begin with tenant_id`),
    ],
  },
  {
    number: '7',
    title: 'every new table has a primary key and the columns tenant_id and city_id int not null',
    breaches: ({ statements }) =>
      tablesOf(statements).flatMap((table) => [
        ...(hasPrimaryKey(table, statements) ? [] : [`table ${nameOf(table['relation'])} has no primary key`]),
        ...['tenant_id', 'city_id']
          .filter((name) => !isIntNotNull(table, name))
          .map((name) => `table ${nameOf(table['relation'])} has no column ${name} int not null`),
      ]),
  },
  {
    number: '7',
    title: 'nothing is unlogged',
    breaches: ({ statements }) => [
      ...tablesOf(statements)
        .filter(({ relation }) => isFields(relation) && relation['relpersistence'] === 'u')
        .map(({ relation }) => `table ${nameOf(relation)} is unlogged, which blocks moving its shards`),
      ...commandsOf(statements)
        .filter(({ command }) => command['subtype'] === 'AT_SetUnLogged')
        .map(({ table }) => `table ${table} becomes unlogged, which blocks moving its shards`),
    ],
  },
  {
    number: '8',
    title: 'foreign keys are named statements of their own, to tenants or look-ups',
    breaches: ({ statements }) =>
      constraintsOf(statements)
        .filter(({ constraint }) => constraint['contype'] === 'CONSTR_FOREIGN')
        .flatMap(({ table, constraint, alone }) => [
          ...(alone ? [] : [`a foreign key of ${table} is part of another statement: alter table … add constraint`]),
          ...(constraint['conname'] === undefined ? [`a foreign key of ${table} has no name`] : []),
          ...(isOfTenants(constraint['pktable']) || isToLookup(constraint)
            ? []
            : [`a foreign key of ${table} points at ${nameOf(constraint['pktable'])}`]),
        ]),
  },
  {
    number: '8',
    title: 'no foreign key sets null or default',
    breaches: ({ statements }) =>
      constraintsOf(statements)
        .filter(({ constraint }) =>
          ['fk_del_action', 'fk_upd_action'].some((name) => ['n', 'd'].includes(String(constraint[name]))),
        )
        .map(({ table }) => `a foreign key of ${table} sets null or default`),
  },
  {
    number: '9',
    title: 'ids come from the application: no identity, no serial',
    breaches: ({ statements }) =>
      columnsAdded(statements).flatMap(({ table, column }) => {
        const type = isFields(column['typeName']) ? wordsOf(column['typeName']['names']).at(-1) : undefined;
        const made =
          SERIALS.includes(type ?? '') ||
          [...nodesOf(column['constraints'], 'Constraint')].some(
            ({ contype, raw_expr: value }) =>
              contype === 'CONSTR_IDENTITY' ||
              [...nodesOf(value, 'FuncCall')].some(({ funcname }) => wordsOf(funcname).at(-1) === 'nextval'),
          );
        return made ? [`${table}.${String(column['colname'])} is given its value by a sequence`] : [];
      }),
  },
  {
    number: '10',
    title: 'no triggers or rules on tables of tenants',
    breaches: ({ statements }) =>
      statements
        .filter(({ kind, node }) => ['CreateTrigStmt', 'RuleStmt'].includes(kind) && isOfTenants(node['relation']))
        .map(
          ({ node }) =>
            `${String(node['trigname'] ?? node['rulename'])} is a trigger or rule on ${nameOf(node['relation'])}`,
        ),
  },
  {
    number: '14a',
    title: 'ADD CONSTRAINT stands alone in its ALTER TABLE',
    breaches: ({ statements }) =>
      statements
        .filter(({ node }) => listOf(node['cmds']).length > 1 && isOfTenants(node['relation']))
        .filter(({ node }) => listOf(node['cmds']).some((each) => unwrap(each).node['subtype'] === 'AT_AddConstraint'))
        .map(({ node }) => `ALTER TABLE ${nameOf(node['relation'])} does more than ADD CONSTRAINT`),
  },
  {
    number: '14a',
    title: 'ADD COLUMN brings no check, key or reference',
    breaches: ({ statements }) =>
      commandsOf(statements)
        .filter(({ command }) => command['subtype'] === 'AT_AddColumn')
        .flatMap(({ table, command }) =>
          [...nodesOf(command['def'], 'Constraint')]
            .filter(({ contype }) => ['CONSTR_CHECK', ...KEYS].includes(String(contype)))
            .map(() => `ADD COLUMN of ${table} brings a constraint: add it by a statement of its own`),
        ),
  },
  {
    number: '14a',
    title: 'no SET, local or not',
    breaches: ({ statements }) => [
      ...statements
        .filter(({ kind }) => kind === 'VariableSetStmt')
        .map(({ node }) => `SET ${String(node['name'])} in a migration`),
      ...statements
        .filter(({ kind, text }) => kind === 'DoStmt' && /\bset\s+local\b/i.test(text))
        .map(() => 'SET LOCAL inside DO in a migration'),
    ],
  },
  {
    number: '14a',
    title: 'migration.protect is called for every new table of tenants, before its foreign keys',
    breaches: ({ statements }) =>
      tablesOf(statements).flatMap(({ relation }) => {
        const name = nameOf(relation);
        const at = statements.findIndex(({ kind, node }) => kind === 'CallStmt' && protects(node, name));
        const key = statements.findIndex(({ node }) => nameOf(node['relation']) === name && addsForeignKey(node));
        if (at < 0) return [`table ${name} is not handed to migration.protect: on a cluster it would stay local`];
        return key >= 0 && key < at ? [`table ${name} gets a foreign key before migration.protect`] : [];
      }),
  },
];

const optionOf = (options: unknown, name: string): unknown =>
  listOf(options)
    .map((each) => unwrap(each).node)
    .find(({ defname }) => defname === name)?.['arg'];

const isInvoker = ({ defname, arg }: Fields): boolean =>
  defname === 'security_invoker' &&
  (arg === undefined || ['true', 'on', '1'].includes(String(unwrap(arg).node['sval'] ?? unwrap(arg).node['ival'])));

function protects({ funccall }: Fields, table: string): boolean {
  const call = isFields(funccall) ? funccall : {};
  const [argument] = [...nodesOf(call['args'], 'A_Const')];
  const text = isFields(argument?.['sval']) ? String(argument['sval']['sval']) : '';
  return wordsOf(call['funcname']).join('.') === 'migration.protect' && text.replaceAll('"', '') === table;
}

/** A rule about every statement of one kind. */
function each(kind: string, find: (node: Fields, facts: Facts) => string[]): Rule<MigrationFile>['breaches'] {
  return ({ statements }, facts) =>
    statements.filter((statement) => statement.kind === kind).flatMap(({ node }) => find(node, facts));
}
