import { z } from 'zod';

/** A message as JSON: its code, and parameters that may be messages themselves. */
export const messageSchema = z
  .strictObject({
    code: z.string().describe('stable; platform/docs/errors.md explains those in capitals'),
    params: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('of the sentence: texts, numbers, moments {at}, messages {code, params} and lists of them'),
  })
  .meta({ id: 'Message' });
