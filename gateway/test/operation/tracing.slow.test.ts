import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { furnishSampleCity, openIssuer, variablesOf, type Issuer } from '../sample-house.ts';
import { start } from './started.ts';

/** Put before a process: says whenever somebody asks for the tracing library (its API alone is a few empty functions). */
const TELL = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (/^@opentelemetry\\/(?!api$)/.test(specifier)) process.stderr.write('asks for ' + specifier + '\\n');
    return next(specifier, context);
  },
});`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL)}`;

let database: TestDatabase;
let issuer: Issuer;
let files: string;
beforeAll(async () => {
  database = await freshDatabase('sample_city_with_period', furnishSampleCity);
  issuer = await openIssuer();
  files = mkdtempSync(join(tmpdir(), 'liangji-tracing-'));
});
afterAll(async () => {
  issuer.close();
  await database.drop();
  rmSync(files, { recursive: true });
});

/** Starts a process, lets it come up, ends it; everything it wrote. */
async function life(name: 'main' | 'worker', variables: Record<string, string>): Promise<string> {
  const common = { ...variablesOf(database, issuer, files), LIANGJI_LOG: 'info', NODE_OPTIONS };
  const started = start(name, { ...common, PORT: String(await freePort()), ...variables });
  await started.hasWritten(name === 'main' ? 'Server listening' : 'working');
  started.signal('SIGTERM');
  expect(await started.ended).toBe(0);
  return started.output();
}

describe.each(['main', 'worker'] as const)('the tracing library of process %s', (name) => {
  test.each([
    ['without any of the standard variables', {}],
    ['when they say that there are to be no traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none' }], // prettier-ignore
    ['when they say that it is off', { OTEL_TRACES_EXPORTER: 'console', OTEL_SDK_DISABLED: 'true' }],
  ] as const)('cannot be loaded %s', async (_when, variables) => {
    expect(await life(name, variables)).not.toContain('asks for @opentelemetry');
  });
  test('is loaded when they ask for traces', async () => {
    expect(await life(name, { OTEL_TRACES_EXPORTER: 'console' })).toContain('asks for @opentelemetry/sdk-node');
  });
});
