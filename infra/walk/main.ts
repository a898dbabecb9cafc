import { readStartEnvironment } from '../start/environment.ts';
import { walkOneOne } from './one-one.ts';
import { walkOneTwo } from './one-two.ts';
import { runningCopy } from './running.ts';

const WALKS = { 'one-one': walkOneOne, 'one-two': walkOneTwo } as const;

const usage = `npm run walk -- <one-one | one-two>

  one-one        一级监督、一级指挥：船山区 one supervision, one command
  one-two        一级监督、两级指挥：蓬溪县 one supervision, two commands
  PORT, LIANGJI_HOME   所走的一份；没有运行则启动 the copy that is walked through; started where none runs`;

/** `npm run walk`: one case from the call to closed through real HTTP, as everybody concerned. */
const [name = '', ...more] = process.argv.slice(2);
if (!(name in WALKS) || more.length > 0) {
  console.error(usage);
  process.exit(1);
}
try {
  const copy = await runningCopy(readStartEnvironment([], process.env));
  try {
    await WALKS[name as keyof typeof WALKS](copy.origin, console.log);
    console.log(`走通 walked: ${name}`);
  } finally {
    await copy.stop();
  }
} catch (error) {
  console.error(`未走通 not walked: ${(error as Error).message}`);
  process.exit(1);
}
process.exit(0);
