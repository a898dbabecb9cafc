import { suiteVariables } from '../vitest/environment.ts';
import { builtOnce } from './built-once.ts';
import type { TestEnvironment } from './environment.ts';
import { generatedFilesAreFresh } from './generated.ts';
import { keycloakIsPrepared } from './keycloak.ts';
import type { Plan, Step } from './prove.ts';
import { sum, type Result } from './result.ts';
import { suite } from './suite.ts';
import { turboTask } from './turbo.ts';
import { nothingUnused } from './unused.ts';
import { wholeProduct } from './whole.ts';

/** Long proofs of the gateway that are steps of their own. */
const killSeeds = 'test/torture/kill.slow.test.ts';
const keycloakStories = 'test/keycloak.slow.test.ts';

const without = (...patterns: string[]): string[] => patterns.flatMap((pattern) => ['--exclude', pattern]);

/**
 * What `npm test` proves; install has already happened on the way here (infra/bin). Beside the suites, which fill the
 * processors, stands everything about the whole product, which mostly waits.
 */
export function planOf(test: TestEnvironment, superuserUrl: string): Plan {
  const env = { ...test.inherited, ...suiteVariables({ superuserUrl, reportFile: undefined }) };
  const tests = (workspace: string, ...args: string[]): Step => ({
    name: `tests of ${workspace}`,
    work: () => suite(workspace, [...args, ...(test.fast ? without('**/*.slow.test.ts') : [])], env),
  });
  const check: Step = { name: 'types, lint, format', work: () => turboTask('check', env) };
  const platform = tests('platform');
  const gateway = tests('gateway', ...without(killSeeds, keycloakStories));
  const others = [tests('infra', ...without('walk/**')), tests('tenant-app', ...without('e2e/**'))];
  if (test.fast)
    return [
      [
        [check, ...others],
        [platform, gateway],
      ],
    ];

  const whole = wholeProduct(test);
  return [
    [[{ name: 'generated files are fresh', work: () => generatedFilesAreFresh(env) }]],
    [
      [
        check,
        { name: 'nothing unused', work: () => nothingUnused(env) },
        { name: 'build', work: () => builtOnce(env) },
        { name: 'npm start', work: whole.start },
        { name: 'walks over HTTP', work: whole.commands },
        { name: 'walks in the browser', work: whole.walk },
        { name: 'refusals of npm start', work: whole.refuse },
        { name: 'Ctrl-C and second start', work: whole.restart },
        { name: 'npm run reset', work: whole.forget },
        ...others,
        { name: 'a real Keycloak', work: () => atKeycloak(env) },
      ],
      [platform, gateway, { name: 'gateway and worker killed', work: () => suite('gateway', [killSeeds], env) }],
    ],
  ];
}

async function atKeycloak(env: NodeJS.ProcessEnv): Promise<Result> {
  const prepared = await keycloakIsPrepared(env);
  return prepared.passed === 0 ? prepared : sum([prepared, await suite('gateway', [keycloakStories], env)]);
}
