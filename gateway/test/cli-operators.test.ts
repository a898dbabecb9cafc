import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asOwner, createOperator, fingerprint, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { buildProgram } from '../src/cli/program.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { furnishSampleCity } from './sample-house.ts';

const data = (path: string): string => fileURLToPath(new URL(`../../platform/data/${path}`, import.meta.url));
const NO_BATCH = '00000000-0000-7000-8000-000000000000';

let home: string;
let database: TestDatabase;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liangji-cli-operators-'));
  database = await freshDatabase('sample_city_with_period', furnishSampleCity);
  // `sample` is there; li and wang are made by it, wang has left.
  for (const name of ['li', 'wang']) await createOperator(database, systemDeps, { name, by: 'sample', accounts: true });
  await database.pool('operator').query("update control.operator set disabled_at = now() where name = 'wang'");
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const file = (name: string, content: string): string => {
  writeFileSync(join(home, name), content);
  return join(home, name);
};

/** `liangji …`: what it prints, or what it says when it goes wrong. */
async function liangji(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const urls = Object.entries(database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const program = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere', ...Object.fromEntries(urls) }),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  return program.parseAsync(args, { from: 'user' }).then(() => printed.join('\n'), faultText);
}

const acts = async (): Promise<unknown[]> =>
  (await database.pool('direct').query('select actor, action, subject from control.operator_audit order by at, id'))
    .rows;

/** Every command that an operator gives, each as it would do something. */
const commands = (): string[][] => [
  ['calendar', 'load', calendarWith('2026-10-14,off')],
  ['catalogues', 'load'],
  ['areas', 'import', '--file', file('areas.json', '{}'), '--crs', 'WGS84'],
  ['operator', 'create', 'zhang'],
  ['tenant', 'plan', data('first-city/riverton.yaml')],
  ['tenant', 'apply', data('first-city/riverton.yaml')],
  ['tenant', 'export', 'shehong'],
  ['password', 'renew', 'li'],
  ['batch', 'given-up'],
  ['batch', 'retry', NO_BATCH],
  ['scheme', 'publish', data('schemes/liangji-region-1.json')],
  ['scheme', 'input', 'set', file('inputs.csv', 'member,name,value,reason\n'), '--period', '2026-10'],
  ['period', 'open', '2026-12'],
  ['rebuild'],
  ['rebuild', '--check'],
  ['audit', 'verify'],
  ['prove-isolation', '--report', join(home, 'report.md')],
];

const calendarWith = (line: string): string =>
  file('days.csv', `${readFileSync(data('calendar/state-council-days.csv'), 'utf8').trimEnd()}\n${line}\n`);

describe('a command of an operator', () => {
  test('cannot be given by somebody who is none, by one who has left, or without saying which of two', async () => {
    const before = await fingerprint(database);
    for (const command of commands()) {
      for (const [name, ...who] of [['zhao', '--operator', 'zhao'], ['wang', '--operator', 'wang'], ['']]) {
        expect(await liangji(...command, ...who), command.join(' ')).toBe(
          `运维人员“${name}”不存在或已停用；请用 --operator 或 LIANGJI_OPERATOR 指明其一：li, sample。 There is no operator "${name}" who may act; name one of li, sample with --operator or LIANGJI_OPERATOR. (CONF-OPERATOR)`,
        );
      }
    }
    expect(await fingerprint(database)).toEqual(before);
  });

  test('that makes an operator stands in the audit under the name of whoever made it', async () => {
    expect(await liangji('operator', 'create', 'zhang', '--operator', 'li')).toMatch(/operator zhang: 已登记 made/);
    expect(await liangji('operator', 'create', 'zhang', '--operator', 'li')).toMatch(/无变化 unchanged/);
    expect(await acts()).toEqual([
      { actor: 'installation', action: 'operator.create', subject: 'sample' },
      { actor: 'operator:sample', action: 'operator.create', subject: 'li' },
      { actor: 'operator:sample', action: 'operator.create', subject: 'wang' },
      { actor: 'operator:li', action: 'operator.create', subject: 'zhang' },
    ]);
  });

  test('that renews the password of an operator stands there too', async () => {
    await liangji('password', 'renew', 'wang', '--operator', 'li');
    expect((await acts()).at(-1)).toEqual({ actor: 'operator:li', action: 'account.renew', subject: 'wang' });
  });

  test('that loads catalogues is written down when it changed something, and only then', async () => {
    const before = await acts();
    expect(await liangji('catalogues', 'load', '--operator', 'li')).toMatch(/目录 catalogues: 无变化 unchanged/);
    expect(await acts()).toEqual(before);
    await database.pool('direct').query("update lookup.class set class_name = 'x' where id = 22001");
    expect(await liangji('catalogues', 'load', '--operator', 'li')).toMatch(/目录 catalogues: 1 行 rows/);
    expect((await acts()).slice(before.length)).toEqual([
      { actor: 'operator:li', action: 'catalogues.load', subject: 'catalogues' },
    ]);
  });

  test('that loads a calendar stands in the audit of the operators and of every tenant it concerns', async () => {
    const days = calendarWith('2026-10-14,off');
    expect(await liangji('calendar', 'load', days, '--operator', 'li')).toMatch(/calendar: v2$/);
    expect((await acts()).at(-1)).toEqual({ actor: 'operator:li', action: 'calendar.load', subject: 'cn@2' });
    const concerned = await asOwner(database, (trx) =>
      trx.selectFrom('biz.audit').select(['actor', 'subject']).where('action', '=', 'calendar.load').execute(),
    );
    expect(concerned).toEqual(Array.from({ length: 10 }, () => ({ actor: 'operator:li', subject: 'cn@2' })));
    const before = await acts();
    await liangji('calendar', 'load', days, '--operator', 'li');
    expect(await acts()).toEqual(before);
  });
});

test('nobody but the role of the operator reads or writes what operators did, and it changes and deletes nothing', async () => {
  for (const role of ['identity', 'city', 'county', 'unit', 'ingest', 'clerk', 'rollup', 'accounts'] as const) {
    for (const text of ['select from control.operator_audit', 'insert into control.operator_audit default values']) {
      await expect(database.pool(role).query(text), role).rejects.toMatchObject({ code: '42501' });
    }
  }
  for (const text of ["update control.operator_audit set actor = 'x'", 'delete from control.operator_audit']) {
    await expect(database.pool('operator').query(text)).rejects.toMatchObject({ code: '42501' });
  }
});
