import { access, constants, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeText, Problem } from '@liangji/platform';

/** The text of a file somebody wrote. SYS-FILE-… when it cannot be read, or is not in UTF-8. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return decodeText(bytes, path);
}

/** A JSON file; what it means is checked by whoever uses it. SYS-FILE-… when it cannot be read, or is no JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('SYS-FILE-NOT-JSON', { file: path, ...placeOf(error as Error, text) }, { cause: error });
  }
}

/** Refuses a path that cannot be read before anybody streams from it. */
export async function requireReadable(path: string): Promise<void> {
  try {
    const file = await open(path, 'r');
    const isFile = (await file.stat()).isFile();
    await file.close();
    if (!isFile) throw Object.assign(new Error('no file'), { code: 'EISDIR' });
  } catch (error) {
    throw fileProblem(path, error);
  }
}

/** Refuses a path that cannot be written before work is done whose outcome is to go there. SYS-FILE-UNWRITABLE. */
export async function requireWritable(path: string): Promise<void> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    await access(found === undefined ? dirname(path) : path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Why a file or folder cannot be written, in one sentence. */
export function unwritable(path: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Problem('SYS-FILE-UNWRITABLE', { file: path, reason: code ?? message }, { cause: error });
}

/** Why a file cannot be read, in one sentence. */
export function fileProblem(path: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Problem('SYS-FILE-MISSING', { file: path });
  return new Problem('SYS-FILE-UNREADABLE', { file: path, reason: code ?? message }, { cause: error });
}

/** Where JSON.parse gave up, both from 1; its end when the text stops too early. */
function placeOf({ message }: Error, text: string): { line: number; column: number } {
  const position = /at position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
