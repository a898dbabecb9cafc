import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Keycloak's script becomes a Java process that nobody would stop if we were killed. So a shell stands between: when our
 * end of its standard input closes, however that comes, it asks its whole process group to end and waits for that.
 */
const KEEPER = `
exec 3<&0
trap : TERM
"$@" </dev/null &
kept=$!
(cat <&3 >/dev/null; kill -TERM 0) &
wait $kept; code=$?
while kill -0 $kept 2>/dev/null; do wait $kept; code=$?; done
exit $code`;

const STOP_SECONDS = 20;

export interface Kept {
  /** Resolves with how it ended, whenever it ends. */
  readonly exited: Promise<string>;
  /** Asks it to end and waits; after 20 s it is killed. */
  stop(): Promise<void>;
}

/** Starts a program that ends with us. `log` is a file descriptor for everything it says. */
export function keep(command: readonly string[], env: NodeJS.ProcessEnv, log: number): Kept {
  const child = spawn('sh', ['-c', KEEPER, 'keeper', ...command], {
    env,
    stdio: ['pipe', log, log],
    detached: true,
  });
  const exited = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, by) => done(by ? `ended by ${by}` : `ended with code ${code}`));
  });
  child.stdin?.on('error', () => undefined); // it may have ended already; `exited` knows
  return {
    exited,
    async stop() {
      child.stdin?.end();
      const patience = setTimeout(() => killGroup(child), STOP_SECONDS * 1000);
      await exited;
      clearTimeout(patience);
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
