import { Problem } from '@liangji/platform';
import { z } from 'zod';

const box = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()], { error: 'must be west,south,east,north' }));

const Query = z.object({
  from: z.iso.date({ error: 'must be a day, YYYY-MM-DD' }),
  to: z.iso.date({ error: 'must be a day, YYYY-MM-DD' }),
  bbox: box.optional(),
});

/** Days `[from, to)` and an optional box from the query; SYS-INPUT names every fault. */
export function readWindow(query: unknown): z.infer<typeof Query> {
  const parsed = Query.safeParse(query);
  if (parsed.success) return parsed.data;
  const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
  throw new Problem('SYS-INPUT', { reason });
}
