import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { COOL_DOWN_MS, fetchSigningKeys, IssuerAway, UnknownKey } from './signing-keys.ts';

function jwk(kid: string, modulusLength = 2048) {
  return { ...generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
}

/** An issuer whose key set and health the test changes, and which counts how often it is asked. */
function issuer(...kids: string[]) {
  const state = {
    keys: kids.map((kid) => jwk(kid)) as object[],
    away: false,
    asked: 0,
    clock: 0,
    keysNow: () => fetchSigningKeys('http://issuer.invalid/certs', state.fetch, () => state.clock + performance.now()),
    fetch: async () => {
      state.asked += 1;
      if (state.away) throw new Error('connect ECONNREFUSED');
      return Response.json({ keys: state.keys });
    },
  };
  return state;
}

test('a known key is answered from memory', async () => {
  const house = issuer('one');
  const keys = house.keysNow();
  await Promise.all([keys.get('one'), keys.get('one')]);
  await keys.get('one');
  expect(house.asked).toBe(1);
});

test('random key ids cannot ask the issuer more than once a cool-down, and cannot delay a rotation by more', async () => {
  const house = issuer('old');
  const keys = house.keysNow();
  await keys.get('old');
  const flood = Array.from({ length: 500 }, (_, index) => keys.get(`random-${index}`).catch((error: unknown) => error));
  house.keys.push(jwk('new'));
  await keys.get('new');
  expect((await Promise.all(flood)).every((error) => error instanceof UnknownKey)).toBe(true);
  expect(house.asked).toBe(2);
});

test('a slow answer that a newer one has overtaken does not bring a withdrawn key back', async () => {
  const answers: (() => void)[] = [];
  const house = issuer('withdrawn');
  const keys = fetchSigningKeys(
    'http://issuer.invalid/certs',
    async () => {
      const body = { keys: [...house.keys] };
      await new Promise<void>((resolve) => answers.push(resolve));
      return Response.json(body);
    },
    () => performance.now(),
  );
  const until = async (count: number) => {
    while (answers.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const slow = keys.get('withdrawn');
  await until(1);
  house.keys = [jwk('new')];
  const quick = keys.get('new');
  await until(2);
  answers[1]!();
  await quick;
  answers[0]!();
  await expect(slow).rejects.toBeInstanceOf(UnknownKey);
  await keys.get('new'); // from memory: nobody answers a third question
  expect(answers).toHaveLength(2);
});

test('a question is never answered by a fetch that began before it', async () => {
  const house = issuer('old');
  let release: () => void = () => undefined;
  const slow = fetchSigningKeys(
    'http://issuer.invalid/certs',
    async () => {
      const body = { keys: [...house.keys] };
      await new Promise<void>((resolve) => (release = resolve));
      return Response.json(body);
    },
    () => performance.now(),
  );
  const first = slow.get('old');
  await new Promise((resolve) => setTimeout(resolve, 20));
  house.keys.push(jwk('new')); // rotated while the first answer is under way
  const second = slow.get('new');
  release();
  await first;
  await new Promise((resolve) => setTimeout(resolve, COOL_DOWN_MS + 100));
  release();
  await expect(second).resolves.toBeDefined();
});

test('known keys survive an outage of the issuer for an hour, and no longer', async () => {
  const house = issuer('one');
  const keys = house.keysNow();
  await keys.get('one');
  house.away = true;
  house.clock += 59 * 60_000;
  await keys.get('one');
  await expect(keys.get('two')).rejects.toBeInstanceOf(IssuerAway);
  house.clock += 2 * 60_000;
  await expect(keys.get('one')).rejects.toBeInstanceOf(IssuerAway);
  house.away = false;
  house.clock += COOL_DOWN_MS;
  await keys.get('one');
});

test('a withdrawn key goes with the next refresh in the background', async () => {
  const house = issuer('one', 'two');
  const keys = house.keysNow();
  await keys.get('one');
  house.keys = [house.keys[1]!];
  house.clock += 6 * 60_000;
  await keys.get('two');
  await expect.poll(() => house.asked).toBe(2);
  house.clock += COOL_DOWN_MS;
  await expect(keys.get('one')).rejects.toBeInstanceOf(UnknownKey);
});

test('weak keys, keys for encryption and keys of another algorithm cannot verify anything', async () => {
  const house = issuer('good');
  house.keys.push(
    jwk('weak', 1024),
    { ...jwk('enc'), use: 'enc' },
    { ...jwk('pss'), alg: 'PS256' },
    { kty: 'oct', kid: 'secret', k: 'AAAA' },
  );
  const keys = house.keysNow();
  await keys.get('good');
  for (const kid of ['weak', 'enc', 'pss', 'secret']) {
    house.clock += COOL_DOWN_MS;
    await expect(keys.get(kid)).rejects.toBeInstanceOf(UnknownKey);
  }
});
