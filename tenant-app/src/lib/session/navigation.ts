import { m } from '#lib/paraglide/messages.js';
import type { Actor } from './actor.ts';

export interface Entry {
  href: string;
  text: () => string;
  /** Marked as current only on this very page, not below it. */
  exact: boolean;
}

/** What each kind of actor can open from anywhere; a later screen adds its line here. */
export const NAVIGATION: Record<NonNullable<Actor['kind']>, Entry[]> = {
  city: [
    { href: '/city', text: m.nav_ranking, exact: false },
    { href: '/desk', text: m.nav_desk, exact: false },
  ],
  county: [
    { href: '/county', text: m.nav_overview, exact: true },
    { href: '/desk', text: m.nav_desk, exact: false },
    { href: '/county/upload', text: m.nav_upload, exact: false },
    { href: '/county/cases', text: m.nav_cases, exact: false },
  ],
  unit: [
    { href: '/unit', text: m.own_work, exact: true },
    { href: '/desk', text: m.nav_desk, exact: false },
  ],
};
