import { all, seq } from './combine.ts';
import { caseNo } from './case-no.ts';
import { claims } from './claims.ts';
import { classify } from './classify.ts';
import { county } from './county.ts';
import { key } from './key.ts';
import { lead } from './lead.ts';
import { namedPlaces } from './named-places.ts';
import { ends, ofTheDay, order } from './order.ts';
import { person } from './person.ts';
import { place } from './place.ts';
import { revision } from './revision.ts';
import { source } from './source.ts';
import { status } from './status.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';

/**
 * Every rule a row meets, in the order it meets them. A row without a usable id or of another county is looked at no
 * further; everything else speaks at once, so that a sender can repair a row in one go. Times come first, because by them
 * rules, places and units are looked up.
 */
export const caseRules = seq(
  all(seq(key, caseNo), county),
  all(
    revision,
    source,
    seq(times, status, ofTheDay, all(order, ends)),
    classify,
    seq(place, namedPlaces),
    seq(texts, lead),
    claims,
    person,
  ),
);
