import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isAlive } from '../postgres/index.ts';
import { launch, run, signalGroup, tail, type Ended } from './run.ts';

/** A copy started with `npm start` exactly as a person would, in a terminal's process group of its own. */
export type Product = {
  origin: string;
  seconds: number;
  output: () => string;
  /** Ctrl-C; resolves with the exit code once npm has ended, and the ids of our processes that are still there. */
  ctrlC(): Promise<{ code: number | null; left: number[]; openPorts: number[] }>;
};

/** @throws with the last lines when it ends, or is not ready, before `limitSeconds` */
export async function startProduct(
  home: string,
  port: number,
  env: NodeJS.ProcessEnv,
  limitSeconds: number,
): Promise<Product> {
  const began = performance.now();
  const child = launch('npm', ['start'], copyEnvironment(home, port, env));
  let output = '';
  const origin = await new Promise<string>((done, reject) => {
    const late = setTimeout(() => {
      signalGroup(child, 'SIGINT');
      reject(new Error(`npm start was not ready after ${limitSeconds} s:\n${tail(output)}`));
    }, limitSeconds * 1000);
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = /^ready (http\S+)$/m.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(late);
      done(ready);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('close', (code) => {
      clearTimeout(late);
      reject(new Error(`npm start ended (code ${code}) before it was ready:\n${tail(output)}`));
    });
  });
  const ports = [...Object.values(JSON.parse(readFileSync(join(home, 'ports.json'), 'utf8')) as object), port];
  return {
    origin,
    seconds: (performance.now() - began) / 1000,
    output: () => output,
    ctrlC: () => ctrlC(child, home, ports as number[]),
  };
}

/** `npm start` where it must refuse: runs it to its end. */
export function tryStart(home: string, port: number, env: NodeJS.ProcessEnv): Promise<Ended> {
  return run('npm', ['--silent', 'start'], copyEnvironment(home, port, env));
}

function copyEnvironment(home: string, port: number, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, LIANGJI_HOME: home, PORT: String(port) };
}

async function ctrlC(child: ChildProcess, home: string, ports: number[]): ReturnType<Product['ctrlC']> {
  const pids = [...servicePids(home), ...databasePid(home)];
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  signalGroup(child, 'SIGINT');
  const code = await ended;
  const open = await Promise.all(ports.map(async (port) => ((await isOpen(port)) ? [port] : [])));
  return { code, left: pids.filter(isAlive), openPorts: open.flat() };
}

function servicePids(home: string): number[] {
  const noted = JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8')) as { pid: number }[];
  return noted.map(({ pid }) => pid);
}

function databasePid(home: string): number[] {
  const place = join(home, 'postgres', 'place.json');
  const dataDir = existsSync(place)
    ? (JSON.parse(readFileSync(place, 'utf8')) as { dataDir: string }).dataDir
    : join(home, 'postgres', 'data');
  return [Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])];
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
