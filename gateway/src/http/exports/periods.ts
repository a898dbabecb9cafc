import { dayNumberOf, dayText, type InTwo } from '@liangji/platform';
import { aboutOf, isOfCity, whose, type Asking } from './asking.ts';
import type { Cell, Column, ExportedList } from './exported-list.ts';
import { filled, wordOf, WORDS } from './words.ts';

/** A period as `period.list` answers it. */
export interface ListedPeriod {
  readonly label: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly state: 'coming' | 'running' | 'ended' | 'closing' | 'closed' | 'reopened';
  readonly published: number | null;
  readonly closedAt: string | null;
  readonly closedBy: { readonly name: string | null; readonly post: string | null } | null;
  readonly hash: string | null;
  readonly scored: number;
  readonly withoutData: readonly { readonly name: string }[];
}

const STATES: Readonly<Record<ListedPeriod['state'], InTwo>> = {
  coming: WORDS.period_not_begun,
  running: WORDS.period_running,
  ended: WORDS.period_ended,
  closing: WORDS.closing_period,
  closed: WORDS.period_closed,
  reopened: WORDS.period_reopened,
};

/** Who published it, as far as the reader knows: a county knows that it was the city. */
function closerOf({ published, closedBy }: ListedPeriod, isCity: boolean): Cell {
  if (published === null) return null;
  if (closedBy === null) return isCity ? null : WORDS.city_centre;
  const post = closedBy.post === null ? null : wordOf('post', closedBy.post);
  const inLanguage = (language: 'zh' | 'en'): string =>
    [closedBy.name, typeof post === 'string' ? post : post?.[language]].filter(Boolean).join(' · ');
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

function withoutData({ withoutData: silent, scored }: ListedPeriod, isCity: boolean): Cell {
  if (silent.length === 0) return scored > 0 ? WORDS.nobody : null;
  if (!isCity) return WORDS.no_data;
  const names = silent.map(({ name }) => name);
  return { zh: names.join('、'), en: names.join(', ') };
}

/** The assessment periods, as their list shows them. Late cases are not in it: they are counted only when somebody asks. */
export function exportedPeriods(
  asking: Asking,
  read: () => Promise<readonly ListedPeriod[]>,
): ExportedList<ListedPeriod> {
  const isCity = isOfCity(asking);
  const columns: Column<ListedPeriod>[] = [
    { title: WORDS.period, width: 16, of: ({ label }) => label },
    {
      ...{ title: WORDS.period_days, width: 26 },
      of: ({ fromDay, toDay }) => filled(WORDS.day_range, { from: fromDay, to: dayText(dayNumberOf(toDay) - 1) }),
    },
    { title: WORDS.state, width: 18, of: ({ state }) => STATES[state] },
    {
      ...{ title: WORDS.published_version, width: 12 },
      of: ({ published }) => (published === null ? null : filled(WORDS.snapshot_no, { snapshot: published })),
    },
    {
      ...{ title: WORDS.published_at, width: 18 },
      of: ({ closedAt }) => (closedAt === null ? null : new Date(closedAt)),
    },
    { title: WORDS.published_by, width: 24, of: (one) => closerOf(one, isCity) },
    { title: isCity ? WORDS.without_data : WORDS.own_data, width: 24, of: (one) => withoutData(one, isCity) },
    { title: WORDS.frozen_hash, width: 68, of: ({ hash }) => hash },
  ];
  async function* rows(): AsyncGenerator<ListedPeriod> {
    yield* await read();
  }
  return {
    name: WORDS.periods_title,
    marks: [whose(asking, undefined)],
    about: aboutOf(asking, undefined, []),
    columns,
    rows: rows(),
  };
}
