// A process that floods until a second line comes in; the first one is what it sends.
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createInterface } from 'node:readline';
import { send, type Call } from './load.ts';

/** Connections of the county that floods. */
const FLOODERS = 32;

/** What is sent: the same call again and again. */
export interface Flood extends Call {
  /** Each under a token of another key, whose id begins so. */
  readonly keyPrefix?: string;
}

const lines = createInterface({ input: process.stdin });
const [line] = (await once(lines, 'line')) as [string];
const flood = JSON.parse(line) as Flood;
const agent = new Agent({ keepAlive: true, maxSockets: FLOODERS });
let [sent, isOver] = [0, false];
lines.once('line', () => (isOver = true));

const one = async (): Promise<void> => {
  while (!isOver) await send(callOf(sent++), agent).catch(() => undefined); // refused or hung up on: the flood goes on
};
await Promise.all(Array.from({ length: FLOODERS }, one));
process.stdout.write(`${sent}\n`);
process.exit();

function callOf(n: number): Call {
  const { keyPrefix, ...call } = flood;
  if (keyPrefix === undefined) return call;
  const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `${keyPrefix}-${n}` })).toString('base64url');
  return { ...call, headers: { ...call.headers, authorization: `Bearer ${head}.e30.AAAA` } };
}
