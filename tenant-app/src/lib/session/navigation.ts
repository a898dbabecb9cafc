import { m } from '#lib/paraglide/messages.js';
import type { Actor } from './actor.ts';

export interface Entry {
  href: string;
  text: () => string;
  /** Marked as current only on this very page, not below it. */
  exact: boolean;
  /** What whoever acts must be allowed to do. */
  needs?: string;
}

/** What each kind of actor can open from anywhere; a later screen adds its line here. */
const NAVIGATION: Record<NonNullable<Actor['kind']>, Entry[]> = {
  city: [
    { href: '/city', text: m.nav_ranking, exact: false },
    { href: '/desk', text: m.nav_desk, exact: false },
    { href: '/city/cases', text: m.nav_cases, exact: false },
    { href: '/city/uploads', text: m.nav_uploads, exact: false },
    { href: '/city/periods', text: m.nav_periods, exact: false },
    { href: '/city/audit', text: m.nav_audit, exact: false, needs: 'audit.list' },
  ],
  county: [
    { href: '/county', text: m.nav_overview, exact: true },
    { href: '/desk', text: m.nav_desk, exact: false },
    { href: '/county/cases', text: m.nav_cases, exact: false },
    { href: '/county/uploads', text: m.nav_uploads, exact: false },
    { href: '/county/periods', text: m.nav_periods, exact: false },
    { href: '/county/audit', text: m.nav_audit, exact: false, needs: 'audit.list' },
  ],
  unit: [
    { href: '/unit', text: m.own_work, exact: true },
    { href: '/desk', text: m.nav_desk, exact: false },
  ],
};

/** What whoever acts can open from anywhere: nothing that is refused to his post. */
export const navigationOf = (actor: Pick<Actor, 'kind' | 'allowed'>): Entry[] =>
  actor.kind === null
    ? []
    : NAVIGATION[actor.kind].filter(({ needs }) => needs === undefined || actor.allowed.includes(needs));
