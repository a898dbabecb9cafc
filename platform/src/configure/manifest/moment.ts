import { startOfDay } from '../../calendars/zone.ts';

/** The instant of a moment of a manifest: a civil day begins at midnight of the tenant's zone. */
export const instantOf = (moment: string, zone: string): Date =>
  moment.includes('T') ? new Date(moment) : startOfDay(moment, zone);
