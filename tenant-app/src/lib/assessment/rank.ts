import { m } from '#lib/paraglide/messages.js';
import type { Evaluation } from './scheme.ts';

interface Ranked {
  readonly rank: number | null;
  readonly rankOf: number | null;
  /** The evaluation, which names the group. */
  readonly document: unknown;
}

/** `第 5 名（共 5 个区县）`, in the word of the group it is ranked in. */
export function rankText({ rank, rankOf, document }: Ranked): string {
  if (rank === null) return m.not_ranked();
  const place = { rank, of: rankOf ?? '—' };
  return (document as Evaluation).group === 'zone' ? m.rank_of_zone(place) : m.rank_of_county(place);
}
