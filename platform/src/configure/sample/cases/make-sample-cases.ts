import type { Database } from '../../../database/database.ts';
import { inTenant } from '../../../database/transaction.ts';
import type { Deps } from '../../../kernel/deps.ts';
import { present } from '../../../kernel/present.ts';
import { sampleCityActing } from '../apply-sample-scheme.ts';
import { sampleCity } from '../sample-city.ts';
import { castOf, type Cast } from './cast.ts';
import { playStory, type Company, type Stage } from './play-story.ts';
import { startsAt } from './starts-at.ts';
import { makeStories, type Story } from './stories.ts';

/** What native cases are made with: the accounts are those of `issuer`, photographs go into the folder `files`. */
export interface SampleCasesServices {
  readonly database: Database;
  readonly deps: Deps;
  readonly files: string;
  readonly issuer: string;
}

/** Tenants whose stories happen beside one another. */
const AT_ONCE = 3;

/**
 * Native cases over all desks of the sample city, as of now: every act through its command, as the person whose turn it is,
 * under a clock of the story. A story that happened once does not happen again. Yields how many each tenant got.
 */
export async function makeSampleCases(services: SampleCasesServices): Promise<ReadonlyMap<string, number>> {
  const now = services.deps.clock.now();
  const city = sampleCity();
  const cast = castOf(services.database, services.deps, services.issuer, city);
  const stories = await notHappened(services, makeStories(city));
  const rules = await readRules(services, stories);
  const byTenant = [...Map.groupBy(stories, ({ slug }) => slug).values()];
  const work = async (): Promise<void> => {
    for (let own = byTenant.shift(); own !== undefined; own = byTenant.shift()) {
      for (const story of own) {
        const stage = await stageOf(services, cast, story, rules, now);
        await playStory(stage, story, await startsAt(stage, story));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return new Map([...Map.groupBy(stories, ({ slug }) => slug)].map(([slug, own]) => [slug, own.length]));
}

/** Stories of which the city knows neither a case nor a report. */
async function notHappened({ database }: SampleCasesServices, stories: readonly Story[]): Promise<Story[]> {
  const acting = await sampleCityActing(database);
  const addresses = stories.map(({ address }) => address);
  const known = await inTenant(database, 'city', acting, async (trx) => {
    const [cases, reports] = [
      trx
        .selectFrom('biz.case')
        .select('address')
        .where('city_id', '=', acting.cityId)
        .where('address', 'in', addresses),
      trx
        .selectFrom('biz.report')
        .select('address')
        .where('city_id', '=', acting.cityId)
        .where('address', 'in', addresses),
    ];
    return [...(await cases.execute()), ...(await reports.execute())].map(({ address }) => address);
  });
  return stories.filter(({ address }) => !known.includes(address));
}

/** Classes of the filing conditions. */
async function readRules(
  { database }: SampleCasesServices,
  stories: readonly Story[],
): Promise<ReadonlyMap<number, number>> {
  if (stories.length === 0) return new Map();
  const acting = await sampleCityActing(database);
  const ids = stories.map(({ subject }) => subject.ruleId);
  const rows = await inTenant(database, 'city', acting, (trx) =>
    trx.selectFrom('lookup.case_rule').select(['id', 'class_id']).where('id', 'in', ids).execute(),
  );
  return new Map(rows.map(({ id, class_id }) => [id, present(class_id, `class of rule ${id}`)]));
}

/** Bodies of the city that work in its counties. */
const CITY_BODIES: readonly string[] = ['power', 'water'];

async function stageOf(
  { database, deps, files }: SampleCasesServices,
  cast: Cast,
  story: Story,
  rules: ReadonlyMap<number, number>,
  now: Date,
): Promise<Stage> {
  const { slug, source, subject, number } = story;
  const isTwo = TWO_COMMANDS.has(slug);
  // Whoever takes it in supervises; where one command is, the city does.
  const desk = isTwo && source !== 'city' ? slug : 'suining';
  const home = CITY_BODIES.includes(subject.lead) ? 'suining' : slug;
  const helper = subject.lead === 'enforcement' ? 'works' : 'enforcement';
  const company: Company = {
    acceptor: await cast(desk, 'centre', 'acceptor', number),
    shift_leader: await cast(desk, 'centre', 'shift_leader'),
    inspector: await cast(desk, 'centre', 'inspector'),
    leader: await cast(desk, 'centre', 'leader'),
    dispatcher: await cast(slug, 'centre', 'dispatcher'),
    city_dispatcher: await cast('suining', 'centre', 'dispatcher'),
    collector: await cast(desk, 'patrol', 'collector', number),
    // Whoever reported does not check.
    checker: await cast(desk, 'patrol', 'collector', number + 1),
    department: await cast(home, subject.lead, 'department'),
    worker: await cast(home, subject.lead, 'worker'),
    helper: await cast(slug, helper, 'department'),
  };
  let at = now;
  return {
    services: { database, deps: { ...deps, clock: { now: () => at } }, files, queue: { wake: async () => undefined } },
    moveTo: (next) => (at = next),
    ...{ company, now },
    known: {
      ...{ tenantId: company.dispatcher.tenantId, ruleId: subject.ruleId },
      classId: present(rules.get(subject.ruleId), `rule ${subject.ruleId}`),
      leadUnitId: company.department.body.id,
      helperUnitId: company.helper.body.id,
      collectorUnitId: company.collector.body.id,
    },
  };
}

/** Counties that command for themselves (一级监督、两级指挥). */
const TWO_COMMANDS: ReadonlySet<string> = new Set(['shehong', 'anju', 'pengxi', 'daying']);
