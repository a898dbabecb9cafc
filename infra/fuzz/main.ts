import { parseArgs } from 'node:util';
import { readStartEnvironment } from '../start/environment.ts';
import { runningCopy } from '../walk/running.ts';
import { signedIn, type Sender } from './senders.ts';
import { fuzz } from './fuzz.ts';
import { targetsOf } from './targets.ts';

const usage = `npm run fuzz [-- --requests 20000 --seed 1]

  向运行中的一份发送有错的请求：不得有 5xx，不得有平台内部错误。
  Sends requests with something wrong in them to a running copy: no 5xx may come back, and no fault of ours.
  PORT, LIANGJI_HOME   所试的一份；没有运行则启动 the copy that is tried; started where none runs`;

/** Posts that ask different pools: the city's desk, a county's, a department, a county's data officer. */
const POSTS = [
  '遂宁市 · 受理员 acceptor',
  '蓬溪县 · 派遣员 dispatcher',
  '射洪市环境卫生所 · 处置人员 worker',
  '射洪市 · 数据员 data officer',
];
const CLIENTS = ['shehong-upload', 'pengxi-sanitation'];

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } }, strict: false });
const [requests, seed] = [Number(values['requests'] ?? 20_000), Number(values['seed'] ?? 1)];
if (![requests, seed].every((number) => Number.isInteger(number) && number > 0)) {
  console.error(usage);
  process.exit(1);
}

try {
  const copy = await runningCopy(readStartEnvironment([], process.env));
  try {
    const senders: Sender[] = await signedIn(copy.origin, POSTS, CLIENTS);
    const result = await fuzz(await targetsOf(copy.origin), senders, { requests, seed });
    for (const line of result.failures) console.error(line);
    const statuses = Object.entries(result.statuses).map(([status, count]) => `${status} ${count}`);
    console.log(`${requests} 个请求 requests (seed ${seed}): ${statuses.join(', ')}`);
    console.log(`${result.failures.length} 个不合格 wrong answers`);
    process.exitCode = result.failures.length === 0 ? 0 : 1;
  } finally {
    await copy.stop();
  }
} catch (error) {
  console.error(`未试成 not tried: ${(error as Error).message}`);
  process.exitCode = 1;
}
process.exit();
