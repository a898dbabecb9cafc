import sharp from 'sharp';
import { randomOf } from '../month/random.ts';

const WIDTH = 480;
const HEIGHT = 360;

/** Columns of three pixels for each sign of a time stamp, five rows of three bits. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ 0: '75557', 1: '26227', 2: '71747', 3: '71717', 4: '55711', 5: '74717', 6: '74757', 7: '71111', 8: '75757' },
  ...{ 9: '75717', '-': '00700', ':': '02020', ' ': '00000' },
};
const SCALE = 4;

/**
 * A photograph for the sample as a JPEG: a street with or without what is wrong on it, stamped with a time (19 signs at most)
 * as cameras do. Nobody’s picture, and no two alike.
 */
export async function drawPhoto(seed: string, isMended: boolean, stamp: string): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  const fill = (x: number, y: number, width: number, height: number, [r, g, b]: readonly [number, number, number]) => {
    for (let row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row += 1) {
      for (let column = Math.max(0, x); column < Math.min(WIDTH, x + width); column += 1) {
        pixels.set([r, g, b], (row * WIDTH + column) * 3);
      }
    }
  };
  const { next: random } = randomOf(seed);
  const tint = Math.floor(random() * 50);
  fill(0, 0, WIDTH, 150, [150 + tint, 185, 215]);
  for (let x = 0; x < WIDTH; x += 60) {
    const height = 40 + Math.floor(random() * 90);
    fill(x, 150 - height, 54, height, [150 + tint, 140 + Math.floor(random() * 40), 130]);
  }
  fill(0, 150, WIDTH, 60, [190, 186, 178]);
  fill(0, 210, WIDTH, 150, [92, 94, 98]);
  for (let x = 0; x < WIDTH; x += 90) fill(x, 280, 50, 6, [230, 226, 214]);
  const left = 120 + Math.floor(random() * 160);
  for (let n = 0; n < 60; n += 1) {
    const [x, y, size, tone] = [random() * 130, random() * 46, 8 + random() * 16, random() * 110];
    const colour = [60 + tone, 50 + tone * 0.8, 40 + tone * 0.5].map(Math.floor) as [number, number, number];
    if (!isMended) fill(left + Math.floor(x), 178 + Math.floor(y), Math.floor(size), Math.floor(size * 0.7), colour);
  }
  [...stamp].forEach((sign, at) =>
    [...(SIGNS[sign] ?? SIGNS[' ']!)].forEach((bits, row) =>
      [4, 2, 1].forEach((bit, column) => {
        if ((Number(bits) & bit) === 0) return;
        fill(14 + (at * 4 + column) * SCALE, HEIGHT - 32 + row * SCALE, SCALE, SCALE, [255, 214, 90]);
      }),
    ),
  );
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}
