import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { asOperator, asOwner } from '../../database/transaction.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { createOperator, operatorNamed, renewPassword } from './operators.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const create = (name: string, by?: string) => createOperator(database, systemDeps, { name, by, accounts: true });

test('before anybody is an operator nobody can act as one', async () => {
  await expect(operatorNamed(database, undefined)).rejects.toMatchObject({ code: 'CONF-OPERATOR-FIRST' });
  await expect(operatorNamed(database, 'li')).rejects.toMatchObject({ code: 'CONF-OPERATOR-FIRST' });
});

test('the first operator is made by nobody, gets a one-time password once, and is the one who acts', async () => {
  const { isNew, secrets } = await create('li');
  expect(isNew).toBe(true);
  expect(secrets).toMatchObject([
    { kind: 'operator', username: 'li', secret: expect.stringMatching(/^(\w{3}-){3}\w{3}$/) },
  ]);
  expect(await create('li')).toEqual({ isNew: false, secrets: [] });
  expect(await operatorNamed(database, undefined)).toBe('li');
});

test('a second operator is made by the first, not by a name nobody has; then each says who acts', async () => {
  await expect(create('wang', 'zhao')).rejects.toMatchObject({ code: 'CONF-OPERATOR', params: { known: 'li' } });
  await create('wang', 'li');
  const { created_by } = await asOwner(database, (trx) =>
    trx.selectFrom('control.operator').select('created_by').where('name', '=', 'wang').executeTakeFirstOrThrow(),
  );
  expect(created_by).toBe('li');
  await expect(operatorNamed(database, undefined)).rejects.toMatchObject({ code: 'CONF-OPERATOR' });
  expect(await operatorNamed(database, 'wang')).toBe('wang');
});

test('a disabled operator cannot act, and the name of a person who is none is refused', async () => {
  await asOperator(database, (trx) =>
    trx.updateTable('control.operator').set({ disabled_at: new Date() }).where('name', '=', 'wang').execute(),
  );
  await expect(operatorNamed(database, 'wang')).rejects.toMatchObject({ code: 'CONF-OPERATOR' });
  await expect(create('李四', 'li')).rejects.toMatchObject({ code: 'CONF-OPERATOR-NAME' });
});

test('a renewed password takes the place of the old one; nobody without an account of ours gets any', async () => {
  const hash = () =>
    asOwner(database, (trx) =>
      trx.selectFrom('control.account').select('secret_hash').where('username', '=', 'li').executeTakeFirstOrThrow(),
    );
  const before = await hash();
  expect(await renewPassword(database, systemDeps, 'operator:li', 'li')).toMatchObject({
    kind: 'operator',
    username: 'li',
  });
  expect(await hash()).not.toEqual(before);
  await expect(renewPassword(database, systemDeps, 'operator:li', 'linjing')).rejects.toMatchObject({
    code: 'CONF-ACCOUNT',
  });
});
