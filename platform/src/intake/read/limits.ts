import { Problem } from '../../kernel/problem.ts';

/** What one file may be. The gateway's upload endpoint refuses on the same figures before anything is stored. */
export interface ReadLimits {
  /** Longest row in characters of its text (256 KiB). */
  readonly rowChars: number;
  /** Lines that one row may span by line breaks inside its quoted cells. */
  readonly rowLines: number;
  readonly columns: number;
  /** Bytes after decompression. */
  readonly fileBytes: number;
  /** Decompressed ÷ compressed; checked once more than `ratioFloorBytes` came out. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  readonly rows: number;
}

export const READ_LIMITS: ReadLimits = {
  rowChars: 256 * 1024,
  rowLines: 500,
  columns: 10_000,
  fileBytes: 1024 * 1024 * 1024,
  ratio: 100,
  ratioFloorBytes: 16 * 1024 * 1024,
  rows: 200_000,
};

/** ENV-TOO-LARGE with the limit as people say it. */
export function tooLarge(maxBytes: number): Problem {
  return new Problem('ENV-TOO-LARGE', { limit: `${Math.round((maxBytes / 1024 / 1024) * 10) / 10} MiB` });
}
