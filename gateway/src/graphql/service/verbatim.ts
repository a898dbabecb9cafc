import './graphile-env.ts';
import { sql, type SQL } from 'postgraphile/pg-sql2';

/** A text of ours as a fragment of SQL. Not `sql.raw`, which warns on standard error. */
export function verbatim(text: string): SQL {
  const template: TemplateStringsArray = Object.assign([text], { raw: [text] });
  return sql(template);
}
