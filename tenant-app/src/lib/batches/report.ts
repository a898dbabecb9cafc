import type { RouterOutputs } from '#lib/trpc/client.ts';

/** Findings of one code as the gateway reports them: sentences come from the one catalogue of problems, in both languages. */
export type FindingGroup = RouterOutputs['batch']['findings'][number];
