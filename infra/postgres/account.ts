import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The user PostgreSQL runs as; undefined means "as ourselves". */
export type Account = { uid: number; gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. As root we run it as the owner of the data when there is data already,
 * else as `nobody`.
 */
export function chooseAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  const data = statSync(dataDir, { throwIfNoEntry: false });
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  return { uid: numericId('-u'), gid: numericId('-g') };
}

function numericId(flag: '-u' | '-g'): number {
  return Number.parseInt(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }), 10);
}

/**
 * True when the account can walk into `folder` and, if it is given, execute `file`. Asked of the system itself:
 * permission bits alone would overlook access lists, and node as root may enter everywhere.
 */
export function canUse(account: Account, folder: string, file?: string): boolean {
  if (!account) return true;
  const script = file ? 'cd "$0" && test -r "$1" && test -x "$1"' : 'cd "$0"';
  const probe = spawnSync('/bin/sh', ['-c', script, folder, ...(file ? [file] : [])], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}
