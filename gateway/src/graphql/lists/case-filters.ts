import { verdictSql } from '@liangji/platform';
import { TYPES } from 'postgraphile/@dataplan/pg';
import { sql, type SQL } from 'postgraphile/pg-sql2';
import { verbatim } from '../service/verbatim.ts';
import { CASE_TEXT } from './case-text.ts';
import { instant, int, oneOf, text, type Argument } from './list.ts';

/** By what a list of cases may be narrowed. The clock of `overdueAt` and `notOverdueAt` is the caller's. */
export const CASE_FILTERS: Readonly<Record<string, Argument>> = {
  stages: oneOf('stage'),
  kind: text('kind', 'String'),
  classId: { ...int('class_id', 'Int'), where: (row, value) => sql`coalesce(${row}.class_id, 0) = ${value}` },
  sourceGroup: text('source_group', 'String'),
  reportedFrom: instant((row, value) => sql`${row}.reported_at >= ${value}`),
  reportedBefore: instant((row, value) => sql`${row}.reported_at < ${value}`),
  unitName: text('unit_name', 'String'),
  overdueAt: instant(isOverdue),
  notOverdueAt: instant((row, at) => sql`not ${isVerdictOverdue(row, at)}`),
  dueBefore: instant((row, value) => sql`${row}.due_or_never < ${value}`),
  text: CASE_TEXT,
  number: {
    type: 'String',
    codec: TYPES.text,
    // Through an array, so that it becomes a lookup by primary key.
    where(row, value, sameReach) {
      const source = sql.identifier(Symbol('source'));
      const numbered = sql.identifier(Symbol('numbered'));
      return sql`${sameReach(row)} and ${row}.id = any(array(
        select ${source}.case_id from api.case_source ${source}
        where ${sameReach(source)} and ${source}.external_id = ${value}
        union all
        select ${numbered}.id from api."case" ${numbered}
        where ${sameReach(numbered)} and ${numbered}.case_no = ${value}))`;
    },
  },
};

/** The verdict of the platform in SQL: its texts, and between them where the row and where the instant stands. */
const VERDICT = verdictSql('$row', '$at').split(/(\$row|\$at)/);

/** What it means for the columns of an index stands beside it: those that are overdue are among few. */
function isOverdue(row: SQL, at: SQL): SQL {
  return sql`(${row}.disposed_at is null and ${row}.closed_at is null and ${row}.due_or_never < ${at}
    and ${isVerdictOverdue(row, at)})`;
}

function isVerdictOverdue(row: SQL, at: SQL): SQL {
  const parts = VERDICT.map((part) => (part === '$row' ? row : part === '$at' ? at : verbatim(part)));
  return sql`((${sql.join(parts, '')}) = 'overdue')`;
}
