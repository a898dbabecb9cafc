// Spellings that are refused, each with its reason. ESLint keeps only the last list given for a file, so every block
// below is written out from the same pieces.

import type { Linter } from 'eslint';

const focused = {
  selector: 'MemberExpression[object.name=/^(test|it|describe|suite|bench)$/][property.name="only"]',
  message: 'A focused test silences all others: remove .only before committing.',
};

const environment = {
  selector:
    ':not(CallExpression[callee.name=/^read[A-Za-z]*Environment$/]) > MemberExpression[object.name="process"][property.name="env"]',
  message:
    'One file per workspace reads the environment (gateway/src/environment/read-environment.ts, infra/*/environment.ts, tenant-app server code); everything else is handed the parsed value.',
};

// `rows[i]!` stays allowed: the compiler cannot see the loop bound that proves an index, and a check that can never
// fail would only pretend. Everything else that may be missing deserves a sentence.
const nonNull = {
  selector: 'TSNonNullExpression:not([expression.type="MemberExpression"][expression.computed=true])',
  message:
    'Say what happens when it is missing (throw a sentence, use ?? or a guard) instead of `!`; only an index proved by the code around may carry it.',
};

const sessionWords = String.raw`/set_config\s*\(\s*.?(app\.|role)|\bset\s+(session|role|app\.)/i`;
const becoming = ['Literal', 'TemplateElement'].map((node) => ({
  selector: node === 'Literal' ? `Literal[value=${sessionWords}]` : `TemplateElement[value.raw=${sessionWords}]`,
  message:
    'Becoming somebody has one place, platform/src/database (app.become, SET LOCAL): a setting that outlives its transaction leaks one tenant to the next on a shared connection.',
}));

const restrict = (...selectors: { selector: string; message: string }[]): Linter.RulesRecord => ({
  'no-restricted-syntax': ['error', ...selectors],
});

export const forbidden: Linter.Config[] = [
  { files: ['**/*.ts', '**/*.svelte'], rules: restrict(focused, nonNull, environment, ...becoming) },
  {
    files: ['platform/src/database/**/*.ts'],
    rules: restrict(focused, nonNull, environment),
  },
  {
    // A test may become somebody by hand to show that it cannot, and may fall over a missing value: that is its failure.
    files: ['**/*.test.ts', 'platform/test/**/*.ts', 'gateway/test/**/*.ts'],
    rules: restrict(focused, environment),
  },
  {
    files: [
      ...[
        'gateway/src/environment/read-environment.ts',
        'gateway/src/graphql/service/graphile-env.ts',
        'gateway/test/*/environment.ts',
        'infra/*/environment.ts',
        'infra/identity-provider/main.ts',
        'infra/identity-provider/index.ts',
      ],
      ...['tenant-app/src/hooks.server.ts', 'tenant-app/src/lib/server/**/*.ts', 'tenant-app/e2e/**/*.ts'],
      ...['**/*.config.ts', '*/bench/**/*.ts'],
    ],
    rules: restrict(focused),
  },
];
