import { signIn, type Person } from './person.ts';
import type { Walk } from './hop.ts';

/** Where a case is, and what it is about. */
export interface Place {
  readonly tenant: string;
  /** WGS-84 degrees. */
  readonly longitude: number;
  readonly latitude: number;
  /** Class by its words, and its filing condition. */
  readonly className: string;
  readonly condition: string;
}

export interface Opened {
  readonly walk: Walk;
  readonly classId: number;
  readonly ruleId: number;
}

/** Begins a walk: who watches it, in whose county it is, which bodies may be named there. */
export async function openWalk(origin: string, observer: string, place: Place, print: Walk['print']): Promise<Opened> {
  const people: Walk['people'] = new Map();
  const watching = signIn(origin, observer);
  people.set(observer, watching);
  const person = await watching;
  const { longitude, latitude } = place;
  const { places } = await person.question<{ places: { tenantId: number; tenantName: string }[] }>('cases.locate', {
    ...{ longitude, latitude },
  });
  const tenantId = places.find(({ tenantName }) => tenantName === place.tenant)?.tenantId;
  if (tenantId === undefined) throw new Error(`the point is not in ${place.tenant}: ${JSON.stringify(places)}`);
  const bodies = await bodiesOf(person, tenantId);
  const { cityId } = person;
  return {
    walk: {
      ...{ origin, observer, print, people, bodies, tenantId, cityId },
      caseId: null,
      version: null,
      doneAt: new Map(),
    },
    ...(await classOf(person, tenantId, place)),
  };
}

async function bodiesOf(person: Person, tenantId: number): Promise<Map<string, number>> {
  const { bodies } = await person.read<{ bodies: { nodes: { unitId: number; name: string }[] } }>('DeskBodies', {
    ...{ tenantId, first: 200 },
  });
  return new Map(bodies.nodes.map(({ unitId, name }) => [name, unitId]));
}

async function classOf(person: Person, tenantId: number, { className, condition }: Place) {
  const { classes } = await person.question<{ classes: { id: number; name: string }[] }>('cases.search_classes', {
    ...{ tenantId, words: className },
  });
  const classId = classes.find(({ name }) => name === className)?.id;
  if (classId === undefined) throw new Error(`no class is called ${className}`);
  const { rules } = await person.question<{ rules: { id: number; condition: string }[] }>('cases.class_rules', {
    ...{ tenantId, classId },
  });
  const ruleId = rules.find((rule) => rule.condition === condition)?.id;
  if (ruleId === undefined) throw new Error(`${className} has no condition ${condition}`);
  return { classId, ruleId };
}
