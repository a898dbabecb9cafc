import type { Actor } from '#lib/session/actor.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a desk lists. */
export type ViewName = 'inbox' | 'reports' | 'all' | 'tasks' | 'orders' | 'asked' | 'requests';

export interface View {
  readonly name: ViewName;
  /** In the list's head. */
  readonly title: () => string;
  /** Two letters of Chinese, on the rail. */
  readonly short: () => string;
}

export const VIEWS: readonly View[] = [
  { name: 'inbox', title: m.view_inbox, short: m.view_inbox_short },
  { name: 'reports', title: m.view_reports, short: m.view_reports_short },
  { name: 'tasks', title: m.view_tasks, short: m.view_tasks_short },
  { name: 'orders', title: m.view_orders, short: m.view_orders_short },
  { name: 'requests', title: m.view_requests, short: m.view_requests_short },
  { name: 'asked', title: m.view_asked, short: m.view_asked_short },
  { name: 'all', title: m.view_all, short: m.view_all_short },
];

/** The views of somebody's desk: reports are for whoever decides about them. */
export const viewsOf = ({ allowed }: Pick<Actor, 'allowed'>): readonly View[] =>
  VIEWS.filter(({ name }) => name !== 'reports' || allowed.includes('reports.refuse'));

/** Kinds of tasks of a list of tasks. A hand-over (command, lead) comes as the case itself; a notice is for the clerk. */
export const KINDS: Readonly<Partial<Record<ViewName, readonly string[]>>> = {
  tasks: ['assist', 'verify', 'check'],
  orders: ['reply'],
  asked: ['command', 'lead', 'assist', 'verify', 'check', 'reply'],
};

/** The states a post works; the others of the same body see theirs. A post that is not here has all of its body. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  acceptor: ['collecting', 'check_sending', 'self_review'],
  shift_leader: ['filing', 'closing'],
  dispatcher: ['dispatching', 'suspended'],
};

/** The states of the cases of a view; null = every open one. */
export const statesOf = (view: ViewName, post: string | undefined): readonly string[] | null =>
  view === 'inbox' ? (STATES[post ?? ''] ?? null) : null;

/** What a post opens with: who walks the streets is asked, everybody else has cases. */
export const firstView = (post: string | undefined): ViewName => (post === 'collector' ? 'tasks' : 'inbox');

export const isView = (name: string | null): name is ViewName => VIEWS.some((view) => view.name === name);

/** Whether a view lists cases, not tasks. */
export const listsCases = (view: ViewName): boolean => view === 'inbox' || view === 'all';

export interface Count {
  readonly view: string;
  readonly of: string;
  readonly total: number;
  readonly over: number;
  readonly warn: number;
}

export interface Sum {
  readonly total: number;
  readonly over: number;
  readonly warn: number;
  /** A kind has so many that they are not counted to the end. */
  readonly capped: boolean;
}

/** The gateway counts no further. */
const MOST_COUNTED = 1000;

/** How much waits in a view. */
export function sumOf(counts: readonly Count[], view: ViewName, post: string | undefined): Sum {
  const states = statesOf(view, post);
  const mine = counts.filter((count) => {
    if (listsCases(view)) return count.view === 'cases' && (states?.includes(count.of) ?? true);
    if (view === 'requests' || view === 'reports') return count.view === view;
    if (view === 'asked') return count.view === view && (KINDS.asked?.includes(count.of) ?? true);
    return count.view === 'tasks' && (KINDS[view]?.includes(count.of) ?? false);
  });
  const sum = (key: 'total' | 'over' | 'warn'): number => mine.reduce((all, count) => all + count[key], 0);
  return {
    total: sum('total'),
    over: sum('over'),
    warn: sum('warn'),
    capped: mine.some(({ total }) => total >= MOST_COUNTED),
  };
}

/** The body acted for, and its city. */
export const reachOf = (actor: Actor): { cityId: number; unitId: number } => ({
  cityId: actor.city.id,
  unitId: actor.post?.bodyId ?? 0,
});
