import { inTwo } from '../in-two.ts';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canUse, chooseAccount, type Account } from './account.ts';
import { findBinaries, program } from './binaries.ts';

/** Where one cluster lives. `home` is the folder the caller named; data and binaries may be elsewhere. */
export type Place = {
  home: string;
  dataDir: string;
  binaries: string;
  account: Account;
};

/**
 * Finds, or chooses and notes, the place of a cluster. As root the database's user often cannot enter the clone or
 * the home (mode 0700 above them). We never change modes above a folder of ours; data and binaries move instead:
 * to /var/lib/liangji, or to the system's temporary folder where that cannot be written.
 */
export function choosePlace(home: string, onProgress: (line: string) => void): Place {
  mkdirSync(home, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(home, 0o711);
  accessSync(home, constants.W_OK);
  const build = findBinaries();
  const noted = notedDataDir(home);
  let dataDir = noted ?? join(home, 'data');
  let account = chooseAccount(dataDir);
  let binaries = build.root;

  const homeIsOpen = noted !== undefined || canUse(account, home);
  const buildIsOpen = canUse(account, build.root, program(build.root, 'postgres'));
  if (homeIsOpen && buildIsOpen) return { home, dataDir, binaries, account };

  const shelter = openShelter(account);
  const moved: string[] = [];
  if (!buildIsOpen) {
    binaries = copyBuild(build.root, join(shelter, `postgres-${build.version}`));
    moved.push('binaries');
  }
  if (!homeIsOpen) {
    const own = join(shelter, createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 16));
    mkdirSync(own, { recursive: true, mode: 0o711 });
    dataDir = join(own, 'data');
    account = chooseAccount(dataDir);
    noteDataDir(home, dataDir);
    moved.push('data');
  }
  onProgress(`the database's user may not enter this folder: ${moved.join(' and ')} go to ${shelter}`);
  return { home, dataDir, binaries, account };
}

/** The data folder of a home as noted at its first start, if it lies elsewhere. */
export function notedDataDir(home: string): string | undefined {
  const file = join(home, 'place.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { dataDir: string }).dataDir;
}

function noteDataDir(home: string, dataDir: string): void {
  writeFileSync(join(home, 'place.json'), `${JSON.stringify({ dataDir }, null, 2)}\n`);
}

/** A folder of ours which the account can enter and nobody else could have prepared. */
function openShelter(account: Account): string {
  for (const shelter of ['/var/lib/liangji', join(tmpdir(), 'liangji-database')]) {
    try {
      mkdirSync(shelter, { recursive: true, mode: 0o755 });
      accessSync(shelter, constants.W_OK);
    } catch {
      continue; // read-only: the next one is tried, and the sentence below ends the list
    }
    const stat = lstatSync(shelter);
    if (stat.isDirectory() && stat.uid === process.getuid?.() && canUse(account, shelter)) return shelter;
  }
  throw new Error(
    inTwo(
      'POSTGRES-ROOT',
      `PostgreSQL 不能以 root 运行，其用户又无法进入本文件夹、/var/lib/liangji 和 ${tmpdir()}，请以普通用户启动。`,
      `PostgreSQL cannot run as root, and its user can enter neither this folder nor /var/lib/liangji nor ${tmpdir()}; start as an ordinary user instead.`,
    ),
  );
}

/** Copies the build beside, then renames: a copy that was interrupted is never taken for a whole one. */
function copyBuild(from: string, to: string): string {
  if (existsSync(to)) return to;
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}
