import { describe, expect, test } from 'vitest';
import { notedVariables, processEnvironment } from './child-environment.ts';

const shared = {
  PATH: '/bin',
  LIANGJI_ORIGIN: 'http://localhost:7300',
  LIANGJI_SESSION_KEY: 'key',
  LIANGJI_WEB_SECRET: 'inherited',
  LIANGJI_DATABASE_URL_SUPERUSER: 'postgres://postgres@/postgres',
  LIANGJI_DATABASE_URL_DIRECT: 'postgres://migrator@/liangji',
  LIANGJI_DATABASE_URL_ACCOUNTS: 'postgres://gw_accounts@/liangji',
  LIANGJI_DATABASE_URL_CITY: 'postgres://gw_city@/liangji',
};

describe('the environment of a service', () => {
  test('names the databases it reads and no other, the owner’s least of all', () => {
    expect(processEnvironment(shared, ['CITY', 'SESSION_KEY'])).toEqual({
      PATH: '/bin',
      LIANGJI_ORIGIN: 'http://localhost:7300',
      LIANGJI_SESSION_KEY: 'key',
      LIANGJI_DATABASE_URL_CITY: 'postgres://gw_city@/liangji',
    });
  });

  test('opens no session unless it is the gateway', () => {
    expect(processEnvironment(shared, ['CITY'])).not.toHaveProperty('LIANGJI_SESSION_KEY');
  });

  test('noted for commands typed by hand has the owner’s address apart', () => {
    const { noted, owner } = notedVariables(shared);
    expect(noted).not.toHaveProperty('LIANGJI_DATABASE_URL_DIRECT');
    expect(noted).toHaveProperty('LIANGJI_DATABASE_URL_CITY');
    expect(owner).toEqual({ LIANGJI_DATABASE_URL_DIRECT: 'postgres://migrator@/liangji' });
  });

  test('of the web app holds no secret at all', () => {
    expect(processEnvironment(shared, [])).toEqual({ PATH: '/bin', LIANGJI_ORIGIN: 'http://localhost:7300' });
  });
});
