import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../kernel/problem.ts';
import { unpack } from './gunzip.ts';
import { READ_LIMITS } from './limits.ts';

/** What comes out of bytes that travel in pieces of a size. */
async function unpacked(bytes: Buffer, size: number): Promise<string> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const out: Uint8Array[] = [];
  for await (const chunk of unpack(pieces(), READ_LIMITS)) out.push(chunk);
  return Buffer.concat(out).toString();
}
const reasonOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof Problem ? [error.code, (error.params['reason'] as { code: string }).code] : error;
};

const [one, two] = ['first\n'.repeat(500), 'second\n'.repeat(500)];
const zeros = (count: number) => Buffer.alloc(count);

describe('gzip', () => {
  it.each([1, 7, 100, 100_000])(
    'reads every member, with zeros between and behind, in pieces of %i bytes',
    async (size) => {
      const files = [
        Buffer.concat([gzipSync(one), gzipSync(two)]),
        Buffer.concat([gzipSync(one), zeros(1), gzipSync(two)]),
        Buffer.concat([gzipSync(one), zeros(600), gzipSync(two), zeros(512)]),
      ];
      for (const file of files) expect(await unpacked(file, size)).toBe(one + two);
      expect(await unpacked(Buffer.concat([gzipSync(one), zeros(3), gzipSync(''), gzipSync(two)]), size)).toBe(
        one + two,
      );
    },
  );

  it.each([1, 13, 100_000])('refuses what is behind a member and is none, in pieces of %i bytes', async (size) => {
    const behindZeros = Buffer.concat([gzipSync(one), zeros(3), Buffer.from('more')]);
    expect(await reasonOf(unpacked(behindZeros, size))).toEqual(['ENV-GZIP', 'gzip.trailing']);
    const behind = Buffer.concat([gzipSync(one), Buffer.from('more')]);
    expect(await reasonOf(unpacked(behind, size))).toEqual(['ENV-GZIP', expect.stringMatching(/^gzip\./)]);
    expect(await reasonOf(unpacked(gzipSync(one).subarray(0, -9), size))).toEqual(['ENV-GZIP', 'gzip.cut']);
    const second = Buffer.concat([gzipSync(one), zeros(5), gzipSync(two).subarray(0, -9)]);
    expect(await reasonOf(unpacked(second, size))).toEqual(['ENV-GZIP', 'gzip.cut']);
  });

  it('a reader that stops early, and a disk that fails, end the reading', async () => {
    let ended = false;
    const pieces = async function* () {
      try {
        for (;;) yield gzipSync(one.repeat(100));
      } finally {
        ended = true;
      }
    };
    for await (const _ of unpack(pieces(), READ_LIMITS)) break;
    expect(ended).toBe(true);
    const broken = async function* () {
      yield gzipSync(one).subarray(0, 20);
      throw new Error('disk');
    };
    const read = async () => {
      for await (const _ of unpack(broken(), READ_LIMITS));
    };
    await expect(read()).rejects.toThrow('disk');
  });
});
