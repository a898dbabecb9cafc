import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartEnvironment } from '../start/environment.ts';
import { startProduct } from '../test-runner/product.ts';

/** A first start builds the web app too. */
const START_SECONDS = 900;

/** A copy of the product that walks go through. */
export interface Running {
  readonly origin: string;
  /** Ends the copy where it was started for the walk. */
  stop(): Promise<void>;
}

/**
 * The copy that runs at PORT, else one started there on LIANGJI_HOME, as `npm start` does. Throws where what runs there is of
 * another home: a walk leaves a case behind, and must not leave it to somebody else.
 */
export async function runningCopy({ home, port, inherited }: StartEnvironment): Promise<Running> {
  const origin = `http://localhost:${port}`;
  const keys = await keysServedAt(origin);
  if (keys !== null) {
    if (!keys.some((key) => keysOf(home).includes(key))) {
      throw new Error(
        `端口 ${port} 上运行的不是 ${home} 的那一份；请改 PORT 或 LIANGJI_HOME。What runs at port ${port} is not of ${home}: change PORT or LIANGJI_HOME.`,
      );
    }
    return { origin, stop: async () => undefined };
  }
  console.log(`启动一份 starting a copy: ${origin} …`);
  const product = await startProduct(home, port, inherited, START_SECONDS);
  return { origin, stop: async () => void (await product.ctrlC()) };
}

/** Ids of the keys with which a copy signs its tokens: no two homes have the same. Null where nothing answers. */
async function keysServedAt(origin: string): Promise<string[] | null> {
  const answer = await fetch(`${origin}/realms/liangji/protocol/openid-connect/certs`).catch(() => null);
  if (answer === null) return null;
  if (!answer.ok) return [];
  const { keys = [] } = (await answer.json().catch(() => ({}))) as {
    readonly keys?: readonly { readonly kid: string }[];
  };
  return keys.map(({ kid }) => kid);
}

/** Those of a home, as its sign-in service keeps them; none where it was never started. */
function keysOf(home: string): string[] {
  const file = join(home, 'identity', 'keys.json');
  if (!existsSync(file)) return [];
  const { signing } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly signing: readonly { readonly kid: string }[];
  };
  return signing.map(({ kid }) => kid);
}
