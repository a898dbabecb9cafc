import { ESLint } from 'eslint';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { boundaries } from './boundaries.ts';
import { forbidden } from './forbidden.ts';
import { rooms } from './rooms.ts';

const cwd = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Without types: the boundaries need none, and the files below need not exist. */
const eslint = new ESLint({
  cwd,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      plugins: { '@typescript-eslint': tseslint.plugin as unknown as ESLint.Plugin },
      languageOptions: { parser: tseslint.parser },
    },
    ...boundaries,
    ...rooms,
    ...forbidden,
  ],
});

async function complaints(filePath: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath: join(cwd, filePath) });
  return (result?.messages ?? []).map((message) => message.message).join('\n');
}

const refused: [string, string, string, RegExp][] = [
  ['platform cannot import a web framework', 'platform/src/intake/a.ts', `import 'fastify';`, /knows no HTTP/],
  [
    'platform cannot import the gateway',
    'platform/src/intake/a.ts',
    `import '@liangji/gateway/trpc';`,
    /nothing of ours/,
  ],
  ['intake cannot open a connection', 'platform/src/intake/a.ts', `import { Pool } from 'pg';`, /opens connections/],
  ['gateway cannot open a connection', 'gateway/src/a.ts', `import pg from 'pg';`, /opens connections/],
  ['intake cannot know assessment', 'platform/src/intake/a.ts', `import '../assessment/b.ts';`, /order of the folders/],
  [
    'what is found in a row cannot know the merge',
    'platform/src/intake/findings/a.ts',
    `export * from '../merge/b.ts';`,
    /order of the folders/,
  ],
  [
    'the steps of intake cannot know the file that names them',
    'platform/src/intake/read/a.ts',
    `import type { A } from '../run-batch.ts';`,
    /order of the folders/,
  ],
  [
    'the metrics of a process cannot know the worker',
    'gateway/src/operation/a.ts',
    `import { b } from '../worker/b.ts';`,
    /order of the folders/,
  ],
  [
    'who asks cannot know what is asked',
    'gateway/src/identity/sessions/a.ts',
    `import type { B } from '../../graphql/b.ts';`,
    /order of the folders/,
  ],
  [
    'a room cannot know the list of what it shows',
    'platform/src/cases/record/a.ts',
    `import { b } from '../index.ts';`,
    /order of the folders/,
  ],
  [
    'how a number is written cannot know a case',
    'tenant-app/src/lib/format/a.ts',
    `import { b } from '#lib/cases/b.ts';`,
    /order of the folders/,
  ],
  [
    'the database of a start cannot know the start',
    'infra/postgres/a.ts',
    `import { b } from '../start/b.ts';`,
    /order of the folders/,
  ],
  [
    'a folder of the gateway cannot appear without a place in the order',
    'gateway/src/app.ts',
    `import './exports/b.ts';`,
    /has no place/,
  ],
  [
    'a folder cannot appear without a place in the order',
    'platform/src/cases/a.ts',
    `await import('../orders/b.ts');`,
    /has no place/,
  ],
  [
    'gateway cannot reach into platform',
    'gateway/src/a.ts',
    `import '../../platform/src/deps.ts';`,
    /public entry point/,
  ],
  ['gateway cannot start a database', 'gateway/src/a.ts', `import '@liangji/infra/postgres';`, /infra is for tests/],
  [
    'tenant-app cannot run code of the gateway',
    'tenant-app/src/a.ts',
    `import { a } from '@liangji/gateway/trpc';`,
    /types/,
  ],
  [
    'a page cannot write trusted documents',
    'tenant-app/src/a.ts',
    `import { a } from '@liangji/gateway/documents';`,
    /types/,
  ],
  [
    'tenant-app cannot know platform',
    'tenant-app/src/a.ts',
    `import type { A } from '@liangji/platform';`,
    /only types/,
  ],
  ['infra cannot import ours', 'infra/start/a.ts', `import '@liangji/platform';`, /nothing of ours/],
  [
    'nobody reads the environment aside',
    'gateway/src/trpc/a.ts',
    `export const a = process.env['PORT'];`,
    /environment/,
  ],
  [
    'nobody sets a session key aside',
    'platform/src/intake/a.ts',
    'export const a = `set app.tenant_id = 1`;',
    /one place/,
  ],
  [
    'nobody calls set_config aside',
    'gateway/src/a.ts',
    `export const a = "select set_config('app.tenant_id', $1)";`,
    /one place/,
  ],
  ['a test cannot be focused', 'platform/src/intake/a.test.ts', `test.only('a', () => undefined);`, /silences/],
  ['a value cannot be declared present', 'gateway/src/a.ts', `export const a = new Map().get(1)!;`, /missing/],
];

const allowed: [string, string, string][] = [
  ['gateway can use the entry point of platform', 'gateway/src/a.ts', `import { a } from '@liangji/platform'; a();`],
  ['database can open a connection', 'platform/src/database/a.ts', `import { Pool } from 'pg'; new Pool();`],
  ['assessment can know cases', 'platform/src/assessment/a.ts', `import '../cases/fact.ts';`],
  ['tenant-app can use types of the gateway', 'tenant-app/src/a.ts', `import type { A } from '@liangji/gateway/trpc';`],
  [
    'code generation can write trusted documents',
    'tenant-app/scripts/a.ts',
    `import { a } from '@liangji/gateway/documents'; a();`,
  ],
  ['an update can say set', 'platform/src/intake/a.ts', 'export const a = `update t\n set state = 1`;'],
  ['a main file can hand over the environment', 'gateway/src/main.ts', `readEnvironment(process.env);`],
  ['a proved index can be read', 'platform/src/cases/a.ts', `export const a = [1][0]!;`],
];

describe('the boundaries of the house', () => {
  test.each(refused)('%s', async (_title, file, code, reason) => {
    expect(await complaints(file, code)).toMatch(reason);
  });

  test.each(allowed)('%s', async (_title, file, code) => {
    expect(await complaints(file, code)).toBe('');
  });
});
