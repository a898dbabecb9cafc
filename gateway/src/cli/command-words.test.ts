import { systemDeps } from '@liangji/platform';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { readCommandEnvironment } from './environment.ts';
import { buildProgram } from './program.ts';

const withAll = (command: Command, act: (each: Command) => void): void => {
  act(command);
  for (const each of command.commands) withAll(each, act);
};

/** The first line that the terminal shows. */
async function complaint(...args: string[]): Promise<string> {
  const shown: string[] = [];
  const program = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere' }),
    deps: systemDeps,
    print: () => {},
    progress: undefined,
    setExitCode: () => {},
  });
  withAll(program, (command) => command.exitOverride().configureOutput({ writeErr: (text) => void shown.push(text) }));
  await program.parseAsync(args, { from: 'user' }).catch(() => {});
  return shown[0] ?? '';
}

test.each([
  [['tenant', 'plan'], '缺少参数 <files>', 'the argument <files> is missing'],
  [['areas', 'import'], '缺少选项 --file <path>', 'the option --file <path> is missing'],
  [['upload', '--file'], '选项 --file <path> 缺少值', 'the option --file <path> has no value'],
  [['tenant', 'plan', 'a', '--opreator'], '没有选项 --opreator，是否为 --operator', 'there is no option --opreator; perhaps --operator'], // prettier-ignore
  [['rank', '--zzzzzzzz'], '没有选项 --zzzzzzzz', 'there is no option --zzzzzzzz'],
  [['tenant', 'plna'], '没有命令 plna，是否为 plan', 'there is no command plna; perhaps plan'],
  [['scheme', 'check', 'a', 'b'], 'check 最多接受 1 个参数，给出了 2 个', 'check takes at most 1 argument(s), 2 were given'], // prettier-ignore
])('%s is refused in both languages, Chinese first', async (args, zh, en) => {
  expect(await complaint(...args)).toBe(
    `请求内容不符合要求：${zh}。 The request is not as required: ${en}. (SYS-INPUT)\n`,
  );
});
