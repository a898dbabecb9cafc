import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeWillowAndReed, REED, RIVERTON, WILLOW } from '../../test/people.ts';
import { asIdentity, askInTenant, inTenant } from './transaction.ts';

describe('the one way to a transaction', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await makeWillowAndReed(database);
  });
  afterAll(() => database.drop());

  const names = (role: 'county' | 'city', acting: typeof WILLOW) =>
    inTenant(database, role, acting, (trx) => trx.selectFrom('biz.tenant').select('slug').orderBy('slug').execute());

  it('lets willow see itself and not reed', async () => {
    expect(await names('county', WILLOW)).toEqual([{ slug: 'willow' }]);
  });

  it('lets the city see all of its counties', async () => {
    expect(await names('city', RIVERTON)).toEqual([{ slug: 'reed' }, { slug: 'riverton' }, { slug: 'willow' }]);
  });

  it('serves willow and reed in turn on the same pooled connections without mixing them up', async () => {
    const turns = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? WILLOW : REED));
    const seen = await Promise.all(turns.map((acting) => names('county', acting)));
    expect(seen.map((rows) => rows[0]?.slug)).toEqual(turns.map((acting) => acting.actor));
  });

  it('finds the socket of the driver where this version keeps it: look at `sendTogether` before you take another', async () => {
    const { version } = createRequire(import.meta.url)('pg/package.json') as { version: string };
    expect(version).toBe('8.23.1');
    const client = await database.pool('county').connect();
    try {
      expect(Reflect.get(Reflect.get(client, 'connection') as object, 'stream')).toBeInstanceOf(Socket);
    } finally {
      client.release();
    }
  });

  it('raises instead of showing nothing when nobody was become', async () => {
    const bare = await database.pool('county').connect();
    try {
      await expect(bare.query('select slug from biz.tenant')).rejects.toMatchObject({
        code: expect.stringMatching(/42704|22P02/),
      });
    } finally {
      bare.release();
    }
  });

  it('cannot write a case that somebody else would hold', async () => {
    const thief = inTenant(database, 'ingest', WILLOW, (trx) =>
      sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
          source_group, reported_at, created_at, updated_at)
        values (2, 1, gen_random_uuid(), 3, 30, 'X', 'reported', 'collecting', 'event', 's', 'patrol', now(), now(), now())`.execute(
        trx,
      ),
    );
    await expect(thief).rejects.toMatchObject({ code: '42501' });
  });

  it('rolls back when the work fails and leaves the connection clean', async () => {
    const failing = inTenant(database, 'ingest', WILLOW, async (trx) => {
      await sql`insert into biz.audit values (2, 1, gen_random_uuid(), now(), 'w', 'test', 's', '{}')`.execute(trx);
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    const rows = await inTenant(database, 'county', WILLOW, (trx) => trx.selectFrom('biz.audit').selectAll().execute());
    expect(rows).toEqual([]);
  });

  it('loses a connection that breaks between two statements, and nothing else', async () => {
    const boss = await database.superuser();
    const cut = inTenant(database, 'county', WILLOW, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await boss.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      await setTimeout(100); // the break arrives while nobody waits for an answer
      return sql`select 1`.execute(trx);
    });
    await expect(cut).rejects.toThrow(/terminat|connection/i);
    await boss.end();
    expect(await names('county', WILLOW)).toEqual([{ slug: 'willow' }]);
  });

  describe('asked for statements in one packet', () => {
    const ask = (acting: typeof WILLOW, text: string, values: unknown[] = []) =>
      askInTenant(database, 'county', acting, [{ text, values }]).then(([answer]) => answer!.rows as unknown[]);

    it('answers as willow, and as reed on the same connections', async () => {
      const turns = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? WILLOW : REED));
      const seen = await Promise.all(turns.map((acting) => ask(acting, 'select slug from biz.tenant')));
      expect(seen).toEqual(turns.map(({ actor }) => [{ slug: actor }]));
    });

    it('reports what was wrong with the statement, keeps nothing of it and the connection', async () => {
      await expect(ask(WILLOW, 'select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
      expect(await ask(WILLOW, 'select slug from biz.tenant')).toEqual([{ slug: 'willow' }]);
    });

    it('never runs the statement when becoming fails', async () => {
      const nobody = { ...WILLOW, tenantId: 2 ** 40 };
      await expect(ask(nobody, 'select slug from biz.tenant')).rejects.toMatchObject({ code: '22003' });
    });

    it('leaves nothing of a statement that would write what is not its own', async () => {
      const thief = askInTenant(database, 'ingest', WILLOW, [
        { text: "insert into biz.audit values (3, 1, gen_random_uuid(), now(), 'w', 'test', 's', '{}')" },
      ]);
      await expect(thief).rejects.toMatchObject({ code: '42501' });
      expect(await ask(WILLOW, 'select * from biz.audit')).toEqual([]);
    });

    it('answers several in their order, in one transaction', async () => {
      const text = 'select $1::int as n, pg_current_xact_id()::text as transaction';
      const answers = await askInTenant(
        database,
        'county',
        WILLOW,
        [1, 2, 3].map((n) => ({ text, values: [n] })),
      );
      const rows = answers.map((answer) => answer.rows[0] as { n: number; transaction: string });
      expect(rows.map(({ n }) => n)).toEqual([1, 2, 3]);
      expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1);
    });

    it('fails as a whole with the first error, and keeps nothing', async () => {
      const own = "insert into biz.audit values (2, 1, gen_random_uuid(), now(), 'w', 'test', 's', '{}')";
      const asked = askInTenant(database, 'ingest', WILLOW, [{ text: own }, { text: 'select 1 / 0' }, { text: own }]);
      await expect(asked).rejects.toMatchObject({ code: '22012' });
      expect(await ask(WILLOW, 'select * from biz.audit')).toEqual([]);
    });

    it('gives up a connection that breaks under it, and nothing else', async () => {
      await expect(ask(WILLOW, 'select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
      expect(await ask(WILLOW, 'select slug from biz.tenant')).toEqual([{ slug: 'willow' }]);
    });
  });

  it('shows the identity role nothing outside schema control', async () => {
    await expect(
      asIdentity(database, (trx) => trx.selectFrom('biz.tenant').selectAll().execute()),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });
});
