import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../postgres/index.ts';
import type { TestEnvironment } from './environment.ts';
import { startProduct, tryStart, type Product } from './product.ts';
import { failed, passed, skipped, sum, type Result } from './result.ts';
import { run } from './run.ts';
import { suite } from './suite.ts';

/** Ends a start that hangs; how long one takes is printed here and judged by `npm run bench -- start`. */
const startSeconds = 900;

/** The whole product as a person meets it: started, walked through in a browser, started twice, stopped. */
export type Whole = {
  start(): Promise<Result>;
  /** Cases through both modes, as everybody concerned. */
  commands(): Promise<Result>;
  walk(): Promise<Result>;
  refuse(): Promise<Result>;
  restart(): Promise<Result>;
  forget(): Promise<Result>;
};

export function wholeProduct(test: TestEnvironment): Whole {
  const env = test.inherited;
  const home = join(mkdtempSync(join(tmpdir(), 'liangji-whole-')), 'home');
  let product: Product | undefined;
  let port = 0;

  return {
    async start() {
      // As root the database's user must pass through the folder mkdtemp made for us alone.
      chmodSync(join(home, '..'), 0o711);
      port = await freePort();
      product = await startProduct(home, port, env, startSeconds);
      return passed(`first start: ready after ${product.seconds.toFixed(1)} s`);
    },

    async commands() {
      if (!product) return failed('no product to walk through');
      return suite('infra', ['walk/'], { ...env, E2E_URL: product.origin, LIANGJI_HOME: home });
    },

    async walk() {
      if (!product) return failed('no product to walk through');
      if (!test.chromium) return skipped('no browser: set CHROMIUM_PATH or install chromium');
      const running = { E2E_URL: product.origin, LIANGJI_HOME: home, CHROMIUM_PATH: test.chromium };
      return suite('tenant-app', ['e2e/'], { ...env, ...running });
    },

    async refuse() {
      if (!product) return failed('no product to run beside');
      const same = await tryStart(home, await freePort(), env);
      const busy = await tryStart(join(home, '..', 'other'), port, env);
      return sum([
        refusal(
          'a second copy on the same folder',
          same,
          /^.* 上已有一份在运行.*A copy already runs on .* \(START-RUNNING\)\n$/,
        ),
        refusal(
          'a second copy on the same port',
          busy,
          /^端口 \d+ 已被其他程序占用.* Port \d+ is used by another program.* \(START-PORT\)\n$/,
        ),
      ]);
    },

    async restart() {
      if (!product) return failed('no product to stop');
      const first = await stopped('first', product);
      product = await startProduct(home, port, env, startSeconds);
      const again = passed(`second start: ready after ${product.seconds.toFixed(1)} s`);
      return sum([first, again, await stopped('second', product)]);
    },

    async forget() {
      const { code, output } = await run('npm', ['--silent', 'run', 'reset'], { ...env, LIANGJI_HOME: home });
      return code === 0 && output.startsWith('forgotten: ') ? passed() : failed(`npm run reset: ${output}`);
    },
  };
}

function refusal(what: string, ended: { code: number; output: string }, sentence: RegExp): Result {
  const right = ended.code === 1 && sentence.test(ended.output);
  return right ? passed() : failed(`${what}: code ${ended.code}, output: ${ended.output}`);
}

async function stopped(which: string, product: Product): Promise<Result> {
  const { left, openPorts } = await product.ctrlC();
  if (left.length === 0 && openPorts.length === 0) return passed();
  return failed(
    `Ctrl-C on the ${which} start left processes ${left.join(', ')} and open ports ${openPorts.join(', ')}`,
  );
}
