import { z, type ZodType } from 'zod';
import { photo, type Photo } from '../media/media-types.ts';
import type { Need } from './transition.ts';

/** What an act is given: one value for each of its needs. */
export interface Given {
  readonly address?: string | undefined;
  /** WGS-84 degrees. */
  readonly longitude?: number | undefined;
  readonly latitude?: number | undefined;
  readonly classId?: number | undefined;
  readonly ruleId?: number | undefined;
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
  readonly photos?: readonly Photo[] | undefined;
  readonly unitId?: number | undefined;
  readonly innerUnitId?: number | undefined;
  readonly personId?: string | undefined;
  /** ISO instant. */
  readonly until?: string | undefined;
  readonly finding?: string | undefined;
  readonly level?: string | undefined;
  readonly satisfaction?: string | undefined;
}

const text = z.string().trim().min(1).max(2_000);
const photos = z.array(photo).max(20);

/** Fields of the input for each need; those of a photograph share one list. */
const FIELDS_OF: Readonly<Record<Need, Readonly<Record<string, ZodType>>>> = {
  place: {
    address: text,
    longitude: z.number().min(-180).max(180).optional().describe('WGS-84 degrees'),
    latitude: z.number().min(-90).max(90).optional(),
  },
  class: { classId: z.int32().describe('小类, from cases.search_classes') },
  condition: { ruleId: z.int32().describe('立案条件, from cases.class_rules: the limit comes from it') },
  reason: { reason: text.describe('masked before it is kept, as words are') },
  words: { words: text },
  photo_before: { photos: photos.min(1).describe('at least one of usage before or verify') },
  photo_after: { photos: photos.min(1).describe('at least one of usage after or check') },
  unit: { unitId: z.int32().describe('a body that serves the tenant, from cases.search_bodies') },
  inner: { innerUnitId: z.int32().optional().describe('squad of the own body'), personId: z.uuid().optional() },
  until: { until: z.iso.datetime({ offset: true }).describe('within a year from now') },
  finding: {
    finding: z
      .enum(['exists', 'absent', 'unverifiable', 'passed', 'failed'])
      .describe('of a verification the first three, of a check the last two'),
  },
  level: { level: z.enum(['ordinary', 'important', 'leader']) },
  satisfaction: { satisfaction: z.enum(['satisfied', 'fair', 'dissatisfied']) },
};

/** What may be given to any act beside what it needs. */
const BESIDE = { words: text.optional(), photos: photos.optional() };

/** The part of an act's input that its needs ask for. */
export const givenSchema = (needs: readonly Need[]): Readonly<Record<string, ZodType>> =>
  Object.assign({}, BESIDE, ...needs.map((need) => FIELDS_OF[need])) as Record<string, ZodType>;
