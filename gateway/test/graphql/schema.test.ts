import { readFile } from 'node:fs/promises';
import { freshDatabase } from '@liangji/platform/testing';
import { expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/build-schema.ts';
import { printSdl } from '../../src/graphql/print-sdl.ts';

test('the committed schema.graphql is what the migrations make; if not, run `npm run generate`', async () => {
  const database = await freshDatabase();
  const { schema } = await buildSchema(database, () => {
    throw new Error('nobody asks while the schema is read');
  });
  const committed = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect(printSdl(schema)).toBe(committed);
  await database.drop();
});
