import sharp, { type Metadata } from 'sharp';
import { Problem } from '../../kernel/problem.ts';
import { SIZES, type MediaSize, type PictureType } from './media-types.ts';

/** More than any phone makes. */
const MOST_PIXELS = 50_000_000;
/** Of a picture once it is decoded: as many pixels with transparency, or half as many where each sign of a colour has 16 bits. */
const MOST_DECODED_BYTES = 4 * MOST_PIXELS;
/** Pictures decoded at once: what the process needs for them is bounded by this and the size of one. */
const AT_ONCE = 2;
const QUALITY = 90;

// libvips reads a dozen formats more, SVG and PDF among them, which can name files and addresses.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
sharp.cache(false);

/** A picture as it will be served. */
export interface Upright {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** As the camera wrote it; the bytes have none. */
  readonly exif: Buffer | undefined;
}

/**
 * Decodes a picture and writes it anew: upright, without metadata or anything else that travelled in the file. Its size is read
 * before it is decoded. Throws MEDIA-PIXELS, MEDIA-TYPE where it is not what its beginning says, MEDIA-DAMAGED.
 */
export async function makeUpright(path: string, type: PictureType): Promise<Upright> {
  const { format, width, height, exif, channels, depth } = await refusingDamage(readHeader(path));
  if (`image/${format}` !== type) throw new Problem('MEDIA-TYPE');
  const bytesOfPixel = channels * (depth === 'ushort' ? 2 : 1);
  const limit = Math.min(MOST_PIXELS, Math.floor(MOST_DECODED_BYTES / bytesOfPixel));
  if (width * height > limit) throw new Problem('MEDIA-PIXELS', { width, height, limit });
  const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient();
  const encoded = {
    'image/jpeg': () => picture.jpeg({ quality: QUALITY }),
    'image/png': () => picture.png(),
    'image/webp': () => picture.webp({ quality: QUALITY }),
  }[type]();
  const { data, info } = await refusingDamage(inTurn(() => encoded.toBuffer({ resolveWithObject: true })));
  return { bytes: data, width: info.width, height: info.height, exif };
}

const readHeader = (path: string): Promise<Metadata> => sharp(path, { limitInputPixels: false }).metadata();

/** A served picture made smaller, as WebP; one that is small already keeps its size. */
export async function makeSmaller(from: string, to: string, size: MediaSize): Promise<void> {
  const side = SIZES[size];
  await inTurn(() =>
    sharp(from, { limitInputPixels: MOST_PIXELS })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toFile(to),
  );
}

let running = 0;
const waiting: (() => void)[] = [];

/** Whoever comes when enough are decoded waits, in the order of coming. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++;
  else await new Promise<void>((begin) => waiting.push(begin));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next(); // takes over the turn
  }
}

/** sharp has no codes for its errors: whatever it cannot read is damaged. */
function refusingDamage<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw new Problem('MEDIA-DAMAGED', {}, { cause: error });
  });
}
