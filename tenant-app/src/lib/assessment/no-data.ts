import { m } from '#lib/paraglide/messages.js';
import { counterName } from './counter-names.ts';
import type { NoData } from './scheme.ts';

/** Why there is no figure, as a sentence; a code this release does not know is shown as it came. */
export function noDataSentence(reason: NoData): string {
  const detail = (name: string): string => String(reason.details[name] ?? '');
  switch (reason.code) {
    case 'SCHEME-NO-DATA-SILENCE':
      return m.no_data_silent();
    case 'SCHEME-NO-DATA-ZERO':
      return m.no_data_nothing_due({ denominator: inWords(detail('denominator')) });
    case 'SCHEME-NO-DATA-INPUT':
      return m.no_data_input({ name: detail('name') });
    case 'SCHEME-NO-DATA-CELLS':
      return m.no_data_cells();
    default:
      return reason.code;
  }
}

/** A denominator is a formula over counters: their names are said in words. */
const inWords = (formula: string): string => formula.replace(/[a-z_]+/g, (name) => counterName(name) ?? name);
