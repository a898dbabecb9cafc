import { sql } from 'kysely';
import type { Trx } from '../../src/database/database.ts';
import { LOGIN_ROLES, SHAPES } from './shapes.ts';

const ROLES = LOGIN_ROLES.filter((role) => role !== 'gw_introspect' && role !== 'jobs');
const VERBS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

interface Grant {
  readonly name: string;
  readonly role: string;
  readonly verb: string;
  /** Null where the whole table is granted. */
  readonly columns: string | null;
  readonly qual: string | null;
  readonly checked: string | null;
}

/**
 * Role × table × verb as a Markdown table. A verb stands with the shape of its policy (shapes.ts); where an update may
 * leave its shape, with the one of the row as written after an arrow; and with its columns where only some are granted.
 */
export async function accessMatrix(trx: Trx): Promise<string> {
  const { rows } = await sql<Grant>`
    with granted as (
      select table_schema as s, table_name as t, grantee as role, privilege_type::text as verb, null as columns
        from information_schema.role_table_grants
      union all
      select n.nspname, c.relname, a.grantee::regrole::text, a.privilege_type, string_agg(k.attname, ' ' order by k.attname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute k on k.attrelid = c.oid,
          aclexplode(k.attacl) a
        group by 1, 2, 3, 4)
    select g.s || '.' || g.t as name, g.role, g.verb, g.columns, p.qual, p.with_check as checked
    from granted g
    left join pg_policies p on p.schemaname = g.s and p.tablename = g.t
      and p.roles = array[g.role]::name[] and p.cmd = g.verb
    where g.s in ('control', 'lookup', 'biz') and g.role = any(${ROLES})`.execute(trx);
  const cellOf = (name: string, role: string): string =>
    rows
      .filter((row) => row.name === name && row.role === role)
      .sort((a, b) => VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb))
      .map(worded)
      .join(', ');
  const { rows: tables } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('control', 'lookup', 'biz') order by 1`.execute(trx);
  return [
    '<!-- Written by test/isolation/walk.test.ts; a change here is a change of rights. -->',
    '',
    `| table | ${ROLES.join(' | ')} |`,
    `| --- | ${ROLES.map(() => '---').join(' | ')} |`,
    ...tables.map(({ name }) => `| ${[name, ...ROLES.map((role) => cellOf(name, role))].join(' | ')} |`),
    '',
  ].join('\n');
}

function worded({ verb, columns, qual, checked }: Grant): string {
  const named = (condition: string): string => SHAPES[condition] ?? condition;
  const reached = qual ?? checked;
  return [
    verb.toLowerCase(),
    ...(columns === null ? [] : [`of ${columns}`]),
    ...(reached === null ? [] : [named(reached)]),
    ...(qual === null || checked === null || qual === checked ? [] : ['→', named(checked)]),
  ].join(' ');
}
