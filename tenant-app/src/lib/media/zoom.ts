/** A point of a picture in per cent of its width and height, from the top left. */
export interface ZoomPoint {
  readonly x: number;
  readonly y: number;
}

export const CENTRE: ZoomPoint = { x: 50, y: 50 };

const within = (percent: number): number => Math.min(100, Math.max(0, percent));

/** The point of a picture under the pointer. */
export function pointUnder(event: { clientX: number; clientY: number }, box: DOMRect): ZoomPoint {
  return {
    x: within(((event.clientX - box.left) / box.width) * 100),
    y: within(((event.clientY - box.top) / box.height) * 100),
  };
}

const STEP = 10;
const MOVES: Record<string, ZoomPoint> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** Where an arrow key leads; null for every other key. */
export function pointAfter(key: string, { x, y }: ZoomPoint): ZoomPoint | null {
  const move = MOVES[key];
  return move ? { x: within(x + move.x), y: within(y + move.y) } : null;
}
