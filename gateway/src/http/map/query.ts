import { z } from 'zod';
import { readParameters, wholeNumber } from '../../request/parameters.ts';

const box = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()], { error: 'input.box' }));

const Query = z.object({
  from: z.iso.date({ error: 'input.day' }),
  to: z.iso.date({ error: 'input.day' }),
  bbox: box.optional(),
  tenantId: wholeNumber.optional(),
});

/** Days `[from, to)`, perhaps a box and a county from the query; SYS-INPUT names every fault. */
export const readMapQuery = (query: unknown): z.infer<typeof Query> => readParameters(Query, query);
