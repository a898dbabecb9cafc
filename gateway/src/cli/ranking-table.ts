import type { Member, Period, RankingLine } from '@liangji/platform';
import { padded } from './summary.ts';

const STATES = { open: '进行中，暂定 open, provisional', closing: '定稿中 closing', closed: '已定稿 closed' } as const;

function stateOf({ state, snapshot, published, reason }: Period): string {
  if (published === null || published === snapshot) return STATES[state];
  return `已定稿，重新开放 closed, opened again（${reason ?? ''}）：第${snapshot}版定稿前以第${published}版为准`;
}

/**
 * A ranking in lines: the groups apart, counties without data at the end of theirs with the reason, last the members
 * that have no figures because the period has not begun.
 */
export function rankingTable(period: Period, ranking: readonly RankingLine[], members: readonly Member[]): string[] {
  const lines = [`评价周期 period ${period.label}: ${stateOf(period)}`];
  for (const [group, members] of Map.groupBy(ranking, (line) => line.group)) {
    lines.push(`  ${group === 'county' ? '区县 counties' : '功能区 zones'}`);
    for (const { rank, name, score, grade, noDataReason } of members) {
      const place = rank === null ? '–' : String(rank);
      const result = score === null ? `无数据 no data: ${noDataReason ?? ''}` : `${score.padStart(7)}  ${grade ?? ''}`;
      lines.push(`  ${place.padStart(4)}  ${padded(name, 18)}${result}`);
    }
  }
  const waiting = members.filter(({ slug }) => !ranking.some((line) => line.slug === slug));
  for (const { name, slug } of waiting) lines.push(`     –  ${padded(name, 18)}${slug}: 尚未开始 not begun yet`);
  if (period.hash !== null) {
    lines.push(`  第${period.published}版 snapshot ${period.published}，含名次 with ranks: sha256 ${period.hash}`);
  }
  return lines;
}
