import { message } from '../../kernel/message.ts';
import { bySpan, type AsOf } from '../../calendars/spans.ts';
import { chooseRule as choose } from '../../catalogues/choose-rule.ts';
import { plainName } from '../../catalogues/catalogues.ts';
import type { Catalogues } from '../../catalogues/catalogues.ts';
import type { PlaceIndex } from '../../geography/place-index.ts';
import { placePoint } from '../../geography/place-point.ts';
import type { ChosenRule, IntakeContext } from './draft.ts';
import { compileMapping } from '../mapping/compile.ts';
import type { MappingDocument } from '../mapping/document.ts';
import type { NamedUnit } from '../mapping/read-units.ts';
import { unitWords, type UnitWords } from '../mapping/unit-words.ts';
import { severitiesOf } from '../findings/severities.ts';
import { splitClassKey } from './classify.ts';
import { Problem } from '../../kernel/problem.ts';

export interface ContextParts {
  readonly mapping: MappingDocument;
  /** As the tenant applies them; only the limits change in time. */
  readonly catalogues: AsOf<Catalogues>;
  readonly places: AsOf<PlaceIndex>;
  /** Those that have ended too, and the zone of their days. Null where no county is known: then units are not judged. */
  readonly units: { readonly named: readonly NamedUnit[]; readonly zone: string } | null;
  readonly now: Date;
}

/** Joins mapping, catalogues and places into what the rules ask. Throws `ENV-MAPPING` for classes or conditions unknown. */
export function makeContext({ mapping, catalogues: catalogued, places, units, now }: ContextParts): IntakeContext {
  const catalogues = catalogued(now);
  checkClasses(mapping, catalogues);
  const defaults = defaultConditions(mapping, catalogues);
  const crs = mapping.place?.crs ?? 'WGS84';
  const placeholders = (mapping.place?.placeholders ?? []).map(({ x, y }) => [x, y] as const);
  const wordsAt: AsOf<UnitWords> = units === null ? () => () => ({ bodyId: null }) : unitWordsOf(mapping, units);
  const chosenIn = new WeakMap<Catalogues, Map<string, ChosenRule>>();
  return {
    mapping: compileMapping(mapping),
    severityOf: severitiesOf(mapping.severities),
    now: now.getTime(),
    classByCode: (catalogue, kind, code) => catalogues.classByCode(catalogue, kind, code),
    classByName: (catalogue, kind, name) => catalogues.classByName(catalogue, kind, name),
    unitOf: (word, at) => wordsAt(at)(word),
    placesAt: places,
    place: (x, y, at) => placePoint(places(at), x, y, crs, placeholders),
    chooseRule(classId, condition, at) {
      const limited = catalogued(at);
      let chosen = chosenIn.get(limited);
      if (chosen === undefined) chosenIn.set(limited, (chosen = new Map()));
      const key = `${classId ?? ''}:${condition ?? ''}`;
      let found = chosen.get(key);
      if (found === undefined) {
        const byMapping = classId === null ? null : (defaults.get(classId) ?? null);
        const { rule, ambiguous, isNamed } = choose(limited, classId, condition, byMapping);
        found = {
          ruleId: rule?.id ?? null,
          limitValue: rule?.limitValue ?? null,
          limitUnit: rule?.limitUnit ?? null,
          ambiguous,
          isNamed,
        };
        if (chosen.size < 10_000) chosen.set(key, found);
      }
      return found;
    },
  };
}

const unitWordsOf = (mapping: MappingDocument, { named, zone }: NonNullable<ContextParts['units']>) =>
  bySpan(named, zone, (day) => unitWords(mapping, named, day));

/** Every class the mapping names must exist, or its words would be unknown in every row. */
function checkClasses(mapping: MappingDocument, catalogues: Catalogues): void {
  const named = Object.values(mapping.class.values).map((t) => (typeof t === 'string' ? t : t.class));
  const unknown = new Set(named.filter((key) => !catalogues.classByCode(mapping.catalogue, ...splitClassKey(key))));
  if (unknown.size > 0) {
    throw new Problem('ENV-MAPPING', {
      reason: message('mapping.class-unknown', {
        catalogue: message(`catalogue.${mapping.catalogue}`),
        classes: [...unknown].join(', '),
      }),
    });
  }
}

function defaultConditions(mapping: MappingDocument, catalogues: Catalogues): Map<number, string> {
  const defaults = new Map<number, string>();
  for (const [key, condition] of Object.entries(mapping.limit.defaults)) {
    const row = catalogues.classByCode(mapping.catalogue, ...splitClassKey(key));
    const rule = row && catalogues.rulesOfClass(row.id).find((r) => plainName(r.condition) === plainName(condition));
    if (!row || !rule)
      throw new Problem('ENV-MAPPING', { reason: message('mapping.no-condition', { class: key, condition }) });
    defaults.set(row.id, condition);
  }
  return defaults;
}
