import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Small files for tests, made on the spot. */

/** 120 × 80, of one colour, without metadata. */
export const plainPicture = (colour = '#c33') =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: colour } });

export const plainJpeg = (colour?: string): Promise<Buffer> => plainPicture(colour).jpeg().toBuffer();

/** Names the camera and its owner, so that a test can look for either. */
export const OWNER = 'Mr Li, phone 13800000001';

export interface Camera {
  readonly time: string;
  readonly offset?: string;
  /** Degrees, minutes, seconds as EXIF writes them, with their side. */
  readonly latitude?: readonly [string, 'N' | 'S'];
  readonly longitude?: readonly [string, 'E' | 'W'];
  /** 6: the camera was held upright, so that a picture of 120 × 80 is one of 80 × 120. */
  readonly orientation?: number;
  readonly colour?: string;
}

/** A JPEG as a phone makes it. */
export const phoneJpeg = (camera: Camera): Promise<Buffer> => phonePicture(camera).jpeg().toBuffer();

/** A picture with what a phone writes about it, still to be encoded. */
export function phonePicture({ time, offset, latitude, longitude, orientation = 1, colour }: Camera): Sharp {
  return plainPicture(colour)
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'Phone', Artist: OWNER },
      IFD2: { DateTimeOriginal: time, ...(offset && { OffsetTimeOriginal: offset }) },
      IFD3: {
        ...(latitude && { GPSLatitude: latitude[0], GPSLatitudeRef: latitude[1] }),
        ...(longitude && { GPSLongitude: longitude[0], GPSLongitudeRef: longitude[1] }),
      },
    });
}

/** A PNG of 67 bytes and one row, whose header claims so many pixels; `deep`: with transparency and 16 bits a colour. */
export async function bombPng(width: number, height: number, deep = false): Promise<Buffer> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  if (deep) png.set([16, 6], 24); // bit depth and colour type
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const HTML = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
