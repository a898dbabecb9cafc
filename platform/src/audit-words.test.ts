import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACTION_WORDS } from './audit-query.ts';
import { COMMANDS } from './command-list.ts';

const ROOT = join(import.meta.dirname, '../..');
const WRITES = /\b(?:writeAudit|writeOperatorAudit)\(/;
/** Files that hand on what another one writes. */
const HAND_ON = [
  'platform/src/commands/perform.ts',
  'platform/src/audit/write-audit.ts',
  'platform/src/audit/write-operator-audit.ts',
];

/** What a file says after `action`: one text, or the choice of its type. */
const actionsIn = (text: string): string[] =>
  [...text.matchAll(/\baction(?::| =)\s*('[^']+'(?:\s*\|\s*'[^']+')*)/g)].flatMap(([, texts]) =>
    texts!.match(/[^'|\s]+/g)!,
  );

const writers = globSync('{platform,gateway}/src/**/*.ts', { cwd: ROOT })
  .filter((file) => !file.endsWith('.test.ts') && !HAND_ON.includes(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
  .filter(({ text }) => WRITES.test(text));

test('every act that is written anywhere has words in both languages', () => {
  const written = new Set([
    ...writers.flatMap(({ text }) => actionsIn(text)),
    ...Object.values(COMMANDS).map(({ name }) => name),
  ]);
  expect(written).toContain('session.sign-out-everywhere');
  expect(written).toContain('period.freeze');
  expect([...written].filter((action) => !ACTION_WORDS.has(action))).toEqual([]);
  for (const { zh, en } of ACTION_WORDS.values()) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
  }
});

test('each file that writes an act names it, so that the test above sees it', () => {
  expect(writers.filter(({ text }) => actionsIn(text).length === 0).map(({ file }) => file)).toEqual([]);
  expect(writers.length).toBeGreaterThan(15);
});

test('no words are kept for an act that nothing writes any more', () => {
  const texts = writers.map(({ text }) => text).join('\n');
  const commands = new Set<string>(Object.values(COMMANDS).map(({ name }) => name));
  expect([...ACTION_WORDS.keys()].filter((action) => !commands.has(action) && !texts.includes(`'${action}'`))).toEqual(
    [],
  );
});
