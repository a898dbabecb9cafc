import type { ClientBase } from 'pg';
import { readFacts } from './facts.ts';
import { readMigrations, statementsInside } from './read-migrations.ts';
import { breachesOf, type Breach, type Facts, type Rule } from './rule.ts';
import { MIGRATION_RULES } from './rules/of-migrations.ts';
import { STATEMENT_RULES, type Message } from './rules/of-statements.ts';
import { SCHEMA_RULES } from './rules/of-the-schema.ts';
import { parseStatements, type Parsed } from './tree.ts';

/** What was found about one rule. */
export interface Line {
  readonly number: string;
  readonly title: string;
  readonly about: 'schema' | 'migrations' | 'statements';
  /** How many migrations, statements or schemas it was asked about. */
  readonly asked: number;
  readonly breaches: readonly string[];
}

/** Migrations from 0013 on, statement by statement, and the schema of a migrated database. */
export async function checkSchema(client: ClientBase): Promise<Line[]> {
  const facts = await readFacts(client);
  const lines: Line[] = [];
  for (const { number, title, query } of SCHEMA_RULES) {
    const { rows } = await client.query<{ finding: string }>(query);
    lines.push(
      line(
        { number, title },
        'schema',
        1,
        rows.map(({ finding }) => `Rule ${number}: ${finding}`),
      ),
    );
  }
  const migrations = readMigrations();
  for (const rule of MIGRATION_RULES) {
    const found = migrations.flatMap((migration) => breachesOf([rule], migration, facts, migration.name));
    lines.push(line(rule, 'migrations', migrations.length, found.map(sentenceOf)));
  }
  const messages = migrations.flatMap(({ name, statements }) => messagesOf(name, statements));
  const views = await viewMessages(client);
  for (const rule of STATEMENT_RULES) {
    const found = [...messages, ...views].flatMap(([where, message]) => breachesOf([rule], message, facts, where));
    lines.push(line(rule, 'migrations', messages.length + views.length, found.map(sentenceOf)));
  }
  return lines;
}

/** Statements that were heard from a run. */
export function checkMessages(messages: readonly Message[], facts: Facts): Line[] {
  return STATEMENT_RULES.map((rule) => {
    const found = messages.flatMap((message) =>
      breachesOf([rule], message, facts, `${message.role}: ${brief(message.text)}`),
    );
    return line(rule, 'statements', messages.length, found.map(sentenceOf));
  });
}

const line = (
  { number, title }: Pick<Rule<never>, 'number' | 'title'>,
  about: Line['about'],
  asked: number,
  breaches: string[],
): Line => ({ number, title, about, asked, breaches });

const sentenceOf = ({ sentence }: Breach): string => sentence;
const brief = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 300);

/** Statements of a migration as messages of the owner, those inside of its bodies too. */
function messagesOf(name: string, statements: readonly Parsed[]): [string, Message][] {
  return statements.flatMap((statement, at) =>
    [statement, ...statementsInside(statement)].map((one): [string, Message] => [
      `${name}, statement ${at + 1}: ${brief(one.text)}`,
      { role: 'owner', acts: 'nobody', text: one.text, statements: [one] },
    ]),
  );
}

/** What a view does stands in every statement that asks it. */
async function viewMessages(client: ClientBase): Promise<[string, Message][]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select c.oid::regclass::text as name, pg_get_viewdef(c.oid) as text from pg_class c
      where c.relkind = 'v' and c.relnamespace in (select oid from pg_namespace where nspname in ('api', 'biz'))`,
  );
  return rows.map(({ name, text }) => [
    `view ${name}`,
    { role: 'owner', acts: 'nobody', text, statements: parseStatements(text) },
  ]);
}
