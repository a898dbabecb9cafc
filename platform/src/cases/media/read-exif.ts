import ExifReader from 'exifreader';
import { dayNumberOf, isDay, wallInstant } from '../../calendars/zone.ts';
import type { Taken } from './media-types.ts';

/** The marker that JPEG, PNG and WebP alike put before the TIFF in which EXIF is written. */
const MARKER = Buffer.from('Exif\0\0', 'latin1');

/**
 * When and where a picture says it was taken. A camera's clock without an offset is read as that of `zone`. What is missing
 * or makes no sense is null; EXIF that cannot be read says nothing.
 */
export function readExif(exif: Buffer | undefined, zone: string): Taken {
  const tags = tagsOf(exif);
  const time = textOf(tags?.exif?.DateTimeOriginal?.value);
  const offset = textOf(tags?.exif?.OffsetTimeOriginal?.value);
  return { takenAt: instantOf(time, offset, zone), ...placeOf(tags?.gps) };
}

function tagsOf(exif: Buffer | undefined): ExifReader.ExpandedTags | null {
  if (exif === undefined) return null;
  try {
    return ExifReader.load(exif.subarray(0, MARKER.length).equals(MARKER) ? exif.subarray(MARKER.length) : exif, {
      expanded: true,
    });
  } catch {
    return null; // the picture is whole, only its metadata is not: as good as none
  }
}

const textOf = (value: unknown): string => (Array.isArray(value) ? String(value[0]) : '');

function instantOf(time: string, offset: string, zone: string): Date | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(time);
  if (parts === null) return null;
  const day = parts.slice(1, 4).join('-');
  const [hours, minutes, seconds] = parts.slice(4).map(Number) as [number, number, number];
  if (!isDay(day) || hours > 23 || minutes > 59 || seconds > 59) return null;
  if (/^[+-]\d\d:\d\d$/.test(offset)) {
    const instant = Date.parse(`${day}T${parts.slice(4).join(':')}${offset}`);
    if (!Number.isNaN(instant)) return new Date(instant);
  }
  return new Date(wallInstant(dayNumberOf(day), hours * 60 + minutes, zone) + seconds * 1000);
}

function placeOf(gps: ExifReader.GpsTags | undefined): Omit<Taken, 'takenAt'> {
  const { Longitude: longitude = NaN, Latitude: latitude = NaN } = gps ?? {};
  // Cameras that had no fix write zeros: in the sea off Africa lies no case.
  const isFixed = longitude !== 0 || latitude !== 0;
  const isPlace = isFixed && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return isPlace ? { longitude, latitude } : { longitude: null, latitude: null };
}
