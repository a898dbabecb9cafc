import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applySample,
  applyTenant,
  asOwner,
  loadCalendar,
  loadCatalogues,
  notifyMembershipChanged,
  sampleCity,
  systemDeps,
  type Acting,
} from '@liangji/platform';
import { plainJpeg } from '@liangji/platform/testing/pictures';
import { vi } from 'vitest';
import { openHouse, type House } from '../house.ts';
import { startWorker, type Worker } from '../../src/worker/start-worker.ts';
import { sign } from '../tokens.ts';

type Manifest = ReturnType<typeof sampleCity>[number];

/** What a command answered: the case after it, or the problem it was refused with. */
export interface Answer {
  readonly status: number;
  readonly caseId: string;
  readonly version: number;
  readonly state: string;
  readonly holderUnitId: number;
  readonly code: string | undefined;
  readonly zh: string | undefined;
  readonly en: string | undefined;
}

/** Somebody in a post, with the token of the sign-in service. */
export interface Somebody {
  readonly username: string;
  headers(): Promise<Record<string, string>>;
  command(name: string, input: object, key?: string): Promise<Answer>;
  question<T>(name: string, input: object): Promise<T>;
  read<T>(query: string): Promise<T>;
  /** An uploaded photograph, as an act is given it. */
  photo(usage: string): Promise<{ sha256: string; usage: string }>;
}

/** The sample city behind a gateway that listens, with a worker that can be started and stopped. */
export interface City {
  readonly house: House;
  /** By user name; in the first post, or the one named. */
  person(username: string, postId?: string): Somebody;
  tenant(slug: string): Acting;
  /** A unit of a tenant by its code. */
  unit(slug: string, code: string): number;
  /** The operator's `tenant apply` with a manifest that was changed. */
  apply(slug: string, change: (manifest: Manifest) => void): Promise<void>;
  /** Class of 暴露垃圾 and its filing condition with a printed limit of four working hours. */
  readonly given: { readonly classId: number; readonly ruleId: number };
  /** Suspends a tenant, or lets it go on; there is no command for it yet, so it is done as the operator's SQL would. */
  setState(slug: string, state: 'active' | 'suspended'): Promise<void>;
  startWorker(): Promise<Worker>;
  close(): Promise<void>;
}

/** All clocks of the test stand at `wall` (`2026-10-12 09:00`) until they are moved. */
export async function openCity(wall: string): Promise<City> {
  const files = mkdtempSync(join(tmpdir(), 'liangji-desks-'));
  const manifests = new Map(sampleCity().map((manifest) => [manifest.slug, structuredClone(manifest)]));
  const house = await openHouse(
    { LIANGJI_FILES: files, LIANGJI_GRAPHQL_FREE: '1' },
    undefined,
    async (database, issuer) => {
      await loadCatalogues(database);
      await loadCalendar(database);
      for await (const tenant of applySample(database, systemDeps, issuer)) void tenant;
    },
  );
  vi.setSystemTime(at(wall));
  const rows = await asOwner(house.database, async (trx) => ({
    tenants: await trx.selectFrom('control.tenant').select(['id', 'city_id', 'slug', 'desk_unit_id']).execute(),
    units: await trx.selectFrom('biz.unit').select(['id', 'tenant_id', 'code']).execute(),
    rule: await trx
      .selectFrom('lookup.case_rule as r')
      .innerJoin('lookup.class as c', 'c.id', 'r.class_id')
      .select(['c.id as classId', 'r.id as ruleId'])
      .where('c.catalogue_id', '=', 'gbt30428')
      .where('c.class_name', '=', '暴露垃圾')
      .where('r.limit_unit', '=', 'working_hour')
      .orderBy('r.id')
      .executeTakeFirstOrThrow(),
  }));
  const tenant = (slug: string): Acting => {
    const { id, city_id, desk_unit_id } = rows.tenants.find((row) => row.slug === slug)!;
    return { tenantId: id, cityId: city_id, unitId: desk_unit_id, actor: 'test' };
  };
  const workers: Worker[] = [];

  function person(username: string, postId?: string): Somebody {
    const slug = [...manifests.values()].find(({ people }) => people.some((one) => one.username === username))!.slug;
    const { subject: sub } = manifests.get(slug)!.people.find((one) => one.username === username)!;
    const headers = async (): Promise<Record<string, string>> => {
      const claims = { sub, tenant: slug, preferred_username: username };
      const token = await sign({ issuer: house.issuer, key: house.keys.signing[0]! }, claims);
      return { authorization: `Bearer ${token}`, ...(postId && { 'x-acting-post': postId }) };
    };
    return {
      username,
      headers,
      async command(name, input, key) {
        return answerOf(
          await fetch(`${house.origin}/trpc/${name}`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              ...(key && { 'idempotency-key': key }),
              ...(await headers()),
            },
            body: JSON.stringify(input),
          }),
        );
      },
      async question<T>(name: string, input: object) {
        const asked = `${house.origin}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
        const answer = await fetch(asked, { headers: await headers() });
        const { result, error } = (await answer.json()) as { result?: { data: T }; error?: object };
        if (result === undefined) throw new Error(JSON.stringify(error));
        return result.data;
      },
      async read<T>(query: string) {
        const answer = await fetch(`${house.origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(await headers()) },
          body: JSON.stringify({ query }),
        });
        const { data, errors } = (await answer.json()) as { data?: T; errors?: object };
        if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
        return data;
      },
      async photo(usage) {
        const colour = `#${Math.floor(Math.random() * 0xfff)
          .toString(16)
          .padStart(3, '0')}`;
        const answer = await fetch(`${house.origin}/media`, {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg', ...(await headers()) },
          body: new Uint8Array(await plainJpeg(colour)),
        });
        return { sha256: ((await answer.json()) as { sha256: string }).sha256, usage };
      },
    };
  }

  return {
    ...{ house, person, tenant, given: rows.rule },
    unit: (slug, code) => rows.units.find((row) => row.tenant_id === tenant(slug).tenantId && row.code === code)!.id,
    async apply(slug, change) {
      const manifest = structuredClone(manifests.get(slug)!);
      change(manifest);
      const by = { actor: 'operator', issuer: house.issuer, accounts: false };
      await applyTenant(house.database, systemDeps, by, manifest);
      manifests.set(slug, manifest);
    },
    async setState(slug, state) {
      await asOwner(house.database, async (trx) => {
        await trx.updateTable('control.tenant').set({ state }).where('slug', '=', slug).execute();
        await notifyMembershipChanged(trx);
      });
    },
    async startWorker() {
      const log = { info: () => undefined, warn: console.warn, error: console.error };
      const worker = await startWorker(
        { database: house.database, deps: systemDeps, files, log } as Parameters<typeof startWorker>[0],
        house.database.urls.jobs,
      );
      workers.push(worker);
      return worker;
    },
    async close() {
      for (const worker of workers) await worker.stop();
      await house.close();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** An instant by the wall clock of the city. */
export const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`);

async function answerOf(answer: Response): Promise<Answer> {
  const { result, error } = (await answer.json()) as {
    result?: { data: Answer };
    error?: { data: { problem: { code: string; title: string; title_zh: string } } };
  };
  const problem = error?.data.problem;
  return {
    ...(result?.data as Answer),
    ...{ status: answer.status, code: problem?.code, zh: problem?.title_zh, en: problem?.title },
  };
}
