import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCopy } from './copy.ts';
import { root, type StartEnvironment } from './environment.ts';
import { assertPortIsFree, takeHome } from './home.ts';
import { Interrupted } from './problem.ts';
import { startProgress } from './progress.ts';
import { howMachinesSignIn, whoCanSignIn } from './sign-in.ts';
import { buildApp, realmFile, sampleCases, sampleMonth, startDatabase, startServices, stopLeftOvers } from './steps.ts';

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
      const all = (steps: Promise<void>[]): Promise<void> => together(failure, copy.partEnded, steps);
      await all([startDatabase(copy), buildApp(copy)]);
      await all([startServices(copy)]);
      if (!start.empty) {
        await all([sampleMonth(copy)]);
        await all([sampleCases(copy)]);
      }
      for (const line of ['', ...greeting(start), '']) console.log(line);
      console.log(`ready ${origin}`);
      return await Promise.race([aborted(ctrlC), copy.partEnded]);
    } finally {
      if (ctrlC.aborted) progress.print('stopping …');
      await copy.stopAll();
      rmSync(join(start.home, 'processes.json'), { force: true });
    }
  } finally {
    lock.release();
  }
}

function greeting(start: StartEnvironment): string[] {
  if (start.empty) return firstSteps;
  const realm = join(root, realmFile);
  return ['可登录的人员 who can sign in:', ...whoCanSignIn(realm), ...howMachinesSignIn(realm)];
}

/** Of the guide for a first city, platform/docs/first-city.md; a test there runs the same commands. */
const firstSteps = [
  '没有示例城市，租户与人员由您建立 started without the sample city; tenants and people are yours to make:',
  '',
  '  npx liangji operator create <登录名 name>',
  '  npx liangji tenant plan  platform/data/first-city/riverton.yaml platform/data/first-city/willow.yaml',
  '  npx liangji tenant apply platform/data/first-city/riverton.yaml platform/data/first-city/willow.yaml',
  '  npx liangji scheme publish platform/data/schemes/liangji-region-1.json',
  '  npx liangji period open <2026-12>',
  '',
  '怎样写自己的配置文件 how to write manifests of your own: platform/docs/first-city.md',
];

/** Waits for all; the first failure, or a part that ends, aborts the others, and is thrown once they have stopped too. */
async function together(failure: AbortController, partEnded: Promise<never>, steps: Promise<void>[]): Promise<void> {
  let first: unknown;
  const note = (error: unknown): void => {
    first ??= error;
    failure.abort();
  };
  const watched = steps.map((step) => step.catch(note));
  partEnded.catch(note);
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
