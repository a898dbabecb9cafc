import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeBody, makeWillowAndReed, WILLOW } from '../../test/people.ts';
import type { Actor } from '../identity/actor.ts';
import { asOwner } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import { act, process, type Command } from './command.ts';
import { perform } from './perform.ts';

// One key, and whoever else might send it: another login of the same body, the same login in another body.

const SECOND_DESK = 21;
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow', makeWillowAndReed);
  await makeBody(database, WILLOW.tenantId, WILLOW.cityId, SECOND_DESK, 'sub_centre');
});
afterAll(() => database.drop());

/** A data officer of willow at one of its desks. */
const officer = (login: string, bodyId = WILLOW.unitId!): Actor => {
  const body = { id: bodyId, kind: 'centre', name: 'desk' };
  const names = { name: 'willow', nameEn: 'Willow', cityName: 'riverton', cityNameEn: 'Riverton' };
  return {
    ...{ kind: 'county', pool: 'county', tenantId: WILLOW.tenantId, cityId: WILLOW.cityId, sourceId: null },
    tenant: { slug: 'willow', kind: 'county', timeZone: 'Asia/Shanghai', ...names },
    body,
    ...{ personId: null, name: login, login },
    post: { id: 'p', post: 'data_officer', unitName: 'desk', body, to: null },
  };
};

const definition = {
  ...{ name: 'test.note', title: { zh: '测试', en: 'test' }, right: 'upload' as const },
  input: z.strictObject({ text: z.string() }),
  output: z.strictObject({ answered: z.string() }),
  problems: [],
};
let performed: string[] = [];
const answer = (login: string, text: string) => {
  performed.push(`${login} ${text}`);
  return { answered: `${login} ${text}` };
};
/** The pools a command of a county is performed in; intake reads the rows of all bodies of its tenant. */
const COMMANDS: [string, Command<string, { text: string }, { answered: string }>][] = [
  ...(['county', 'ingest'] as const).map((role): (typeof COMMANDS)[number] => [
    `an act in the pool ${role}`,
    act({
      ...definition,
      role,
      run: (_trx, _deps, { login }, { text }) => Promise.resolve(answer(login, text)),
      audit: () => null,
    }),
  ]),
  [
    'a process',
    process({
      ...definition,
      isFinal: () => true,
      run: (_services, { login }, { text }) => Promise.resolve(answer(login, text)),
    }),
  ],
];

describe.each(COMMANDS)('a key of %s', (title, command) => {
  const services = { deps: systemDeps, files: '/', queue: { wake: () => Promise.resolve() } };
  const send = (actor: Actor, text: string) =>
    perform({ ...services, database }, actor, command, { input: { text }, key: title.replaceAll(' ', '-') });

  test('is its sender’s: another login of the body, or of another one, neither reads its answer nor is hindered by it', async () => {
    performed = [];
    const mine = await send(officer('zhao'), 'mine');
    expect(mine).toEqual({ answered: 'zhao mine' });
    // The same content, so that an answer that leaked would be taken for one's own; and other content, which would collide.
    expect(await send(officer('qian'), 'mine')).toEqual({ answered: 'qian mine' });
    expect(await send(officer('sun'), 'other')).toEqual({ answered: 'sun other' });
    expect(await send(officer('zhao', SECOND_DESK), 'elsewhere')).toEqual({ answered: 'zhao elsewhere' });
    expect(performed).toEqual(['zhao mine', 'qian mine', 'sun other', 'zhao elsewhere']);
  });

  test('is kept for each of them: sent again it gives everybody the own answer, and does nothing', async () => {
    performed = [];
    expect(await send(officer('zhao'), 'mine')).toEqual({ answered: 'zhao mine' });
    expect(await send(officer('qian'), 'mine')).toEqual({ answered: 'qian mine' });
    expect(await send(officer('zhao', SECOND_DESK), 'elsewhere')).toEqual({ answered: 'zhao elsewhere' });
    expect(performed).toEqual([]);
    await expect(send(officer('zhao'), 'elsewhere')).rejects.toMatchObject({ code: 'KEY-COMMAND-REUSED' });
    const kept = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.command')
        .select(['actor', 'by_unit_id'])
        .where('key', '=', title.replaceAll(' ', '-'))
        .orderBy('actor')
        .orderBy('by_unit_id')
        .execute(),
    );
    expect(kept.map(({ actor, by_unit_id }) => [actor, by_unit_id])).toEqual([
      ['qian', 20],
      ['sun', 20],
      ['zhao', 20],
      ['zhao', 21],
    ]);
  });
});
