import { randomUUID } from 'node:crypto';
import { ISSUER, type Headers, type House } from './house.ts';
import { send, type Call } from './load.ts';

/** Somebody at a desk or in a department. */
export interface Seated {
  readonly subject: string;
  /** A token, freshly signed. */
  headers(): Promise<Headers>;
}

/** What a command needs to find a case. */
export interface At {
  readonly tenantId: number;
  readonly caseId: string;
  readonly version: number;
}

/** Gives somebody new a post in a body; without one, at the desk of the tenant. */
export async function seat(house: House, tenant: string, post: string, bodyId?: number): Promise<Seated> {
  const { watcher } = house;
  const found = await watcher.query('select id, city_id, desk_unit_id from control.tenant where slug = $1', [tenant]);
  const { id, city_id: cityId, desk_unit_id: deskId } = found.rows[0];
  const [personId, subject] = [randomUUID(), randomUUID()];
  const own = [id, cityId];
  await watcher.query('insert into biz.person (tenant_id, city_id, id, name) values ($1, $2, $3, $4)', [
    ...own,
    personId,
    `${post} ${subject.slice(0, 4)}`,
  ]);
  await watcher.query(
    `insert into biz.post (tenant_id, city_id, id, person_id, unit_id, post, from_at)
     values ($1, $2, $3, $4, $5, $6, now() - interval '1 day')`,
    [...own, randomUUID(), personId, bodyId ?? deskId, post],
  );
  await watcher.query('insert into control.login (issuer, subject, tenant_id, person_id) values ($1, $2, $3, $4)', [
    ...[ISSUER, subject, id, personId],
  ]);
  return { subject, headers: () => house.bearer({ subject, tenant }) };
}

/** A body of the uploading county that works cases. */
export async function departmentOf({ watcher, tenantId }: House): Promise<number> {
  const { rows } = await watcher.query(
    "select unit_id from biz.body where tenant_id = $1 and home_id = $1 and kind = 'department' order by unit_id limit 1",
    [tenantId],
  );
  return rows[0].unit_id as number;
}

/** A command as a screen sends it. */
export async function commandOf(house: House, who: Seated, name: string, input: object): Promise<Call> {
  const headers = { ...(await who.headers()), 'content-type': 'application/json' };
  return { url: `${house.origin}/trpc/${name}`, headers, body: JSON.stringify(input) };
}

/** Performs a command and gives its answer. */
export async function command<T>(house: House, who: Seated, name: string, input: object): Promise<T> {
  const answer = JSON.parse(await send(await commandOf(house, who, name, input))) as { result: { data: T } };
  return answer.result.data;
}

/**
 * Cases of the uploading county that patrol saw, taken in and filed by the city, that wait for the county to dispatch them.
 * Made by the commands, as people make them.
 */
export async function filedCases(house: House, count: number): Promise<At[]> {
  const { watcher, tenantId } = house;
  const [acceptor, leader] = [await seat(house, 'suining', 'acceptor'), await seat(house, 'suining', 'shift_leader')];
  const { rows } = await watcher.query(
    "select id as rule, class_id as class from lookup.case_rule where kind = 'event' order by id limit 1",
  );
  const { rule: ruleId, class: classId } = rows[0];
  const report = { tenantId, source: 'patrol', kind: 'event', classId, words: '垃圾未清', address: '太和大道 1 号' };
  const cases: At[] = [];
  while (cases.length < count) {
    let at = atOf(await command(house, acceptor, 'cases.register', report));
    at = atOf(await command(house, acceptor, 'cases.accept', { ...at, classId, ruleId }));
    cases.push(atOf(await command(house, leader, 'cases.file', at)));
  }
  return cases;
}

const atOf = ({ tenantId, caseId, version }: At): At => ({ tenantId, caseId, version });
