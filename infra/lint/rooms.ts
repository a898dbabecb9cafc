// The folders of a folder in their order: each may import only those before it, so no two can need each other.

import type { Linter, Rule } from 'eslint';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `.` stands for the files that lie directly in the folder; where it is missing they may be anywhere in the order. The
 * `index.ts` of a folder shows what is public in it: it may import all of it, and nothing in the folder imports it.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'platform/src': [
    ...[
      'kernel',
      'database',
      'audit',
      'calendars',
      'catalogues',
      'units',
      'identity',
      'geography',
      'commands',
      'files',
      'tenants',
    ],
    ...['cases', 'intake', 'downlink', 'assessment', 'desks', 'configure', 'backup', 'jobs', 'proof', '.'],
  ],
  'platform/src/cases': ['.', 'text', 'record', 'media', 'reporter', 'reports', 'read', 'lifecycle'],
  'platform/src/intake': ['findings', 'read', 'mapping', 'rules', 'batch', 'receive', 'merge', 'report', '.'],
  'platform/src/assessment': ['scheme', 'period', 'counting', 'result', 'breakdown', '.'],
  'platform/src/configure': ['.', 'manifest', 'operators', 'apply', 'export', 'sample'],
  'gateway/src': [
    ...[
      'problems',
      'environment',
      'operation',
      'request',
      'identity',
      'quota',
      'openapi',
      'trpc',
      'http',
      'graphql',
      'events',
      'worker',
      '.',
      'cli',
    ],
  ],
  'gateway/src/http': ['intake', 'map', 'media', 'exports', '.'],
  'gateway/src/identity': ['tokens', 'sessions', '.'],
  'gateway/src/graphql': ['service', 'tenant', 'documents', 'computed', 'lists', 'pages', '.'],
  'gateway/src/cli': ['prove-isolation', 'client', '.'],
  'tenant-app/src/lib': [
    ...[
      'paraglide',
      'format',
      'theme',
      'map',
      'attended',
      'trpc',
      'live',
      'upload',
      'server',
      'session',
      'graphql',
      'ui',
      'media',
    ],
    ...['assessment', 'cases', 'desk', 'batches', 'mapping', 'case-page', 'city', 'score', 'audit'],
  ],
  infra: [
    ...[
      'realm',
      'postgres',
      'vitest',
      'identity-provider',
      'start',
      'keycloak',
      'test-runner',
      'walk',
      'fuzz',
      'bench',
      'citus',
    ],
    ...['bin', 'lint'],
  ],
};

/** The screens' own name for their library (`imports` of tenant-app/package.json). */
const LIB = '#lib/';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder below `parent` a file lies in, `.` for the folder itself, `index.ts` for that; null for a file elsewhere. */
function roomOf(parent: string, file: string): string | null {
  const steps = relative(join(root, parent), file).split(sep);
  if (steps[0] === '..') return null;
  if (steps.length > 1) return steps[0] ?? null;
  return steps[0] === 'index.ts' ? 'index.ts' : '.';
}

/** What is wrong with an import from one file to another, null if nothing. */
function complaint(from: string, to: string): string | null {
  for (const [parent, rooms] of Object.entries(ROOMS)) {
    const order = [...rooms, 'index.ts'];
    const [here, there] = [roomOf(parent, from), roomOf(parent, to)];
    if (here === null || there === null || here === there) continue;
    for (const room of [here, there]) {
      if (room !== '.' && !order.includes(room)) return `${parent}/${room} has no place in infra/lint/rooms.ts yet.`;
    }
    if (order.includes(here) && order.includes(there) && order.indexOf(there) > order.indexOf(here)) {
      return `${parent}: ${here} comes before ${there} in the order of the folders and must not know it; move the shared part into ${here} or pass it in.`;
    }
  }
  return null;
}

/** The file of our own that a file imports; null for a package. */
function fileOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  return specifier.startsWith(LIB) ? join(root, 'tenant-app/src/lib', specifier.slice(LIB.length)) : null;
}

const order: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node: Rule.Node & { source?: { value?: unknown } | null }) => {
      const specifier = node.source?.value;
      const file = typeof specifier === 'string' ? fileOf(context.filename, specifier) : null;
      const message = file === null ? null : complaint(context.filename, file);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export const rooms: Linter.Config[] = [
  {
    files: Object.keys(ROOMS).map((parent) => `${parent}/**/*.{ts,svelte}`),
    ignores: ['**/*.test.ts'],
    plugins: { rooms: { rules: { order } } },
    rules: { 'rooms/order': 'error' },
  },
];
