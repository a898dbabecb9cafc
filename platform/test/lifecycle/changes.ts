import { STEP_FIELD } from '../../src/cases/fields.ts';
import { expect } from 'vitest';
import { refresh, replay, type CaseInMemory } from './memory.ts';

const COUNTED = [
  ...(['lead_unit_id', 'extension_count', 'rework_count', 'urgent', 'closing_type', 'self_handled'] as const),
  ...(['resume_at', 'class_id', 'rule_id', 'case_no', 'supervision_unit_id', 'command_unit_id', 'mode_from'] as const),
];
const TIMES = Object.keys(STEP_FIELD).map((kind) => `${kind}_at`);

/** Everything about a case that an act could touch. */
export function lookAt(stored: CaseInMemory) {
  refresh(stored);
  const { row, tasks, events } = stored;
  const { turns } = replay(stored).row;
  const columns = row as unknown as Record<string, unknown>;
  return {
    ...{ state: row.state, version: row.version, baton: `${row.holder_unit_id} for ${row.holder_id}` },
    facts: Object.fromEntries([...COUNTED, ...TIMES].map((name) => [name, columns[name]])),
    tasks: tasks.filter(({ kind }) => kind !== 'notice').map((task) => ({ ...task, answer: null })),
    notices: tasks.filter(({ kind, state }) => kind === 'notice' && state === 'open').length,
    ...{ turns, events: [...events] },
  };
}
export type Look = ReturnType<typeof lookAt>;

function taskChanges(before: Look, after: Look): string[] {
  return after.tasks.flatMap((now) => {
    const was = before.tasks.find(({ id }) => id === now.id);
    const name = `${now.kind} ${now.unitId}`;
    if (was === undefined) {
      expect({ ...now, asks: null, hasInner: false, state: 'open' }).toEqual(now);
      return [`opens ${name}`];
    }
    const { state, asks, asksUnitId, otherId, hasInner, ...rest } = now;
    const { state: stateWas, asks: askedWas, asksUnitId: deciderWas, otherId: otherWas, ...more } = was;
    const { hasInner: innerWas, ...restWas } = more;
    expect(rest).toEqual(restWas);
    expect(asksUnitId === null).toBe(asks === null);
    if (asks === askedWas) expect([asksUnitId, otherId]).toEqual([deciderWas, otherWas]);
    return [
      ...(state === stateWas ? [] : [`${verbOf(stateWas, state)} ${name}`]),
      ...(asks === askedWas ? [] : [`asks ${asks ?? 'nothing'} of ${name}`]),
      ...(hasInner === innerWas ? [] : [`inside of ${name}`]),
    ];
  });
}
function verbOf(was: string, now: string): string {
  if (now === 'answered') return 'answers';
  if (now === 'withdrawn') return 'withdraws';
  if (now === 'accepted') return was === 'open' ? 'accepts' : 'restores';
  return `${was} → ${now}`;
}

type Turn = Look['turns'][number];
const keyOf = ({ step, unitId, startedAt }: Turn): string => `${step} ${unitId} ${startedAt.toISOString()}`;
const runningOf = ({ endedAt, pauses }: Turn): 'over' | 'stands' | 'runs' =>
  endedAt !== null ? 'over' : pauses.some(({ to }) => to === null) ? 'stands' : 'runs';

function clockChanges(before: Look, after: Look): string[] {
  const [was, now] = [before, after].map(({ turns }) => new Map(turns.map((turn) => [keyOf(turn), turn])));
  const gone = [...was!].flatMap(([key, { step }]) => (now!.has(key) ? [] : [`${step} never was`]));
  const changes = [...now!].flatMap(([key, turn]) => {
    const old = was!.get(key);
    const [running, ran] = [runningOf(turn), old === undefined ? null : runningOf(old)];
    if (old === undefined) return [running === 'runs' ? `${turn.step} runs at ${turn.unitId}` : `${turn.step} ran`];
    if (running !== ran) return [`${turn.step} ${{ over: 'ends', stands: 'stands', runs: 'goes on' }[running]}`];
    const [due, dueBefore] = [turn.dueAt?.getTime() ?? 0, old.dueAt?.getTime() ?? 0];
    return due === dueBefore ? [] : [`${turn.step} is due ${due > dueBefore ? 'later' : 'earlier'}`];
  });
  return [...gone, ...changes];
}

/** In the words of the golden table. */
function factChanges(before: Look, after: Look): string[] {
  const words: Readonly<Record<string, (value: unknown) => string>> = {
    lead_unit_id: (unit) => `lead ${String(unit ?? 'nobody')}`,
    extension_count: (count) => `extensions ${String(count)}`,
    rework_count: (count) => `reworks ${String(count)}`,
    urgent: (is) => (is === true ? 'urgent' : 'not urgent'),
    closing_type: (type) => `closing ${String(type)}`,
    self_handled: (is) => (is === true ? 'self-handled' : 'not self-handled'),
    rule_id: (id) => (id === null ? 'no condition' : 'condition'),
    resume_at: (at) => (at === null ? 'no resumes' : 'resumes'),
  };
  return Object.entries(after.facts).flatMap(([name, value]) => {
    const was = before.facts[name];
    if (String(value) === String(was)) return [];
    const time = name.replace(/_at$/, '');
    return [words[name]?.(value) ?? (name.endsWith('_at') ? (value === null ? `no ${time}` : time) : `${name}!`)];
  });
}

/** What an act changed, in the words of what-follows.golden.md; empty of everything it left as it was. */
export function changesIn(before: Look, after: Look) {
  return {
    state: after.state === before.state ? '—' : after.state,
    to: after.baton === before.baton ? '—' : after.baton,
    tasks: taskChanges(before, after).sort(),
    clocks: clockChanges(before, after).sort(),
    facts: factChanges(before, after).sort(),
  };
}
