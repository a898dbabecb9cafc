import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composeRealm } from './compose.ts';
import { realmText } from './text.ts';

test('the committed realm file cannot be older than the people, posts and machine clients it is made from', async () => {
  const committed = readFileSync(new URL('liangji-realm.json', import.meta.url), 'utf8');
  expect(committed === (await realmText()), 'run `npm run generate`').toBe(true);
});

test('every machine client has a service account of its own and nothing but client credentials', () => {
  const { clients, users } = composeRealm();
  const machines = clients.filter((client) => client.serviceAccountsEnabled);
  expect(machines.length).toBeGreaterThan(0);
  for (const machine of machines) {
    expect(machine.standardFlowEnabled).toBe(false);
    expect(users.filter((user) => user.serviceAccountClientId === machine.clientId)).toHaveLength(1);
  }
});

test('nobody of the sample shares a subject or a username', () => {
  const { users } = composeRealm();
  expect(new Set(users.map((user) => user.id)).size).toBe(users.length);
  expect(new Set(users.map((user) => user.username)).size).toBe(users.length);
});
