import { changed, cityTakesPart, opened } from './decide-tasks.ts';
import { dataOf, leadAfter, limitData, wordsOf } from './event-data.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import type { Assist, Given } from './given.ts';
import type { ActEvent, Known, NewTask, Outcome } from './outcome.ts';
import type { Attempt } from './guards.ts';
import { isElsewhere } from './refuse.ts';
import { isOpen } from './standing.ts';
import { isMove } from './transition.ts';

/**
 * What an act that is allowed leads to: its event, the tasks it opens, answers and withdraws. A desk that does not hold the
 * case moves it through the clerk of who does: its decision is a note, and a notice shows it to him. What he does stands in
 * the note alone, which nobody writes in another's name.
 */
export function decide(attempt: Attempt, given: Given, known: Known): Outcome {
  const { row, standing, who } = attempt;
  if (isElsewhere(attempt) || (row.act === 'recall' && who.post !== 'clerk')) return decideElsewhere(attempt, given);
  const { task } = attempt;
  const lead = leadAfter(attempt, given);
  const own = task ?? standing.tasks.find((one) => isOpen(one) && one.kind === 'lead' && one.unitId === who.unitId);
  const event: ActEvent = {
    kind: row.event,
    data: dataOf(attempt, given, known, lead),
    leadUnitId: lead ?? standing.leadUnitId,
    taskId: own !== undefined && own.unitId === who.unitId ? own.id : null,
    isMove: isMove(row),
    ...(row.event === 'resumed' ? endOfSuspension(attempt) : {}),
  };
  const assists = (given.assists ?? []).map((assist) => assistAsked(assist, lead));
  return {
    events: [...before(attempt), event, ...assists],
    opens: opened(attempt, given),
    changes: changed(attempt, given),
  };
}

/** When a suspension is over that is resumed on a day that has come: on that day, however late that is written down. */
function endOfSuspension({ standing: { resumeAt }, now }: Attempt): { readonly at?: Date } {
  return resumeAt === null || resumeAt > now ? {} : { at: resumeAt };
}

/** What an act does on its way: the filing of what is filed and dispatched at once, and the end of a suspension whose day has come. */
function before(attempt: Attempt): ActEvent[] {
  const { row, standing } = attempt;
  const on = (kind: 'filed' | 'resumed'): ActEvent => ({
    ...{ kind, data: { act: row.act }, leadUnitId: standing.leadUnitId, taskId: null, isMove: true },
  });
  if (row.act === 'file_urgent') return [on('filed')];
  const end = endOfSuspension(attempt);
  const isLeft = standing.state === 'suspended' && isMove(row) && row.event !== 'resumed';
  return isLeft && end.at !== undefined ? [{ ...on('resumed'), ...end }] : [];
}

/** Of a body asked to help as soon as the case is dispatched: the same note as if it were asked afterwards. */
const assistAsked = ({ unitId, words, limit }: Assist, leadUnitId: number | null): ActEvent => ({
  kind: 'assist_asked',
  data: {
    ...{ act: 'ask_assist', words: maskPersonal(words), unitId, step: 'assist' },
    ...(limit === undefined ? {} : limitData(limit)),
  },
  ...{ leadUnitId, taskId: null, isMove: false },
});

function decideElsewhere(attempt: Attempt, given: Given): Outcome {
  const { row, standing, who } = attempt;
  const note: ActEvent = {
    kind: row.act === 'recall' ? 'recall_asked' : 'decided',
    data: {
      ...{ act: row.act, forVersion: standing.version, ...wordsOf(given) },
      ...(row.grants ? { request: row.grants, granted: true } : {}),
      ...(given.until === undefined ? {} : { resumeAt: given.until }),
    },
    ...{ leadUnitId: standing.leadUnitId, taskId: null, isMove: false },
  };
  const desk = standing.holderId === standing.cityId ? standing.cityDeskUnitId : standing.commandUnitId;
  const notice: NewTask = {
    ...{ kind: 'notice', subtype: 'decision', unitId: desk, askerUnitId: who.unitId, alsoUnitId: null },
    ...{ words: given.words ?? null, limit: null, until: null, barred: [] },
    onBehalfOfUnitId: null,
    otherId: cityTakesPart(attempt) ? standing.cityId : null,
  };
  return { events: [note], opens: [notice], changes: [] };
}
