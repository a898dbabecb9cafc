import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeWillowAndReed } from '../../test/people.ts';
import { adoptIssuer } from './adopt-issuer.ts';

const here = 'http://localhost:7400/realms/liangji';
const before = 'http://localhost:7300/realms/liangji';
const long_ago = 'http://127.0.0.1:9000/realms/liangji';
const keycloak = 'https://id.example/realms/liangji';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow', makeWillowAndReed);
  await database.pool('direct').query(
    `insert into control.sign_in (issuer, subject, last_at) values
      ('${before}', 'zhao', '2026-10-01'), ('${long_ago}', 'zhao', '2026-09-01'), ('${keycloak}', 'zhao', '2026-08-01'),
      ('${before}', 'qian', '2026-10-02'), ('${here}', 'qian', '2026-10-03'),
      ('https://evil.example/realms/liangji', 'sun', '2026-10-03')`,
  );
});
afterAll(() => database.drop());

const signIns = async (): Promise<string[]> => {
  const { rows } = await database.pool('direct').query<{ line: string }>(
    `select concat_ws(' ', subject, issuer, to_char(last_at at time zone 'UTC', 'MM-DD')) as line
         from control.sign_in order by 1`,
  );
  return rows.map(({ line }) => line);
};

test('whoever the embedded provider of another address knew is known here, once; other realms are left alone', async () => {
  expect(await adoptIssuer(database, here)).toBe(1);
  expect(await signIns()).toEqual([
    `qian ${here} 10-03`,
    `sun https://evil.example/realms/liangji 10-03`,
    `zhao ${here} 10-01`,
    `zhao ${keycloak} 08-01`,
  ]);
  expect(await adoptIssuer(database, here)).toBe(0);
});
