import { readFileSync } from 'node:fs';

/** Most memory a process has had resident so far, MB (VmHWM; Linux). Throws when there is no such process. */
export function peakMegabytes(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (found === null) throw new Error(`no VmHWM of process ${pid}`);
  return Number(found[1]) / 1024;
}
