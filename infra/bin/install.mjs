// Plain JavaScript without dependencies: this runs on any Node >= 20, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.liangji-installed');

/** Runs `npm ci` unless node_modules already is what package-lock.json says. Throws one sentence when it fails. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(
      `Node ${process.versions.node} 版本过低，需要 Node 20 以上。 Node ${process.versions.node} is too old: Node 20 or newer is needed.`,
    );
  }
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isCurrent(wanted)) return;
  await oneAtATime(async () => {
    if (isCurrent(wanted)) return;
    if (!matchesLockFile()) await install();
    if (!existsSync(node24)) bringNode();
    try {
      writeFileSync(stampFile, wanted);
    } catch (error) {
      // A read-only clone that is completely installed works; it only pays for the comparison every time.
      if (error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
    }
  });
}

function isCurrent(wanted) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && existsSync(node24);
}

/** Compares with npm's own record of what it put into node_modules: a developer's `npm install` counts too. */
function matchesLockFile() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(entry.optional || entry.devOptional);
    return found.version === entry.version && existsSync(join(root, path));
  });
}

async function install() {
  console.log('installing packages (only now, and after an update) …');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const ticker = setInterval(() => console.log(`installing packages … ${seconds()} s`), 10_000);
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npmScript = process.env.npm_execpath;
  const viaNode = npmScript?.endsWith('.js');
  const child = viaNode
    ? spawn(process.execPath, [npmScript, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done) => {
    child.on('error', (error) => {
      output += error.message;
      done(1);
    });
    child.on('close', done);
  });
  clearInterval(ticker);
  if (code !== 0) {
    const lines = output
      .trim()
      .split('\n')
      .filter((line) => !line.includes('A complete log of this run'));
    throw new Error(
      `npm ci 失败，未启动任何程序。 npm ci failed, so nothing was started: ${lines.slice(-3).join(' | ')}`,
    );
  }
  console.log(`installing packages: done in ${seconds()} s`);
}

/** Where install scripts are blocked, the npm package `node` arrives without its program: its script is run here. */
function bringNode() {
  console.log('bringing Node 24 …');
  const folder = join(root, 'node_modules', 'node');
  const result = spawnSync(process.execPath, ['installArchSpecificPackage'], { cwd: folder, encoding: 'utf8' });
  if (existsSync(node24)) return;
  const reason = (result.stderr || result.stdout || String(result.error ?? '')).trim().split('\n').at(-1);
  throw new Error(`无法从 npm 获取 Node 24。 Node 24 could not be brought in from npm: ${reason}`);
}

/** Two starts in one clone must not both empty node_modules: the second waits for the first. */
async function oneAtATime(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `liangji-install-${name}`);
  let waiting = false;
  for (;;) {
    let handle;
    try {
      handle = openSync(file, 'wx');
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      if (owner && !isAlive(owner)) rmSync(file, { force: true });
      else if (!waiting) {
        console.log('another start is installing packages in this folder; waiting for it …');
        waiting = true;
      }
      await sleep(300);
      continue;
    }
    try {
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
