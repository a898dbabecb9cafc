import { makeDraw } from '@liangji/infra/fuzz';

/** Where −9 struck, as found at that instant. */
const PLACES = [
  'receive',
  'received, not answered',
  'before the first chunk',
  'between chunks',
  'inside the merge',
  'committed, not acknowledged',
] as const;
export type Place = (typeof PLACES)[number];

/** A blow that falls when the process is at a place, `depth` (0–1) into it; `anywhere` falls by the clock alone. */
export interface Blow {
  readonly on: 'gateway' | 'worker';
  readonly at: Place | 'anywhere';
  readonly depth: number;
}

const ON_WORKER = ['between chunks', 'inside the merge', 'committed, not acknowledged', 'anywhere'] as const;

/** One to three blows of a seed, those on the gateway first. Always the same for the same seed. */
export function blowsOf(seed: number): Blow[] {
  const draw = makeDraw(seed);
  const blows: Blow[] = [];
  if (draw() < 0.5) {
    blows.push({ on: 'gateway', at: draw() < 0.5 ? 'receive' : 'received, not answered', depth: draw() });
  }
  for (let more = blows.length === 0 || draw() < 0.7; more && blows.length < 3; more = draw() < 0.3) {
    blows.push({ on: 'worker', at: ON_WORKER[Math.floor(draw() * ON_WORKER.length)]!, depth: draw() });
  }
  return blows;
}

/** One line a place: how often it was struck. */
export function histogram(struck: readonly Place[]): string {
  const lines = PLACES.map((place) => {
    const times = struck.filter((each) => each === place).length;
    return `${place.padEnd(28)}${'█'.repeat(times)} ${times}`;
  });
  return lines.join('\n');
}
