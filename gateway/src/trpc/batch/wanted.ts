import { z } from 'zod';

/** A batch by its id; a city names the county. What somebody may not see is not found. */
export const WantedBatch = z.object({ tenantId: z.int(), batchId: z.uuid() });
