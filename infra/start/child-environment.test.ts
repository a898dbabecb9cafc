import { describe, expect, test } from 'vitest';
import { serviceEnvironment } from './child-environment.ts';

const shared = {
  PATH: '/bin',
  LIANGJI_ORIGIN: 'http://localhost:7300',
  LIANGJI_SESSION_KEY: 'key',
  LIANGJI_DATABASE_URL_DIRECT: 'postgres://migrator@/liangji',
  LIANGJI_DATABASE_URL_ACCOUNTS: 'postgres://gw_accounts@/liangji',
  LIANGJI_DATABASE_URL_CITY: 'postgres://gw_city@/liangji',
};

describe('the environment of a service', () => {
  test('names the databases it reads and no other, the owner’s least of all', () => {
    expect(serviceEnvironment(shared, ['CITY'])).toEqual({
      PATH: '/bin',
      LIANGJI_ORIGIN: 'http://localhost:7300',
      LIANGJI_SESSION_KEY: 'key',
      LIANGJI_DATABASE_URL_CITY: 'postgres://gw_city@/liangji',
    });
  });

  test('of the web app holds no secret at all', () => {
    expect(serviceEnvironment(shared, [])).toEqual({ PATH: '/bin', LIANGJI_ORIGIN: 'http://localhost:7300' });
  });
});
