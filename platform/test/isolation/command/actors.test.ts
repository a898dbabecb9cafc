import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '../../../src/database/transaction.ts';
import { actIn } from '../../../src/identity/act-in.ts';
import { actingOf, type Actor as IdentityActor } from '../../../src/identity/actor.ts';
import { resolveMachine } from '../../../src/identity/resolve-machine.ts';
import { resolvePerson } from '../../../src/identity/resolve-person.ts';
import { systemDeps } from '../../../src/kernel/deps.ts';
import { freshDatabase, type TestDatabase } from '../../cluster.ts';
import { PARKS, PARKS_MACHINE, REED_SECONDED, settleTown, type Actor } from './town.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
});
afterAll(() => database.drop());

describe('the actors of the attacks are those that sign-in makes', () => {
  const ISSUER = 'http://localhost/realms/liangji';
  const person = (n: number): string => `00000000-0000-7000-8000-00000000e00${n}`;
  beforeAll(() =>
    asOwner(database, async (trx) => {
      // His desk at the centre of the city is a unit of the body that sent him.
      await sql`insert into biz.unit (tenant_id, city_id, id, code, body_id, kind, name, from_day)
        values (3, 1, 39, 'in the centre of the city', 30, 'squad', 'reed in the centre of the city', '2026-01-01')`.execute(
        trx,
      );
      for (const [n, tenant, unit, login, post] of [
        [1, 3, 39, 'seconded', 'dispatcher'],
        [2, 2, 21, 'unit 21', 'department'],
        [3, 2, null, 'without a post', ''],
      ] as const) {
        await sql`insert into biz.person (tenant_id, city_id, id, name) values (${tenant}, 1, ${person(n)}, ${login})`.execute(
          trx,
        );
        await sql`insert into control.login (issuer, subject, tenant_id, person_id)
          values (${ISSUER}, ${login}, ${tenant}, ${person(n)})`.execute(trx);
        if (unit === null) continue;
        await sql`insert into biz.post (tenant_id, city_id, id, person_id, unit_id, post, from_at)
          values (${tenant}, 1, ${person(n)}, ${person(n)}, ${unit}, ${post}, '2026-01-01')`.execute(trx);
      }
      await sql`insert into lookup.catalogue (id, title, in_force_from, version) values ('gbt30428', 'c', '2013-01-01', 1)`.execute(
        trx,
      );
      await sql`insert into biz.source_system (tenant_id, city_id, id, code, name, catalogue_id)
        values (2, 1, 1, 's', 'parks', 'gbt30428')`.execute(trx);
      await sql`insert into control.machine_client (issuer, client_id, tenant_id, source_id, unit_id)
        values (${ISSUER}, 'parks-machine', 2, 1, 21)`.execute(trx);
    }),
  );
  const signedIn = async (subject: string, tenantSlug: string) =>
    actorAs(
      actIn(await resolvePerson(database, systemDeps, { issuer: ISSUER, subject, tenantSlug }), null, new Date()),
    );
  /** Beside whom he acts for, sign-in knows who he is: for the audit. */
  const audited = ({ role, acting }: Actor, personId: string | null, post: string | null): Actor => ({
    role,
    acting: { ...acting, personId, post },
  });
  const actorAs = (actor: IdentityActor): Actor => ({ role: actor.pool, acting: actingOf(actor) });

  it('somebody seconded acts for the body that sent him, a machine for its body, as its people do', async () => {
    expect(await signedIn('seconded', 'reed')).toEqual(audited(REED_SECONDED, person(1), 'dispatcher'));
    expect(await signedIn('unit 21', 'willow')).toEqual(audited(PARKS, person(2), 'department'));
    const machine = await resolveMachine(database, systemDeps, {
      ...{ issuer: ISSUER, clientId: 'parks-machine', tenantSlug: 'willow' },
    });
    expect(actorAs(machine)).toEqual(audited(PARKS_MACHINE, null, null));
  });

  it('somebody without a post is nobody at all', async () => {
    await expect(signedIn('without a post', 'willow')).rejects.toMatchObject({ code: 'AUTH-STRANGER' });
  });
});
