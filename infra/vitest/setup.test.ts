import pg from 'pg';
import { expect, inject, test } from 'vitest';

test('a test can reach the throw-away cluster as superuser', async () => {
  const client = new pg.Client(inject('superuserUrl'));
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; order: string }>(
      `select current_setting('server_version_num') as version, datlocale as "order"
       from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([{ version: expect.stringMatching(/^18/) as string, order: 'C.UTF-8' }]);
  } finally {
    await client.end();
  }
});
