import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LIANGJI = fileURLToPath(new URL('../../gateway/bin/liangji.mjs', import.meta.url));

/** An operator's command; it finds the running copy by LIANGJI_HOME. */
const run = (...given: string[]) => promisify(execFile)(process.execPath, [LIANGJI, ...given], { maxBuffer: 2 ** 26 });

/** The manifest of a tenant as it is in force. */
export const exportTenant = async (slug: string): Promise<string> => (await run('tenant', 'export', slug)).stdout;

/** Brings a tenant to a manifest. */
export async function applyTenant(manifest: string): Promise<void> {
  const file = join(await mkdtemp(join(tmpdir(), 'manifest-')), 'tenant.yaml');
  await writeFile(file, manifest);
  await run('tenant', 'apply', file);
}
