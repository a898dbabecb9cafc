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

/** The copy that runs at PORT, else one started there on LIANGJI_HOME, as `npm start` does. */
export async function runningCopy({ home, port, inherited }: StartEnvironment): Promise<Running> {
  const origin = `http://localhost:${port}`;
  const answers = await fetch(`${origin}/realms/liangji/.well-known/openid-configuration`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) return { origin, stop: async () => undefined };
  console.log(`启动一份 starting a copy: ${origin} …`);
  const product = await startProduct(home, port, inherited, START_SECONDS);
  return { origin, stop: async () => void (await product.ctrlC()) };
}
