import { z } from 'zod';

/** What a file on a case shows. */
export const USAGES = ['before', 'after', 'verify', 'check', 'document'] as const;
export type MediaUsage = (typeof USAGES)[number];

/** A file that an act names. */
export interface Photo {
  /** Of the served copy, as the upload was answered. */
  readonly sha256: string;
  readonly usage: MediaUsage;
}

const MOST_PHOTOS = 20;

export const photo = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('as POST /media answered it to the same body, at most 24 hours ago'),
    usage: z
      .enum(USAGES)
      .describe('before, after: the disposal (处置前, 处置后); verify: 核实; check: 核查; document: a paper'),
  })
  .meta({ id: 'Photo' });

/** One photograph shows one thing: none is the one from before and the one from after. */
export const eachOnce = (photos: readonly Pick<Photo, 'sha256'>[]): boolean =>
  new Set(photos.map(({ sha256 }) => sha256)).size === photos.length;

/** Photographs in the input of an act: each once. */
export const Photos = z.array(photo).max(MOST_PHOTOS).refine(eachOnce, { error: 'media.twice' });

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';
export type MediaType = PictureType | 'application/pdf';

/** A paper shows nothing of a place. */
export const isPicture = ({ type }: { readonly type: string }): boolean => type !== 'application/pdf';

const MIB = 1024 * 1024;
/** Bytes of an upload as they come. */
export const MOST_BYTES: Readonly<Record<MediaType, number>> = {
  'image/jpeg': 20 * MIB,
  'image/png': 20 * MIB,
  'image/webp': 20 * MIB,
  'application/pdf': 30 * MIB,
};
export const MOST_MEDIA_BYTES = Math.max(...Object.values(MOST_BYTES));

/** Smaller pictures, by the longest side in pixels. */
export const SIZES = { thumb: 320, screen: 1600 } as const;
export type MediaSize = keyof typeof SIZES;

/** What the camera says about a picture, unproven. */
export interface Taken {
  readonly takenAt: Date | null;
  /** WGS-84 degrees. */
  readonly longitude: number | null;
  readonly latitude: number | null;
}
