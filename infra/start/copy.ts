import { join } from 'node:path';
import { notedVariables, processEnvironment, sharedEnvironment, type Secret } from './child-environment.ts';
import { runCommand, type Command } from './command.ts';
import type { StartEnvironment } from './environment.ts';
import { innerPorts, secretsOf, writePrivately, type InnerPorts } from './home.ts';
import { Interrupted, StartProblem } from './problem.ts';
import { deathNotice, serviceStarter, untilReady, type Service } from './processes.ts';
import type { Progress } from './progress.ts';

/** Something that runs until it is stopped; `exited` knows how it ended if it does so by itself. */
type Part = { name: string; logFile: string; exited: Promise<string>; stop(): Promise<void> };

/** One running copy of the product: what its steps share. */
export type Copy = {
  start: StartEnvironment;
  ports: InnerPorts;
  progress: Progress;
  /** Aborted by Ctrl-C and by the first failure of any step. */
  signal: AbortSignal;
  /** Remembers a part for `stopAll` and for `partEnded`. */
  add(part: Part): void;
  /** Starts a service with the shared environment, of its secrets these alone, and waits until it answers. */
  service(wanted: Service & { secrets: readonly Secret[] }): Promise<void>;
  /** Runs `liangji <args>` to its end with these secrets alone, its lines shown as they come. */
  liangji(args: string[], secrets: readonly Secret[], extra?: NodeJS.ProcessEnv): Promise<void>;
  /** Runs another program of the repo to its end, without any secret; what it says is only in its log, unless it fails. */
  program(name: string, program: string, args: string[]): Promise<void>;
  /** Rejects as soon as any part ends by itself. */
  partEnded: Promise<never>;
  /** Stops every part, the last one first. */
  stopAll(): Promise<void>;
};

export async function openCopy(start: StartEnvironment, progress: Progress, signal: AbortSignal): Promise<Copy> {
  const ports = await innerPorts(start.home);
  const shared = sharedEnvironment(start, ports, secretsOf(start.home));
  // For commands typed by hand while this copy runs: `npx liangji` finds it by LIANGJI_HOME.
  const { noted, owner } = notedVariables(shared);
  writePrivately(join(start.home, 'environment.json'), noted);
  writePrivately(join(start.home, 'owner.json'), owner);
  const parts: Part[] = [];
  const startService = serviceStarter(start.home);
  const death = Promise.withResolvers<never>();
  death.promise.catch(() => undefined); // looked at once all parts are up; until then each wait reports its own end
  let stopping = false;

  const add = (part: Part): void => {
    parts.push(part);
    void part.exited.then((how) => {
      if (!stopping) death.reject(new StartProblem(deathNotice(part.name, how, part.logFile)));
    });
  };
  const run = (
    command: Omit<Command, 'env' | 'home'>,
    secrets: readonly Secret[],
    extra: NodeJS.ProcessEnv = {},
  ): Promise<void> =>
    runCommand({ ...command, env: { ...processEnvironment(shared, secrets), ...extra }, home: start.home }, signal);
  const show = (line: string): void => console.log(`  ${line}`);

  return {
    start,
    ports,
    progress,
    signal,
    add,
    async service({ secrets, ...wanted }) {
      if (signal.aborted) throw new Interrupted();
      const running = startService({ ...wanted, env: { ...processEnvironment(shared, secrets), ...wanted.env } });
      add(running);
      if (wanted.readyUrl !== undefined) await untilReady(running, wanted.readyUrl, signal);
    },
    liangji: (args, secrets, extra) => {
      const name = args.join('-');
      const whole = ['gateway/bin/liangji.mjs', ...args];
      return run({ name, program: process.execPath, args: whole, onLine: show }, secrets, extra);
    },
    program: (name, program, args) => run({ name, program, args }, []),
    partEnded: death.promise,
    async stopAll() {
      stopping = true;
      for (const part of parts.toReversed()) {
        await part.stop();
        progress.print(`stopped ${part.name}`);
      }
    },
  };
}
