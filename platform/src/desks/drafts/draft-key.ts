import { z } from 'zod';

/** What a draft is about, and the act whose form it fills: one draft of a person for each pair. */
export const DraftKey = z.object({
  about: z
    .union([z.uuid(), z.string().regex(/^new(-\d{1,3})?$/)])
    .describe('id of the case; new, new-2 … for one to come'),
  act: z.string().regex(/^[a-z_]{1,40}$/),
});
