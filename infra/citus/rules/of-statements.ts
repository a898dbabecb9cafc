import type { Facts, Rule } from '../rule.ts';
import { levelsOf, type Level } from '../scopes.ts';
import { isFields, listOf, nameOf, nodesOf, unwrap, wordsOf, type Fields, type Parsed } from '../tree.ts';
import { insertsNamed, isNamed, joinedWithoutTenant, ofTenants } from './names-tenant.ts';

/** What a connection sent, as it was heard: one message. */
export interface Message {
  readonly role: string;
  /** For whom its transaction acts: one county, the city over all of them, or nobody (owner, operator, none at all). */
  readonly acts: 'county' | 'city' | 'nobody';
  readonly text: string;
  readonly statements: readonly Parsed[];
}

/** Rules for everything that a connection sends, whoever it acts for; numbers are those of README.md. */
export const STATEMENT_RULES: readonly Rule<Message>[] = [
  {
    number: '1',
    title: 'settings are made by app.become alone, never by set_config and never for a session',
    breaches: each(({ kind, node }) => [
      ...calls(node, 'set_config').map(() => 'set_config() does not reach the workers'),
      ...(kind === 'VariableSetStmt' && isActing(node) ? [`${String(node['name'])} is set outside app.become`] : []),
    ]),
  },
  {
    number: '2',
    title: 'every message is one statement',
    breaches: ({ statements }) =>
      statements.length > 1 ? [`${statements.length} statements travel in one message`] : [],
  },
  {
    number: '11',
    title: 'statements for a county name their tenant by a literal or parameter at every table',
    breaches: (message, facts) =>
      message.acts !== 'county' ? [] : onLevels((level) => nameless(level, facts))(message, facts),
  },
  {
    number: '11',
    title: "a county's row and a row that the city publishes are asked apart",
    breaches: onLevels((level, facts) => {
      const [published, own] = [true, false].map((which) =>
        ofTenants(level, facts).filter(({ relation }) => facts.published.has(relation) === which),
      );
      return published?.[0] && own?.[0] ? [`${own[0].relation} is joined to ${published[0].relation}`] : [];
    }),
  },
  {
    number: '11a',
    title: 'no function of ours stands in FROM',
    breaches: each(({ node }) =>
      [...nodesOf(node, 'RangeFunction')].flatMap((range) =>
        [...nodesOf(range['functions'], 'FuncCall')]
          .map(({ funcname }) => wordsOf(funcname))
          .filter(([schema, name]) => name !== undefined && schema !== 'pg_catalog')
          .map((words) => `FROM calls ${words.join('.')}()`),
      ),
    ),
  },
  {
    number: '12',
    title: 'every INSERT … SELECT has ON CONFLICT or RETURNING',
    breaches: onLevels(({ kind, node }, facts) => {
      if (kind !== 'InsertStmt' || !facts.ofTenants.has(nameOf(node['relation']))) return [];
      const { node: select } = unwrap(node['selectStmt']);
      const ends = 'onConflictClause' in node || 'returningClause' in node || 'valuesLists' in select;
      return ends ? [] : [`INSERT … SELECT into ${nameOf(node['relation'])} has neither ON CONFLICT nor RETURNING`];
    }),
  },
  {
    number: '13',
    title: 'no volatile function in UPDATE or ON CONFLICT DO UPDATE',
    breaches: changes((change, facts) =>
      functionsIn(change)
        .filter(({ name }) => facts.volatile.has(name))
        .map(({ name }) => `UPDATE calls ${name}(), which is volatile: compute it in the application`),
    ),
  },
  {
    number: '13',
    title: 'no MERGE',
    breaches: each(({ kind, node }) =>
      kind === 'MergeStmt' || [...nodesOf(node, 'MergeStmt')].length > 0 ? ['MERGE is refused'] : [],
    ),
  },
  {
    number: '13',
    title: 'tenant_id never changes',
    breaches: changes((change) =>
      assignedBy(change).includes('tenant_id') ? ['tenant_id is assigned by an UPDATE'] : [],
    ),
  },
  {
    number: '13',
    title: 'no sub-query in VALUES',
    breaches: onLevels(({ kind, node }, facts) => {
      if (kind !== 'InsertStmt' || !facts.ofTenants.has(nameOf(node['relation']))) return [];
      const { node: select } = unwrap(node['selectStmt']);
      return [...nodesOf(select['valuesLists'], 'SubLink')].map(() => 'VALUES holds a sub-query');
    }),
  },
  {
    number: '13',
    title: 'no SKIP LOCKED without a tenant',
    breaches: onLevels((level, facts) =>
      locksOf(level).some(({ waitPolicy }) => waitPolicy === 'LockWaitSkip')
        ? ofTenants(level, facts)
            .filter((reference) => !isNamed(level, reference, facts))
            .map(({ relation }) => `SKIP LOCKED over ${relation} of every tenant`)
        : [],
    ),
  },
  {
    number: '13',
    title: 'rows of tenants are joined with their tenant, never by case_id or another key alone',
    breaches: onLevels((level, facts) =>
      joinedWithoutTenant(level, facts).map(
        ({ left, right }) => `${side(left)} = ${side(right)} joins without the tenant`,
      ),
    ),
  },
  {
    number: '14a',
    title: 'no stable expression over columns in UPDATE',
    breaches: changes((change, facts) => [
      ...functionsIn(change)
        .filter(({ name, overColumns }) => overColumns && facts.stable.has(name))
        .map(({ name }) => `UPDATE calls ${name}() over a column, which is stable`),
      ...castsIn(change)
        .filter((cast) => facts.stableCasts.has(cast))
        .map((cast) => `UPDATE casts ${cast}, which depends on the session`),
      ...joinedToText(change)
        .filter((column) => facts.notText.has(column))
        .map((column) => `UPDATE joins ${column} to text by ||, which is stable: write ${column}::text`),
    ]),
  },
  {
    number: '14b',
    title: 'rows of several tenants are not locked at once',
    breaches: onLevels((level) =>
      locksOf(level).length > 0 && namesSeveral(level.node['whereClause'])
        ? ['tenant_id in (…) for update: loop over the tenants']
        : [],
    ),
  },
  {
    number: '17',
    title: 'no nested list from a look-up table down to rows of tenants',
    breaches: onLevels(({ outer, ...level }, facts) => {
      if (outer === undefined || outer.references.length === 0) return [];
      const [inner] = ofTenants({ outer, ...level }, facts);
      const below = outer.references.every(({ relation }) => !facts.ofTenants.has(relation) && relation.includes('.'));
      return inner && below ? [`${inner.relation} is asked below ${outer.references[0]!.relation}`] : [];
    }),
  },
];

function nameless(level: Level, facts: Facts): string[] {
  if (level.kind === 'InsertStmt') {
    const [into] = ofTenants(level, facts);
    return into === undefined || insertsNamed(level) ? [] : [`the rows put into ${into.relation} name no tenant`];
  }
  return ofTenants(level, facts)
    .filter((reference) => !isNamed(level, reference, facts))
    .map(({ relation, alias }) => `${relation} as ${alias} names no tenant`);
}

/** A rule about every statement of a message. */
function each(find: (statement: Parsed, facts: Facts) => string[]): Rule<Message>['breaches'] {
  return ({ statements }, facts) => statements.flatMap((statement) => find(statement, facts));
}

/** A rule about every level of every statement. */
function onLevels(find: (level: Level, facts: Facts) => string[]): Rule<Message>['breaches'] {
  return each(({ kind, node }, facts) => levelsOf(kind, node).flatMap((level) => find(level, facts)));
}

/** A rule about every UPDATE, also that of ON CONFLICT: what it assigns and where. */
function changes(find: (change: Fields, facts: Facts) => string[]): Rule<Message>['breaches'] {
  return onLevels(({ kind, node }, facts) => {
    const { targetList, whereClause, relation, onConflictClause } = node;
    if (!facts.ofTenants.has(nameOf(relation))) return [];
    if (kind === 'UpdateStmt') return find({ targetList, whereClause }, facts);
    return isFields(onConflictClause) ? find(onConflictClause, facts) : [];
  });
}

const assignedBy = ({ targetList }: Fields): string[] =>
  listOf(targetList).map((target) => String(unwrap(target).node['name']));

const functionsIn = (value: unknown): { readonly name: string; readonly overColumns: boolean }[] =>
  [...nodesOf(value, 'FuncCall')].map(({ funcname, args }) => ({
    name: wordsOf(funcname).at(-1) ?? '',
    overColumns: [...nodesOf(args, 'ColumnRef')].length > 0,
  }));

const columnOf = (value: unknown): string[] => {
  const { kind, node } = unwrap(value);
  return kind === 'ColumnRef' ? wordsOf(node['fields']).slice(-1) : [];
};

const castsIn = (value: unknown): string[] =>
  [...nodesOf(value, 'TypeCast')].flatMap(({ arg, typeName }) =>
    columnOf(arg).map((column) => `${column}::${wordsOf(isFields(typeName) ? typeName['names'] : []).at(-1)}`),
  );

const joinedToText = (value: unknown): string[] =>
  [...nodesOf(value, 'A_Expr')]
    .filter(({ name }) => wordsOf(name)[0] === '||')
    .flatMap(({ lexpr, rexpr }) => [...columnOf(lexpr), ...columnOf(rexpr)]);

const calls = (value: unknown, name: string): Fields[] =>
  [...nodesOf(value, 'FuncCall')].filter(({ funcname }) => wordsOf(funcname).at(-1) === name);

const isActing = ({ name, is_local: isLocal, kind }: Fields): boolean =>
  kind === 'VAR_SET_VALUE' && (String(name).startsWith('app.') || name === 'role' || isLocal !== true);

const locksOf = ({ node }: Level): Fields[] => listOf(node['lockingClause']).map((lock) => unwrap(lock).node);

const namesSeveral = (where: unknown): boolean =>
  [...nodesOf(where, 'A_Expr')].some(
    ({ kind, lexpr }) => ['AEXPR_IN', 'AEXPR_OP_ANY'].includes(String(kind)) && columnOf(lexpr)[0] === 'tenant_id',
  );

const side = (operand: Parameters<typeof String>[0]): string => {
  const { alias, column } = operand as { alias?: string; column?: string };
  return `${alias}.${column}`;
};
