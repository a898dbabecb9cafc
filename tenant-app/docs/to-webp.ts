import type { Page } from 'playwright-core';

const MOST_BYTES = 150_000;
const QUALITIES = [0.9, 0.8, 0.7, 0.6, 0.5];

/** A PNG as WebP, as good as the most bytes allow; the browser itself is the encoder. */
export async function toWebp(studio: Page, png: Buffer): Promise<Buffer> {
  const base64 = await studio.evaluate(
    async ({ source, qualities, most }) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      let bytes = new Uint8Array();
      for (const quality of qualities) {
        bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality })).arrayBuffer());
        if (bytes.length <= most) break;
      }
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { source: png.toString('base64'), qualities: QUALITIES, most: MOST_BYTES },
  );
  return Buffer.from(base64, 'base64');
}
