import { isFields, listOf, nameOf, nodesOf, unwrap, wordsOf, type Fields, type Parsed } from '../tree.ts';

interface Constraint {
  readonly table: string;
  /** The column it is written at, if it is. */
  readonly column: string | undefined;
  readonly constraint: Fields;
  /** Added by an ALTER TABLE, not with a table or column. */
  readonly alone: boolean;
}

/** Every constraint that is given to a table of tenants, wherever it is written. */
export function constraintsOf(statements: readonly Parsed[]): Constraint[] {
  const written = columnsAdded(statements).flatMap(({ table, column }) =>
    [...nodesOf(column['constraints'], 'Constraint')].map((constraint) => ({
      table,
      column: String(column['colname']),
      constraint,
      alone: false,
    })),
  );
  const inTables = tablesOf(statements).flatMap(({ relation, tableElts }) =>
    listOf(tableElts)
      .map(unwrap)
      .filter(({ kind }) => kind === 'Constraint')
      .map(({ node }) => ({ table: nameOf(relation), column: undefined, constraint: node, alone: false })),
  );
  const added = commandsOf(statements)
    .filter(({ command }) => command['subtype'] === 'AT_AddConstraint')
    .map(({ table, command }) => ({
      table,
      column: undefined,
      constraint: unwrap(command['def']).node,
      alone: true,
    }));
  return [...written, ...inTables, ...added];
}

/** Columns of new tables and new columns. */
export function columnsAdded(statements: readonly Parsed[]): { readonly table: string; readonly column: Fields }[] {
  const inTables = tablesOf(statements).flatMap(({ relation, tableElts }) =>
    listOf(tableElts)
      .map(unwrap)
      .filter(({ kind }) => kind === 'ColumnDef')
      .map(({ node }) => ({ table: nameOf(relation), column: node })),
  );
  const added = commandsOf(statements)
    .filter(({ command }) => command['subtype'] === 'AT_AddColumn')
    .map(({ table, command }) => ({ table, column: unwrap(command['def']).node }));
  return [...inTables, ...added];
}

export const tablesOf = (statements: readonly Parsed[]): Fields[] =>
  statements.filter(({ kind, node }) => kind === 'CreateStmt' && isOfTenants(node['relation'])).map(({ node }) => node);

export const commandsOf = (statements: readonly Parsed[]): { readonly table: string; readonly command: Fields }[] =>
  statements
    .filter(({ kind, node }) => kind === 'AlterTableStmt' && isOfTenants(node['relation']))
    .flatMap(({ node }) =>
      listOf(node['cmds']).map((each) => ({ table: nameOf(node['relation']), command: unwrap(each).node })),
    );

export const isOfTenants = (relation: unknown): boolean => nameOf(relation).startsWith('biz.');

export const isToLookup = ({ contype, pktable }: Fields): boolean =>
  contype === 'CONSTR_FOREIGN' && nameOf(pktable).startsWith('lookup.');

export const columnsOf = ({ keys, fk_attrs: ours, exclusions }: Fields): (string | undefined)[] => {
  const [excluded] = listOf(exclusions).map((each) => unwrap(listOf(unwrap(each).node['items'])[0]).node['name']);
  return excluded === undefined ? [...wordsOf(keys), ...wordsOf(ours)] : [String(excluded)];
};

export function hasPrimaryKey({ relation }: Fields, statements: readonly Parsed[]): boolean {
  return constraintsOf(statements).some(
    ({ table, constraint }) => table === nameOf(relation) && constraint['contype'] === 'CONSTR_PRIMARY',
  );
}

export function isIntNotNull(table: Fields, name: string): boolean {
  return [...nodesOf(table['tableElts'], 'ColumnDef')].some(
    ({ colname, typeName, constraints }) =>
      colname === name &&
      wordsOf(isFields(typeName) ? typeName['names'] : []).at(-1) === 'int4' &&
      [...nodesOf(constraints, 'Constraint')].some(({ contype }) =>
        ['CONSTR_NOTNULL', 'CONSTR_PRIMARY'].includes(String(contype)),
      ),
  );
}

export const addsForeignKey = (node: Fields): boolean =>
  listOf(node['cmds']).some((each) =>
    [...nodesOf(unwrap(each).node['def'], 'Constraint')].some(({ contype }) => contype === 'CONSTR_FOREIGN'),
  );
