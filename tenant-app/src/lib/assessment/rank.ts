import { m } from '#lib/paraglide/messages.js';

interface Ranked {
  readonly rank: number | null;
  readonly rankOf: number | null;
}

/** `第 5 名（共 5 个区县）`, in the word of the group it is ranked in: county or zone. */
export function rankText({ rank, rankOf }: Ranked, group: string | null): string {
  if (rank === null) return m.not_ranked();
  const place = { rank, of: rankOf ?? '—' };
  return group === 'zone' ? m.rank_of_zone(place) : m.rank_of_county(place);
}
