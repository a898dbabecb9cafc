import { execFileSync } from 'node:child_process';

/** Tests read sentences and dates through the compiled messages. A process of its own: the compiler keeps one alive. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/messages.ts'], { cwd: new URL('..', import.meta.url), stdio: 'ignore' });
}
