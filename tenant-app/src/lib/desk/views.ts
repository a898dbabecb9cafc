import { unitsOf, type Actor } from '#lib/session/actor.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a desk lists. */
export type ViewName =
  'inbox' | 'mine' | 'supervised' | 'reports' | 'tasks' | 'orders' | 'requests' | 'asked' | 'decisions' | 'all';

export interface View {
  readonly name: ViewName;
  /** In the list's head. */
  readonly title: () => string;
  /** Two letters of Chinese, on the rail. */
  readonly short: () => string;
}

export const VIEWS: readonly View[] = [
  { name: 'inbox', title: m.view_inbox, short: m.view_inbox_short },
  { name: 'mine', title: m.view_mine, short: m.view_mine_short },
  { name: 'supervised', title: m.view_supervised, short: m.view_supervised_short },
  { name: 'reports', title: m.view_reports, short: m.view_reports_short },
  { name: 'tasks', title: m.view_tasks, short: m.view_tasks_short },
  { name: 'orders', title: m.view_orders, short: m.view_orders_short },
  { name: 'requests', title: m.view_requests, short: m.view_requests_short },
  { name: 'asked', title: m.view_asked, short: m.view_asked_short },
  { name: 'decisions', title: m.view_decisions, short: m.view_decisions_short },
  { name: 'all', title: m.view_all, short: m.view_all_short },
];

/** Posts of desks that decide about cases which others hold. */
const DECIDERS = ['acceptor', 'shift_leader', 'dispatcher', 'leader'];

/** Which cases of others somebody supervises, as the gateway says: those that a desk commands, or all of the city. */
export interface Supervision {
  readonly commandUnitId: number | null;
}

/**
 * The views of somebody's desk: reports are for whoever decides about them, cases of others for whoever supervises some, and what
 * a body gave to one of its own for those who work outside.
 */
export function viewsOf(
  actor: Pick<Actor, 'allowed' | 'kind' | 'post'>,
  supervision: Supervision | null,
): readonly View[] {
  const post = actor.post?.post ?? '';
  const hidden: Partial<Record<ViewName, boolean>> = {
    reports: !actor.allowed.includes('reports.refuse'),
    supervised: supervision === null,
    decisions: actor.kind === 'unit' || !DECIDERS.includes(post),
    mine: post !== 'worker',
  };
  return VIEWS.filter(({ name }) => !hidden[name]);
}

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

/** What a post opens with: who walks the streets is asked, an inspector looks at what others hold, everybody else has cases. */
export function firstView({ post }: Pick<Actor, 'post'>, supervision: Supervision | null): ViewName {
  const first = FIRST[post?.post ?? ''] ?? 'inbox';
  return first === 'supervised' && supervision === null ? 'inbox' : first;
}

const FIRST: Readonly<Record<string, ViewName>> = { collector: 'tasks', inspector: 'supervised', worker: 'mine' };

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

const COUNTED_APART: readonly ViewName[] = ['requests', 'reports', 'supervised', 'decisions', 'mine'];

/** How much waits in a view. */
export function sumOf(counts: readonly Count[], view: ViewName, post: string | undefined): Sum {
  const states = statesOf(view, post);
  const mine = counts.filter((count) => {
    if (listsCases(view)) return count.view === 'cases' && (states?.includes(count.of) ?? true);
    if (COUNTED_APART.includes(view)) return count.view === view;
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

/** The body acted for, with the desks it replaces, and its city. */
export const reachOf = ({ city, post }: Actor): { cityId: number; unitId: number; units: readonly number[] } => ({
  cityId: city.id,
  unitId: post?.bodyId ?? 0,
  units: post === null ? [] : unitsOf(post),
});
