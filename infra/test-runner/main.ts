import { seconds } from '../start/progress.ts';
import { readTestEnvironment, type TestEnvironment } from './environment.ts';
import { generatedFilesAreFresh } from './generated.ts';
import { keycloakIsPrepared } from './keycloak.ts';
import { failed, sum, type Result } from './result.ts';
import { stopEverything } from './run.ts';
import { suite } from './suite.ts';
import { turboTask } from './turbo.ts';
import { wholeProduct } from './whole.ts';

type Step = [name: string, work: () => Promise<Result>];

/** What `npm test` proves, in this order; install has already happened on the way here (infra/bin). */
function stepsOf(test: TestEnvironment): Step[] {
  const env = test.inherited;
  const slow = test.fast ? ['--exclude', '**/*.slow.test.ts'] : [];
  const suites: Step[] = [
    ['tests of platform', () => suite('platform', slow, env)],
    ['tests of gateway', () => suite('gateway', slow, env)],
    ['tests of infra', () => suite('infra', slow, env)],
    ['tests of tenant-app', () => suite('tenant-app', ['--exclude', 'e2e/**', ...slow], env)],
  ];
  const check: Step = ['types, lint, format', () => turboTask('check', env)];
  if (test.fast) return [check, ...suites];
  const whole = wholeProduct(test);
  return [
    ['generated files are fresh', () => generatedFilesAreFresh(env)],
    check,
    ['build', () => turboTask('build', env)],
    ['a real Keycloak', () => keycloakIsPrepared(env)],
    ...suites,
    ['npm start', whole.start],
    ['walks in the browser', whole.walk],
    ['refusals of npm start', whole.refuse],
    ['Ctrl-C and second start', whole.restart],
    ['npm run reset', whole.forget],
  ];
}

async function prove(steps: Step[]): Promise<Result> {
  const lines: string[] = [];
  const results: Result[] = [];
  for (const [name, work] of steps) {
    if (interrupted) return sum([...results, failed(`interrupted before: ${name}`)]);
    console.log(`— ${name} …`);
    const from = performance.now();
    const result = await work().catch((error: unknown) =>
      failed(error instanceof Error ? error.message : String(error)),
    );
    results.push(result);
    for (const note of result.notes) console.log(`  ${note}`);
    const counts = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
    lines.push(`${result.failed > 0 ? '✗' : '✓'} ${name}: ${counts} (${seconds(performance.now() - from)})`);
    console.log(lines.at(-1));
  }
  console.log(['', 'summary', ...lines].join('\n'));
  return sum(results);
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true;
    stopEverything();
  });
}

try {
  const result = await prove(stepsOf(readTestEnvironment(process.argv.slice(2), process.env)));
  console.log(`${result.passed} passed, ${result.failed} failed`);
  process.exit(result.failed > 0 ? 1 : 0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
