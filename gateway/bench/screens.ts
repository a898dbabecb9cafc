import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Headers, House } from './house.ts';

const SCRIPT = fileURLToPath(new URL('../../tenant-app/bench/live/screens.ts', import.meta.url));
/** Where a browser is looked for, as the browser tests do. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Desks on real screens, in a process of their own. */
export interface Screens {
  /** Where their page comes from: what the gateway hands on to it. */
  readonly upstream: string;
  /** Opens a desk for each of these people. */
  open(house: House, people: readonly Headers[]): Promise<void>;
  /** When each screen has drawn that a case has gone, milliseconds since 1970; to be asked before it goes. */
  gone(caseId: string): Promise<number[]>;
  /** Closes the desks that are open. */
  close(): Promise<void>;
  end(): void;
}

/** Null where there is no browser. */
export async function startScreens(): Promise<Screens | null> {
  if (!existsSync(CHROMIUM)) return null;
  const child = fork(SCRIPT, { stdio: ['ignore', 2, 2, 'ipc'] });
  /** The next answer; one question is asked at a time. */
  const next = <T>(): Promise<T> =>
    new Promise((done, reject) => {
      child.once('exit', (code) => reject(new Error(`the screens ended with code ${code}`)));
      child.once('message', (answer: { answered: T } | { failed: string }) => {
        child.removeAllListeners('exit');
        if ('failed' in answer) reject(new Error(answer.failed));
        else done(answer.answered);
      });
    });
  const ask = <T>(question: object): Promise<T> => {
    const answer = next<T>();
    child.send(question);
    return answer;
  };
  const upstream = await next<string>();
  return {
    upstream,
    // The gateway takes what its own pages send, and calls itself by name.
    open: ({ origin }, headers) => ask({ open: { url: origin.replace('127.0.0.1', 'localhost'), headers } }),
    gone: (caseId) => ask({ gone: caseId }),
    close: () => ask({ close: true }),
    end: () => child.disconnect(),
  };
}
