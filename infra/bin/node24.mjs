// Plain JavaScript without dependencies: the one way from any Node >= 20 to the repo's own Node 24.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureInstalled, node24, root } from './install.mjs';

/** Compiled code of every program run from here: a start is a dozen Node processes, and this halves their loading. */
const compileCache = join(root, 'node_modules', '.cache', 'node');

/** Installs what is missing, then runs a script of the repo (path from the root) under Node 24. */
export async function runUnderNode24(script, args) {
  await installAndRun(node24, [join(root, script), ...args], {});
}

/** The same for a program of node_modules/.bin; it runs at the root and finds Node 24 first on its PATH. */
export async function runProgram(name, args) {
  await installAndRun(name, args, { cwd: root, shell: process.platform === 'win32' });
}

/** The child has our terminal, and we end as it ended. A failure before that is one sentence and exit code 1. */
async function installAndRun(command, args, options) {
  try {
    await ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(command, args, {
    ...options,
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1' },
  });
  // In a terminal Ctrl-C already reaches the child, as it reaches everybody there; sending it again would send it twice.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  if (process.env.npm_lifecycle_event) whenParentEnds(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`无法启动 ${command}。 ${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** `kill` on npm ends npm and the shell between us, and nobody else: we would run on with nobody to stop us. */
function whenParentEnds(then) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500);
  watch.unref();
}
