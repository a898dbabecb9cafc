import sharp, { type Metadata } from 'sharp';
import { Problem } from '../../kernel/problem.ts';
import { SIZES, type MediaSize, type PictureType } from './media-types.ts';

/** More than any phone makes; decoded it is 150 MB. */
const MOST_PIXELS = 50_000_000;
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
  const { format, width, height, exif } = await refusingDamage(readHeader(path));
  if (`image/${format}` !== type) throw new Problem('MEDIA-TYPE');
  if (width * height > MOST_PIXELS) throw new Problem('MEDIA-PIXELS', { width, height, limit: MOST_PIXELS });
  const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient();
  const encoded = {
    'image/jpeg': () => picture.jpeg({ quality: QUALITY }),
    'image/png': () => picture.png(),
    'image/webp': () => picture.webp({ quality: QUALITY }),
  }[type]();
  const { data, info } = await refusingDamage(encoded.toBuffer({ resolveWithObject: true }));
  return { bytes: data, width: info.width, height: info.height, exif };
}

const readHeader = (path: string): Promise<Metadata> => sharp(path, { limitInputPixels: false }).metadata();

/** A served picture made smaller, as WebP; one that is small already keeps its size. */
export async function makeSmaller(from: string, to: string, size: MediaSize): Promise<void> {
  const side = SIZES[size];
  await sharp(from, { limitInputPixels: MOST_PIXELS })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toFile(to);
}

/** sharp has no codes for its errors: whatever it cannot read is damaged. */
function refusingDamage<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw new Problem('MEDIA-DAMAGED', {}, { cause: error });
  });
}
