import { parse } from 'libpg-query';
import { describe, expect, test } from 'vitest';
import { readMigrations, statementsOf } from './migrate.ts';
import { splitSql } from './split-sql.ts';

describe('a file is cut at the semicolons that end a statement', () => {
  test('two statements, the last one without its semicolon', () => {
    expect(splitSql('select 1;\nselect 2')).toEqual(['select 1', 'select 2']);
  });

  test.each([
    ['a text', `select ';', 'it''s; fine'`],
    ['a text with backslashes', `select E'it\\'s; fine', e'\\\\'`],
    ['a quoted name', `select 1 as "a;b ""c;"`],
    ['the body of a function', 'do $$ begin perform 1; end $$'],
    ['a body with a name, holding another', `do $do_1$ begin execute $$ select ';' $$; end $do_1$`],
    ['a line comment', `select 1 -- one; it's all\n, 2`],
    ['a block comment', `select 1 /* one; $$ it's */, 2`],
  ])('not at one in %s', (_where, statement) => {
    expect(splitSql(`${statement};\nselect 2;`)).toEqual([statement, 'select 2']);
  });

  test('a comment before a statement stays with it; one after the last is no statement', () => {
    expect(splitSql('-- why\nselect 1;\n-- the end;\n/* really; */\n')).toEqual(['-- why\nselect 1']);
  });

  test('a name that ends in e, and a parameter, begin no text', () => {
    expect(splitSql(`select like'\\'; select $1; select 2`)).toEqual([`select like'\\'`, 'select $1', 'select 2']);
  });
});

describe('the committed migrations', async () => {
  const files = await readMigrations();

  test.each(files.map((file) => [file.name, file.text]))(
    '%s: as many statements as the parser finds',
    async (_, text) => {
      const statements = splitSql(text);
      const { stmts = [] } = await parse(text);
      expect(statements).toHaveLength(stmts.length);
      for (const statement of statements) expect((await parse(statement)).stmts, statement).toHaveLength(1);
    },
  );

  test('those that have run in homes are sent whole, later ones statement by statement', () => {
    for (const file of files) {
      expect(statementsOf(file), file.name).toEqual(file.name < '0013' ? [file.text] : splitSql(file.text));
    }
    expect(statementsOf({ name: '0012_sign_in', text: 'select 1; select 2' })).toEqual(['select 1; select 2']);
    expect(statementsOf({ name: '0013_bodies', text: 'select 1; select 2' })).toEqual(['select 1', 'select 2']);
  });
});
