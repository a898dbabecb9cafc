import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that is soon full. */
export interface SmallDisk {
  readonly path: string;
  /** Megabytes in use. */
  used(): number;
  resize(megabytes: number): void;
  remove(): void;
}

/** A tmpfs of so many megabytes; null where we may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  const path = mkdtempSync(join(tmpdir(), 'liangji-small-disk-'));
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
  if (!mount(`size=${megabytes}m`)) {
    rmSync(path, { recursive: true });
    return null;
  }
  chmodSync(path, 0o755);
  return {
    path,
    used() {
      const { bsize, blocks, bfree } = statfsSync(path);
      return Math.ceil((bsize * (blocks - bfree)) / 1024 / 1024);
    },
    resize(to) {
      if (!mount(`remount,size=${to}m`)) throw new Error(`${path} could not be made ${to} MB large`);
    },
    remove() {
      const { status, stderr } = spawnSync('umount', [path], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      rmSync(path, { recursive: true });
    },
  };
}
