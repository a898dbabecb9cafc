import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, resolvePerson, systemDeps, type RoleUrls } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { buildProgram } from '../src/cli/program.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { furnishSampleCity } from './sample-house.ts';

// The operator's guide, walked: what it says to type is there, and its drill ends with everybody at home.

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

let full: TestDatabase;
let home: string;
const drill = `guide_${process.pid}_${Date.now()}`;
beforeAll(async () => {
  full = await freshDatabase('sample_city_with_period', furnishSampleCity);
  home = mkdtempSync(join(tmpdir(), 'liangji-guide-'));
});
afterAll(async () => {
  const admin = await full.superuser();
  await admin.query(`drop database if exists ${drill} with (force)`);
  await admin.end();
  await full.drop();
  rmSync(home, { recursive: true });
});

/** The same address with another database in it. */
const naming = (url: string, database: string): string => {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
};

/** Every LIANGJI_DATABASE_URL_… naming this database, the superuser's too, as the guide says. */
function variablesNaming(database: string, more: Record<string, string> = {}): Record<string, string> {
  const urls: [string, string][] = [...Object.entries(full.urls), ['superuser', inject('superuserUrl')]];
  return {
    ...{ LIANGJI_HOME: '/nowhere', LIANGJI_FILES: join(home, database) },
    ...Object.fromEntries(
      urls.map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, naming(url, database)]),
    ),
    ...more,
  };
}

const programOf = (variables: Record<string, string>, print: (line: string) => void): Command =>
  buildProgram({
    environment: readCommandEnvironment(variables),
    ...{ deps: systemDeps, print, progress: undefined },
    setExitCode: (code) => print(`exit ${code}`),
  });

/** `npx liangji …`: what it prints, or what it says when it goes wrong. */
async function liangji(variables: Record<string, string>, ...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = programOf(variables, (line) => printed.push(line));
  return program.parseAsync(args, { from: 'user' }).then(() => printed.join('\n'), faultText);
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

describe('the drill: a backup, restored beside as another copy on another port', () => {
  const HERE = 'http://localhost:7400/realms/liangji';
  const embedded = { LIANGJI_IDENTITY_UPSTREAM: 'http://127.0.0.1:1', LIANGJI_ISSUER: HERE };
  const there = variablesNaming.bind(null, drill, embedded);

  test('goes through as written, from no database at all', async () => {
    const original = variablesNaming(nameOf(full.urls.direct));
    expect(await liangji(original, 'backup', join(home, 'monday'))).toMatch(/fingerprint [0-9a-f]{64}/);
    expect(await liangji(there(), 'bootstrap')).toMatch(/roles and database ready/);
    expect(await liangji(there(), 'migrate')).toMatch(/schema: 0001_app, /);
    expect(await liangji(there(), 'restore', join(home, 'monday'))).toMatch(
      /logins brought to http:\/\/localhost:7400\/realms\/liangji: \d+\n[^]*已恢复到 restored to/,
    );
    expect(await liangji(there(), 'migrate')).toMatch(/无变化 unchanged/);
  });

  test('leaves nobody a stranger, and nobody known under the address of before', async () => {
    const urls = Object.fromEntries(
      Object.entries(full.urls).map(([role, url]) => [role, naming(url, drill)]),
    ) as RoleUrls;
    const restored = openDatabase(urls, { poolSize: 2 });
    const zhaomin = { subject: '51090000-0000-4000-8000-000000000008', tenantSlug: 'shehong' };
    try {
      expect(await resolvePerson(restored, systemDeps, { ...zhaomin, issuer: HERE })).toMatchObject({ name: '赵敏' });
      const before = { ...zhaomin, issuer: 'http://localhost:7300/realms/liangji' };
      await expect(resolvePerson(restored, systemDeps, before)).rejects.toMatchObject({ code: 'AUTH-STRANGER' });
    } finally {
      await restored.close();
    }
  });

  test('can be asked everything that the guide asks a restored database', async () => {
    expect(await liangji(there(), 'audit', 'verify')).toMatch(/^  1: 完好 intact/);
    expect(await liangji(there(), 'replay', '2026-10')).toMatch(/\(PERIOD-NOT-CLOSED\)$/);
    expect(await liangji(there(), 'rebuild', '--check')).not.toMatch(/exit 1|\([A-Z]+-/);
    expect(await liangji(there(), 'batch', 'given-up')).toMatch(/batches given up: 0$/);
    expect(await liangji(there(), 'calendar', 'plan')).not.toMatch(/\([A-Z]+-/);
    expect(await liangji(there(), 'catalogues', 'plan')).not.toMatch(/\([A-Z]+-/);
  });

  test('a command that was given one database does not reach for another in the folder of a copy', async () => {
    const variables = { LIANGJI_HOME: '.liangji', LIANGJI_DATABASE_URL_IDENTITY: full.urls.identity };
    expect(await liangji(variables, 'replay', '2026-10')).toMatch(/LIANGJI_DATABASE_URL_ROLLUP.*\(START-COPY\)$/);
  });
});

describe('every command that a page names', () => {
  const program = programOf({ LIANGJI_HOME: '/nowhere' }, () => undefined);

  /** The words of a command, as far as they are names of commands: `mapping use 2` → true. */
  const isKnown = (words: readonly string[]): boolean => {
    let at: Command = program;
    for (const word of words) {
      const next = at.commands.find((command) => command.name() === word);
      if (next === undefined) return at.commands.length === 0; // the rest are arguments
      at = next;
    }
    return at.commands.length === 0;
  };

  const pages = ['platform/docs/operators-guide.md', 'platform/docs/first-city.md', 'platform/docs/mapping.md'];
  test.each([...pages, 'README.md', 'SECURITY.md', 'infra/start/run-product.ts', 'platform/data/sample/README.md'])(
    'of %s is there',
    (page) => {
      const named = [...read(page).matchAll(/npx liangji ([a-z][a-z-]*(?: +[a-z][a-z-]*)*)/g)].map(([, words = '']) =>
        words.split(/ +/),
      );
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((words) => !isKnown(words)).map((words) => words.join(' '))).toEqual([]);
    },
  );
});
