import type { ActName } from '../../../cases/lifecycle/acts.ts';
import type { Acted } from '../../../cases/lifecycle/record-attempt.ts';
import { ACT_COMMANDS, MAKING_COMMANDS, type MakingAct } from '../../../cases/lifecycle/commands.ts';
import type { Photo } from '../../../cases/media/media-types.ts';
import { rowsOf } from '../../../cases/lifecycle/lifecycle.ts';
import { receiveMedia } from '../../../cases/media/receive-media.ts';
import { submitReportCommand } from '../../../cases/reports/submit-report.ts';
import { wallText } from '../../../calendars/zone.ts';
import type { CommandServices } from '../../../commands/command.ts';
import { perform } from '../../../commands/perform.ts';
import { inTenant } from '../../../database/transaction.ts';
import { actingOf, type Actor } from '../../../identity/actor.ts';
import { present } from '../../../kernel/present.ts';
import type { Deed, Who } from './deeds.ts';
import { drawPhoto } from './draw-photo.ts';
import { givenOf, USAGES, type Known } from './given-of.ts';
import type { Story } from './stories.ts';

/** Who does what in a story. */
export type Company = Readonly<Record<Who, Actor>>;

/** What a story is played with. */
export interface Stage {
  /** With the clock of the story. */
  readonly services: CommandServices;
  /** Puts the clock to an instant. */
  moveTo(at: Date): void;
  readonly company: Company;
  readonly known: Known;
  readonly now: Date;
}

const MINUTE = 60_000;
/** Before the acceptor takes it in. */
const REPORTED_BEFORE = 6 * MINUTE;

/** Lets a story happen, deed by deed, each through its command as the person whose turn it is, at its own instant. */
export async function playStory(stage: Stage, story: Story, startsAt: Date): Promise<void> {
  const { services, company } = stage;
  let report: string | null = null;
  if (story.source === 'patrol') {
    stage.moveTo(new Date(startsAt.getTime() - REPORTED_BEFORE));
    report = await submit(stage, story);
  }
  let at = startsAt.getTime();
  let acted: Acted | null = null;
  for (const deed of story.deeds) {
    at += deed.after * MINUTE;
    stage.moveTo(new Date(at));
    const actor = company[deed.who];
    const photos = await takePhotos(stage, story, actor, USAGES[deed.act] ?? []);
    if (deed.act === 'register' || deed.act === 'self_handle') {
      acted = await take(stage, story, deed.act, report, photos);
    } else {
      const before: Acted = present(acted, 'the case');
      const target = await targetOf(stage, deed, actor, before);
      const input = { ...target, ...givenOf(deed, stage.known, stage.now), photos };
      const after: Acted = await perform(services, actor, ACT_COMMANDS[deed.act], { input, key: null });
      acted = { ...after, version: after.version ?? before.version };
    }
  }
}

/** A collector reports, with a photograph. Returns the report’s id. */
async function submit(stage: Stage, story: Story): Promise<string> {
  const { services, company, known } = stage;
  const { address, longitude, latitude, subject } = story;
  const photos = await takePhotos(stage, story, company.collector, ['before']);
  const input = {
    ...{ tenantId: known.tenantId, sourceCode: 'patrol', kind: kindOf(story), classId: known.classId },
    ...{ description: subject.words, address, longitude, latitude, photos },
  };
  const { reportId } = await perform(services, company.collector, submitReportCommand, { input, key: null });
  return reportId;
}

/** The acceptor takes in a call or a report. */
async function take(
  { services, company, known }: Stage,
  story: Story,
  act: MakingAct,
  reportId: string | null,
  photos: readonly Photo[],
): Promise<Acted> {
  const { address, longitude, latitude, subject, number } = story;
  // Some callers call twice.
  const phone = `1399000${String(1000 + (number % 17))}`;
  const caller = reportId === null ? { caller: { name: CALLERS[number % CALLERS.length]!, phone } } : { reportId };
  const input = {
    ...{ tenantId: known.tenantId, source: reportId === null ? 'hotline' : 'patrol', kind: kindOf(story) },
    ...{ classId: known.classId, words: subject.words, address, longitude, latitude, photos, ...caller },
  };
  return perform(services, company.acceptor, MAKING_COMMANDS[act], { input, key: null });
}

const CALLERS = ['刘女士', '陈先生', '周女士', '黄先生', '吴女士'];

/** Subjects up to this rule are components of the street, the others happenings. */
const LAST_COMPONENT = 375;
const kindOf = ({ subject }: Story): 'component' | 'event' =>
  subject.ruleId <= LAST_COMPONENT ? 'component' : 'event';

/** Takes and uploads what an act shows, as the body of who acts. */
function takePhotos(
  { services }: Stage,
  { number }: Story,
  actor: Actor,
  usages: readonly Photo['usage'][],
): Promise<Photo[]> {
  const at = services.deps.clock.now();
  return Promise.all(
    usages.map(async (usage) => {
      const isMended = usage === 'after' || usage === 'check';
      const bytes = await drawPhoto(`street ${number}`, isMended, wallText(at, 'Asia/Shanghai').slice(0, 16));
      const { sha256 } = await receiveMedia(services, actor, once(bytes));
      return { sha256, usage };
    }),
  );
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** An act on a task names the open task of who acts, every other one the case. */
async function targetOf({ services }: Stage, { act }: Deed, actor: Actor, { tenantId, caseId, version }: Acted) {
  const kinds = rowsOf(act satisfies ActName).flatMap(({ side, tasks = [] }) => (side === 'task' ? tasks : []));
  if (kinds.length === 0) return { tenantId, caseId, version };
  const { id } = await inTenant(services.database, actor.pool, actingOf(actor), (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('case_id', '=', caseId)
      .where('unit_id', '=', actor.body.id)
      .where('kind', 'in', kinds)
      .where('state', 'in', ['open', 'accepted'])
      .executeTakeFirstOrThrow(),
  );
  return { tenantId, taskId: id };
}
