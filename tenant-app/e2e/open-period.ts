import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LIANGJI = fileURLToPath(new URL('../../gateway/bin/liangji.mjs', import.meta.url));

/** Opens a period of days long over, as the operator does; the command finds the running copy by LIANGJI_HOME. */
export async function openPeriod(label: string, fromDay: string, toDay: string): Promise<void> {
  const series = `walk-${label.toLowerCase()}`; // of its own: it lies inside the months that are open or closed
  const days = ['--series', series, '--from', fromDay, '--to', toDay];
  await promisify(execFile)(process.execPath, [LIANGJI, 'period', 'open', label, ...days]);
}
