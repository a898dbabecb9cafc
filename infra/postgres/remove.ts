import { existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { notedDataDir } from './place.ts';

/** Deletes a stopped cluster, wherever its data lies. The copied binaries stay: other homes use them. */
export function removeCluster(dir: string): void {
  const home = resolve(dir);
  if (!existsSync(home)) return;
  const elsewhere = notedDataDir(home);
  if (elsewhere) rmSync(dirname(elsewhere), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
