import { describe, expect, test } from 'vitest';
import { EnvironmentFault } from './environment-fault.ts';
import { explainFault } from './explain-fault.ts';
import { readEnvironment, readWorkerEnvironment } from './read-environment.ts';

const url = 'postgres://somebody:secret@127.0.0.1:5432/liangji';
const complete = {
  PORT: '8123',
  LIANGJI_ISSUER: 'http://localhost:8123/realms/liangji/',
  LIANGJI_IDENTITY_UPSTREAM: 'http://127.0.0.1:9001',
  LIANGJI_FILES: '/srv/files',
  LIANGJI_SESSION_KEY: Buffer.alloc(32, 7).toString('base64'),
  ...Object.fromEntries(
    ['IDENTITY', 'CITY', 'COUNTY', 'UNIT', 'INGEST', 'ROLLUP', 'INTROSPECT', 'JOBS'].map((role) => [
      `LIANGJI_DATABASE_URL_${role}`,
      url,
    ]),
  ),
};

function sentencesFor(variables: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the environment of the gateway', () => {
  test('an operator can start with the documented variables', () => {
    const environment = readEnvironment(complete);
    expect(environment.origin).toBe('http://localhost:8123');
    expect(environment.issuer).toBe('http://localhost:8123/realms/liangji');
    expect(environment.sessionKey).toHaveLength(32);
    expect(environment.webClient.secret).not.toBe('');
  });

  test('a process that listens cannot be handed the address of the owner', () => {
    const environment = readEnvironment({ ...complete, LIANGJI_DATABASE_URL_DIRECT: url });
    expect(Object.keys(environment.databaseUrls)).not.toContain('direct');
  });

  test('an operator cannot start with missing values and reads each of them in one sentence', () => {
    const sentences = sentencesFor({ ...complete, LIANGJI_ISSUER: undefined, LIANGJI_DATABASE_URL_COUNTY: '' });
    expect(sentences).toHaveLength(2);
    expect(sentences.join(' ')).toMatch(/未设置 LIANGJI_ISSUER：认证域地址.*LIANGJI_ISSUER is missing/);
    expect(sentences.join(' ')).toMatch(/LIANGJI_DATABASE_URL_COUNTY is missing: .*gw_county.*\(START-MISSING\)/);
  });

  test('all that is missing is named at once, whatever it depends on', () => {
    const names = (sentences: readonly string[]) => sentences.map((one) => /LIANGJI_\w+|NODE_ENV|PORT/.exec(one)?.[0]);
    expect(names(sentencesFor({ NODE_ENV: 'production' })).sort()).toEqual(
      [
        ...['CITY', 'COUNTY', 'IDENTITY', 'INGEST', 'INTROSPECT', 'JOBS', 'ROLLUP', 'UNIT'].map(
          (role) => `LIANGJI_DATABASE_URL_${role}`,
        ),
        ...['LIANGJI_FILES', 'LIANGJI_ISSUER', 'LIANGJI_ORIGIN', 'LIANGJI_SESSION_KEY', 'LIANGJI_WEB_SECRET'],
      ].sort(),
    );
    expect(names(sentencesFor({ ...complete, LIANGJI_ISSUER: '', LIANGJI_IDENTITY_UPSTREAM: '' }))).toEqual([
      'LIANGJI_ISSUER',
      'LIANGJI_WEB_SECRET',
    ]);
  });

  test('the worker needs neither the key of sessions nor a realm, and is handed no desk', () => {
    const { LIANGJI_FILES, LIANGJI_DATABASE_URL_IDENTITY, LIANGJI_DATABASE_URL_INGEST } = complete as never;
    const { LIANGJI_DATABASE_URL_ROLLUP, LIANGJI_DATABASE_URL_JOBS } = complete as never;
    const own = {
      ...{ LIANGJI_FILES, LIANGJI_DATABASE_URL_IDENTITY, LIANGJI_DATABASE_URL_INGEST },
      ...{ LIANGJI_DATABASE_URL_ROLLUP, LIANGJI_DATABASE_URL_JOBS, LIANGJI_DATABASE_URL_CLERK: url },
    };
    const roles = ['clerk', 'identity', 'ingest', 'jobs', 'rollup'];
    expect(Object.keys(readWorkerEnvironment(own).databaseUrls).sort()).toEqual(roles);
    expect(Object.keys(readWorkerEnvironment({ ...complete, ...own }).databaseUrls).sort()).toEqual(roles);
    expect(() => readWorkerEnvironment({ ...own, LIANGJI_FILES: '' })).toThrow(/LIANGJI_FILES is missing/);
  });

  test('an operator cannot start with a short session key or a port that is none', () => {
    expect(sentencesFor({ ...complete, LIANGJI_SESSION_KEY: 'c2hvcnQ=' })).toEqual([
      'LIANGJI_SESSION_KEY 须为加密会话令牌的密钥，base64 编码的 32 个随机字节。 LIANGJI_SESSION_KEY must be the key that ' +
        'encrypts the tokens of sessions, exactly 32 random bytes in base64. (START-VALUE)',
    ]);
    expect(sentencesFor({ ...complete, PORT: 'http' })).toEqual([
      'PORT 须为端口号（0 至 65535）。 PORT must be a port number, 0 to 65535. (START-VALUE)',
    ]);
  });

  test('production cannot use the embedded provider, the sample secret, free GraphQL or a guessed origin', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    expect(sentencesFor(production).join(' ')).toMatch(/IDENTITY_UPSTREAM must not be set/);
    expect(sentencesFor({ ...production, LIANGJI_GRAPHQL_FREE: '1' }).join(' ')).toMatch(
      /LIANGJI_GRAPHQL_FREE must not be set in production/,
    );
    expect(sentencesFor({ ...production, LIANGJI_IDENTITY_UPSTREAM: undefined }).join(' ')).toMatch(
      /LIANGJI_WEB_SECRET is missing.*LIANGJI_ORIGIN is missing/,
    );
  });

  test('a port that is taken and a database that is away are explained in both languages', () => {
    expect(explainFault(Object.assign(new Error('x'), { code: 'EADDRINUSE', port: 8123 }))).toMatch(
      /^端口 8123 已被其他程序占用.* Port 8123 is in use by another program.*\(START-PORT\)$/,
    );
    const away = { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 };
    expect(explainFault(Object.assign(new Error('x'), away))).toMatch(
      /^127\.0\.0\.1:5432 没有应答.*\(START-DATABASE\)$/,
    );
  });

  test('traces are on when the standard variables name where to send them, and off when they say so', () => {
    const tracingWith = (more: Record<string, string>) => readEnvironment({ ...complete, ...more }).tracing;
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
    expect(tracingWith({})).toBeUndefined();
    expect(tracingWith({ OTEL_SERVICE_NAME: 'mine' })).toBeUndefined();
    expect(tracingWith({ ...endpoint, OTEL_SERVICE_NAME: 'mine' })).toEqual({ service: 'mine' });
    expect(tracingWith({ OTEL_TRACES_EXPORTER: 'console' })).toEqual({ service: undefined });
    expect(tracingWith({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
    expect(tracingWith({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  });
});
