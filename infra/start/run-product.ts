import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCopy } from './copy.ts';
import { root, type StartEnvironment } from './environment.ts';
import { assertPortIsFree, takeHome } from './home.ts';
import { Interrupted } from './problem.ts';
import { startProgress } from './progress.ts';
import { whoCanSignIn } from './sign-in.ts';
import { buildApp, realmFile, sampleMonth, startDatabase, startServices, stopLeftOvers } from './steps.ts';

/**
 * Starts the whole product on one folder and keeps it running until `ctrlC`; then, or when any part ends or fails,
 * stops everything in reverse order. This file is the order of steps and nothing else.
 * @throws StartProblem with one clear sentence; Interrupted when the signal came
 */
export async function runProduct(start: StartEnvironment, ctrlC: AbortSignal): Promise<never> {
  const progress = startProgress();
  const origin = `http://localhost:${start.port}`;
  const lock = takeHome(start.home, origin);
  const failure = new AbortController();
  const signal = AbortSignal.any([ctrlC, failure.signal]);
  try {
    await assertPortIsFree(start.port);
    await stopLeftOvers(start.home, progress);
    const copy = await openCopy(start, progress, signal);
    try {
      await together(failure, [startDatabase(copy), buildApp(copy)]);
      await together(failure, [startServices(copy)]);
      if (!start.empty) await together(failure, [Promise.race([sampleMonth(copy), copy.partEnded])]);
      for (const line of ['', 'who can sign in:', ...whoCanSignIn(join(root, realmFile)), '']) console.log(line);
      console.log(`ready ${origin}`);
      return await Promise.race([aborted(ctrlC), copy.partEnded]);
    } finally {
      if (ctrlC.aborted) progress.say('stopping …');
      await copy.stopAll();
      rmSync(join(start.home, 'processes.json'), { force: true });
    }
  } finally {
    lock.release();
  }
}

/** Waits for all; the first failure aborts the others, and is thrown once they have stopped too. */
async function together(failure: AbortController, steps: Promise<void>[]): Promise<void> {
  let first: unknown;
  const watched = steps.map((step) =>
    step.catch((error: unknown) => {
      first ??= error;
      failure.abort();
    }),
  );
  await Promise.all(watched);
  if (first !== undefined) throw first;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
}
