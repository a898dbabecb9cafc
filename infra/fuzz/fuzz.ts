import { makeDraw } from './draw.ts';
import { verdictOf } from './judge.ts';
import { mutated } from './mutate.ts';
import { bytesOf, type FuzzRequest } from './request.ts';
import type { Sender } from './senders.ts';

/** Requests on their way at the same time. */
const AT_ONCE = 8;
/** A wrong answer is shown with so much of its request. */
const SHOWN = 600;

export interface FuzzResult {
  /** Requests answered wrongly, each in a line. */
  readonly failures: readonly string[];
  readonly statuses: Readonly<Record<string, number>>;
}

/** Sends so many spoilt requests, to every target in turn as every sender; the same seed sends the same. */
export async function fuzz(
  targets: readonly FuzzRequest[],
  senders: readonly Sender[],
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<FuzzResult> {
  const draw = makeDraw(seed);
  const failures: string[] = [];
  const statuses: Record<string, number> = {};
  let sent = 0;

  async function one(): Promise<void> {
    const target = targets[sent % targets.length]!;
    const send = senders[Math.floor(draw() * senders.length)]!;
    sent++;
    const request = mutated(target, draw);
    const answer = await send(request).catch((error: unknown) => String((error as Error).cause ?? error));
    const wrong = typeof answer === 'string' ? answer : verdictOf(request, answer);
    const status = typeof answer === 'string' ? 'none' : String(answer.status);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (wrong !== undefined) {
      const text = typeof answer === 'string' ? '' : answer.text;
      failures.push(`${wrong}: ${shown(request)} → ${text.slice(0, SHOWN)}`);
    }
  }

  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (sent < requests) await one();
    }),
  );
  return { failures, statuses };
}

/** As it could be sent again. */
const shown = ({ method, url, headers, body }: FuzzRequest): string =>
  `${method} ${url} ${JSON.stringify(headers)} ${bytesOf(body)?.toString() ?? ''}`.slice(0, SHOWN);
