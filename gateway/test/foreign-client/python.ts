import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { searchPath } from './environment.ts';

const run = promisify(execFile);
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A folder of its own with a Python, and the package `liangji_client` generated from gateway/openapi.json. */
export interface GeneratedClient {
  readonly folder: string;
  /** Runs a script of this folder and answers what it printed; throws with what it complained of. */
  run(script: string, args: readonly string[], env: Record<string, string>): Promise<string>;
}

/** Why no client can be generated on this machine: no Python, no venv, or a package index that cannot be reached; else it. */
/** Nobody reads the code: no formatter. A workbook is bytes to it. */
const CONFIG = `post_hooks: []
content_type_overrides:
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: application/octet-stream
`;

export async function generateClient(): Promise<GeneratedClient | { readonly lacks: string }> {
  if (!hasVenv()) return { lacks: 'python3 with venv is not installed' };
  const folder = mkdtempSync(join(tmpdir(), 'liangji-python-'));
  const python = join(folder, 'venv/bin/python');
  try {
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'pipe' });
    await run(python, ['-m', 'pip', 'install', '--quiet', '-r', here('requirements.txt')], { timeout: 180_000 });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: Buffer | string };
    return { lacks: `the generator cannot be installed: ${String(stderr).trim().split('\n').at(-1) ?? ''}` };
  }
  writeFileSync(join(folder, 'config.yml'), CONFIG);
  const output = join(folder, 'liangji_client');
  const generator = join(folder, 'venv/bin/openapi-python-client');
  const options = ['--meta', 'none', '--config', join(folder, 'config.yml'), '--fail-on-warning'];
  await run(generator, ['generate', '--path', here('../../openapi.json'), '--output-path', output, ...options]);
  if (!existsSync(output)) throw new Error('the generator wrote nothing');
  return {
    folder,
    async run(script, args, env) {
      const { stdout } = await run(python, [here(script), ...args], {
        env: { PATH: searchPath, PYTHONPATH: folder, PYTHONIOENCODING: 'utf-8', NO_PROXY: '*', ...env },
      });
      return stdout;
    },
  };
}

function hasVenv(): boolean {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'pipe' });
    return true;
  } catch {
    return false; // that it is missing is all we ask
  }
}
