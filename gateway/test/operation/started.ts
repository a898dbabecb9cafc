import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the product, started for a test. */
export interface Started {
  /** Everything it has written. */
  output(): string;
  /** Resolves when it has written this. */
  hasWritten(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

/** Starts `src/<name>.ts` with these variables and nothing else. */
export function start(name: 'main' | 'worker', variables: Readonly<Record<string, string>>): Started {
  const script = fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      for (const look of listeners) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const lastResort = (): void => void child.kill('SIGKILL');
  process.once('exit', lastResort);
  void ended.then(() => process.removeListener('exit', lastResort));
  return {
    output: () => written,
    hasWritten: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (written.includes(text) && resolve());
        listeners.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code} before it wrote "${text}": ${written}`)));
        look();
      }),
    signal: (sign) => void child.kill(sign),
    ended,
  };
}
