import { Problem, systemDeps } from '@liangji/platform';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { EnvironmentFault } from '../environment/environment-fault.ts';
import { readCommandEnvironment } from './environment.ts';
import { buildProgram } from './program.ts';
import { faultText } from './report-fault.ts';

const nowhere = { LIANGJI_HOME: '/nowhere' };
const printed: string[] = [];
const program = (variables: Record<string, string> = nowhere): Command =>
  buildProgram({
    environment: readCommandEnvironment(variables),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: () => {},
  });
const run = (...args: string[]): Promise<unknown> =>
  program()
    .parseAsync(args, { from: 'user' })
    .then(
      () => 'went well',
      (error: unknown) => error,
    );

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

describe('the commands', () => {
  test('each explains itself in Chinese and English', () => {
    const commands = leaves(program());
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(command.description(), command.name()).toMatch(/^\p{Script=Han}.* [A-Z]/u);
  });

  test('a command of the centre cannot run without its addresses and says which', async () => {
    const fault = await run('rank', '2026-10');
    expect(fault).toBeInstanceOf(EnvironmentFault);
    expect(faultText(fault)).toMatch(
      /^没有找到 npm start 的平台.*LIANGJI_HOME.*LIANGJI_DATABASE_URL_IDENTITY, LIANGJI_DATABASE_URL_CITY.* \(START-COPY\)$/,
    );
  });

  test('an upload cannot start without the secret of its client, or with a file it does not know', async () => {
    expect(faultText(await run('upload', '--file', 'a.csv', '--as', 'willow'))).toMatch(/LIANGJI_CLIENT_SECRET/);
  });

  test('whatever the domain refuses ends in one sentence with its code', () => {
    expect(faultText(new Problem('KEY-BATCH-REUSED', { batch: 'october' }))).toBe(
      '批次号 october 已用于其他内容。 Batch id october was used for other content. (KEY-BATCH-REUSED)',
    );
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(faultText(refused)).toMatch(/\(SYS-UNAVAILABLE\)$/);
  });

  test('a database that is away is reported to be away', async () => {
    const away = 'postgres://nobody:x@127.0.0.1:1/none';
    const fault = await program({ ...nowhere, LIANGJI_DATABASE_URL_IDENTITY: away, LIANGJI_DATABASE_URL_CITY: away })
      .parseAsync(['rank', '2026-10'], { from: 'user' })
      .catch((error: unknown) => error);
    expect(faultText(fault)).toMatch(/\(SYS-UNAVAILABLE\)$/);
  });
});
