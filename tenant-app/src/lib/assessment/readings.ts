import type { ResultOf } from 'gql.tada';
import type { PeriodScheme } from './scheme.queries.ts';

export type Scheme = NonNullable<NonNullable<ResultOf<typeof PeriodScheme>['period']>['scheme']>;
export type Reading = Scheme['readings'][number];
type Adoption = NonNullable<Reading['adoption']>;

/** Readings that the city has still to decide on: of the newest version alone, an older one is history. */
export const waitingIn = ({ version, latestVersion, readings }: Scheme): Reading[] =>
  version === latestVersion ? readings.filter(({ adoption }) => adoption === null) : [];

/** One decision, with everything it was about. */
export interface Decision extends Adoption {
  readings: Reading[];
}

/** Decisions about a scheme, the first first; what was adopted in one act is one decision. */
export function decisionsOf({ readings }: Scheme): Decision[] {
  const decisions = new Map<string, Decision>();
  for (const reading of readings) {
    const { adoption } = reading;
    if (adoption === null) continue;
    const key = JSON.stringify([adoption.at, adoption.version, adoption.reason, adoption.post, adoption.person]);
    const known = decisions.get(key);
    if (known) known.readings.push(reading);
    else decisions.set(key, { ...adoption, readings: [reading] });
  }
  return [...decisions.values()].sort((a, b) => a.at.localeCompare(b.at));
}
