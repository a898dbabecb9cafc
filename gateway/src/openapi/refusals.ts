import { CALL_PROBLEMS, KEY_PROBLEMS, MESSAGES } from '@liangji/platform';
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';

/** The body of every refusal. */
export const ProblemBody = z
  .object({
    type: z.string().describe('urn:liangji:problem:<code>'),
    title: z.string().describe('what is wrong, in English'),
    title_zh: z.string().describe('the same in Chinese'),
    status: z.int().describe('HTTP status'),
    code: z.string().describe('stable; platform/docs/errors.md explains each'),
    retryable: z.boolean().describe('whether the very same call can succeed later'),
    details: z
      .record(z.string(), z.unknown())
      .describe('parameters of the sentence: texts, numbers, moments {at}, messages {code, params} and lists of them'),
  })
  .describe('why a call was refused (RFC 9457)')
  .meta({ id: 'Problem' });

/** A code with its sentences; `{name}` stands for a parameter. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly zh: string;
  readonly en: string;
}

const catalogue = MESSAGES as Readonly<
  Record<string, { zh: string; en: string; status?: number; retryable?: boolean }>
>;

export function refusalOf(code: string): Refusal {
  const { zh, en, status, retryable = false } = catalogue[code] ?? {};
  if (zh === undefined || en === undefined || status === undefined) throw new Error(`${code} is no problem we know`);
  return { code, status, retryable, zh, en };
}

/** Responses by status, each naming its codes; those that many operations share are components. */
export function refusalsOf(
  codes: readonly string[],
): Readonly<Record<`4${string}` | `5${string}`, ZodOpenApiResponseObject>> {
  return Object.fromEntries(
    [...byStatus(codes)].map(([status, refusals]) => [
      String(status),
      SHARED.get(codesOf(refusals)) ?? responseOf(refusals),
    ]),
  );
}

const byStatus = (codes: readonly string[]) => Map.groupBy(codes.map(refusalOf), ({ status }) => status);

const codesOf = (refusals: readonly Refusal[]): string => refusals.map(({ code }) => code).join(' ');

const responseOf = (refusals: readonly Refusal[]): ZodOpenApiResponseObject => ({
  description: refusals.map(({ code, zh, en }) => `\`${code}\` ${zh} ${en}`).join('\n\n'),
  content: { 'application/problem+json': { schema: ProblemBody } },
});

/** By their codes: what every command may answer, and every query. */
const SHARED = new Map<string, ZodOpenApiResponseObject>();
for (const [name, codes] of [
  ['Command', [...KEY_PROBLEMS, ...CALL_PROBLEMS]],
  ['Call', CALL_PROBLEMS],
] as const) {
  for (const [status, refusals] of byStatus(codes)) {
    if (name === 'Command' && refusals.every(({ code }) => !code.startsWith('KEY-'))) continue;
    SHARED.set(codesOf(refusals), { id: `${name}${status}`, ...responseOf(refusals) });
  }
}
