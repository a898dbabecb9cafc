import type { SourceGroup } from '../types.ts';

/** Where a case taken in by hand comes from, and which group counts it (workflow.md §6). */
export const SOURCES = {
  hotline: 'public',
  web: 'public',
  media: 'public',
  leader: 'public',
  petition: 'public',
  department: 'public',
  patrol: 'patrol',
  video: 'patrol',
  sensor: 'patrol',
  inspection: 'patrol',
} as const satisfies Readonly<Record<string, SourceGroup>>;

export type Source = keyof typeof SOURCES;
