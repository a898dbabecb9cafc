// Who may import what: docs of the house in lint form. Each message says why, and where to go instead.

import type { Linter } from 'eslint';

const workspaces = ['platform', 'gateway', 'tenant-app', 'infra', 'load-tests'];

const insideAnotherWorkspace = {
  regex: `^(\\.\\.?/)+(.*/)?(${workspaces.join('|')})/|^@liangji/[a-z-]+/(src|test)/`,
  message: 'Nobody reaches into another workspace: use what its package.json exports (its one public entry point).',
};

type Pattern = { regex: string; message: string; allowTypeImports?: boolean };

const ours = (forbidden: string[], message: string): Pattern => ({
  regex: `^@liangji/(${forbidden.join('|')})(/|$)`,
  message,
});

const edges = {
  regex:
    '^(fastify|@fastify/|@trpc/|graphql|@graphql|postgraphile|graphile|@graphile|@dataplan|grafast|@grafserv|keycloak-connect|openid-client|oidc-provider|svelte|@sveltejs/|@apollo/)',
  message:
    'platform is the domain and knows no HTTP, tRPC, GraphQL, Keycloak or Svelte: put the face into gateway or tenant-app and call a plain function from there.',
};

const connections = {
  regex: '^pg(-pool|-cursor|-native)?$',
  message: 'Only platform/src/database opens connections: ask it for a transaction as somebody (inTenant and friends).',
};

const imports = (...patterns: Pattern[]): Linter.RulesRecord => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

const nothingOfOurs = ours(
  workspaces.filter((name) => name !== 'infra'),
  'platform and infra import nothing of ours.',
);

export const boundaries: Linter.Config[] = [
  {
    files: ['infra/**/*.ts', 'load-tests/**/*.ts'],
    rules: imports(insideAnotherWorkspace, ours(workspaces, 'infra and load-tests import nothing of ours.')),
  },
  { files: ['platform/**/*.ts'], rules: imports(insideAnotherWorkspace, nothingOfOurs, edges) },
  {
    files: ['platform/src/**/*.ts'],
    ignores: ['platform/src/database/**', '**/*.test.ts'],
    rules: imports(insideAnotherWorkspace, nothingOfOurs, edges, connections),
  },
  {
    files: ['gateway/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.config.ts', 'gateway/test/**', 'gateway/bench/**', 'gateway/generate/**'],
    rules: imports(
      insideAnotherWorkspace,
      connections,
      ours(
        ['tenant-app', 'infra', 'load-tests'],
        'gateway imports platform by its entry point and nothing else of ours; infra is for tests.',
      ),
      { regex: '^@liangji/platform/testing', message: 'The test entry point of platform is for tests.' },
    ),
  },
  {
    files: ['tenant-app/**/*.ts', 'tenant-app/**/*.svelte'],
    ignores: ['tenant-app/scripts/**'], // writes the documents that the gateway trusts
    rules: imports(
      insideAnotherWorkspace,
      connections,
      ours(['platform', 'infra', 'load-tests'], 'tenant-app knows the gateway only, and of it only types.'),
      {
        regex: '^@liangji/gateway',
        allowTypeImports: true,
        message: 'tenant-app may import types of the gateway, never its code: `import type`.',
      },
    ),
  },
  {
    files: ['tenant-app/scripts/**/*.ts'],
    rules: imports(insideAnotherWorkspace, connections, {
      regex: '^@liangji/(?!gateway/documents$)',
      message: 'Code generation writes the trusted documents of the gateway, and knows nothing else of ours.',
    }),
  },
];
