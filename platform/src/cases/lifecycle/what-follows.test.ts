import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesIn, lookAt, type Look } from '../../../test/lifecycle/changes.ts';
import { homeOf, read, runClerk, type CaseInMemory } from '../../../test/lifecycle/memory.ts';
import type { Column } from '../../../test/lifecycle/situations.ts';
import { doLine, performerOf, played, taskFor, unitOf } from '../../../test/lifecycle/story.ts';
import { CASE_STATES } from '../stage.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { MAKING_COMMANDS } from './commands.ts';
import { LIFECYCLE, rowsOf } from './lifecycle.ts';
import { tryRows } from './refuse.ts';
import type { Performer } from './standing.ts';
import type { Transition } from './transition.ts';

const GOLDEN = new URL('../../../test/lifecycle/what-follows.golden.md', import.meta.url);
const [effects, needs] = readFileSync(GOLDEN, 'utf8').split('\n# What has to be given, and when\n') as [string, string];

const rowsIn = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const listIn = (cell: string): string[] => (cell === '—' ? [] : cell.split(', '));

const WHERE: Readonly<Record<string, readonly Column[]>> = {
  every: ['one-one', 'one-two by city', 'one-two by county'],
  city: ['one-one', 'one-two by city'],
  county: ['one-two by county'],
  two: ['one-two by city', 'one-two by county'],
  'two city': ['one-two by city'],
};
const LINES = rowsIn(effects).flatMap((cells) => {
  const [act, story, by, where, then, to, tasks, clocks, facts] = cells as [string, string, string, ...string[]];
  return WHERE[where!]!.map((column) => ({
    ...{ act, story, by, column, then: then!, to: to! },
    ...{ tasks: listIn(tasks!), clocks: listIn(clocks!), facts: listIn(facts!) },
  }));
});
type Line = (typeof LINES)[number];

/** Names of bodies by their numbers, as a case of a column has them. */
const named = (text: string, column: Column): string =>
  text
    .split(' ')
    .map((word) => (BODY_WORDS.has(word) ? String(unitOf(word, column)) : word))
    .join(' ');
const BODY_WORDS = new Set(['supervision', 'city', 'county', 'body', 'helper', 'collectors', 'utility']);

const NOTHING = { state: '—', to: '—', tasks: [], clocks: [], facts: [] };

function expectedOf({ then, to, tasks, clocks, facts, column }: Line, before: Look) {
  const state = then.replace(' by the clerk', '');
  const [body, tenant] = to.split(' for ').map((name) => (name === '—' ? null : unitOf(name, column)));
  const baton = body == null ? '—' : `${body} for ${homeOf(tenant!)}`;
  return {
    state: state === 'note' || state === before.state ? '—' : state,
    to: baton === before.baton ? '—' : baton,
    tasks: tasks.map((text) => named(text, column)).sort(),
    clocks: clocks.map((text) => named(text, column)).sort(),
    facts: facts.map((text) => (text.startsWith('lead') ? named(text, column) : text)).sort(),
  };
}

const MINUTE = 60_000;
const pass = (stored: CaseInMemory): void => void (stored.now = new Date(stored.now.getTime() + 3 * MINUTE));

/** The row of the table by which somebody does an act. */
function rowFor(stored: CaseInMemory, { act, by, column }: Line): Transition {
  const [who, post] = by.split(' ') as [string, Performer['post']];
  if (by === 'clerk') return rowsOf('resume').find(({ side }) => side === 'clerk')!;
  const performer = performerOf(who, post, column);
  const name = act.split(' ')[0] as ActName;
  const id = taskFor(stored, performer, name);
  const { standing } = read(stored, performer, id)!;
  const task = standing.tasks.find((one) => one.id === id) ?? null;
  return tryRows(rowsOf(name), { standing, who: performer, task, now: stored.now }).attempt.row;
}

/** Who acts asks; a rework is asked in the name of the desk that dispatched the case, which goes on deciding about it. */
function askersOf({ act, by, column }: Line, before: Look, after: Look) {
  const opened = after.tasks.filter(({ id }) => before.tasks.every((task) => task.id !== id));
  const desk = before.tasks.findLast(({ kind }) => kind === 'lead')?.askerUnitId;
  return opened.map(({ kind, askerUnitId: asker }) => ({
    ...{ asker, expected: act.startsWith('fail_') && kind === 'lead' ? desk : unitOf(by.split(' ')[0]!, column) },
  }));
}

const used = new Map<Transition, Set<string>>();

describe('what follows from an act', () => {
  it.each(LINES.map((line) => [`${line.act}, ${line.story}, by ${line.by}: ${line.column}`, line] as const))(
    '%s',
    (_title, line) => {
      const stored = played(line.story, line.column);
      const before = lookAt(stored);
      const row = rowFor(stored, line);
      const isByClerk = line.then.endsWith(' by the clerk');
      if (line.by === 'clerk') runClerk(stored);
      else doLine(stored, line.column, `${line.by} ${line.act}`);
      if (isByClerk) {
        const noted = lookAt(stored);
        expect(changesIn(before, noted)).toEqual(NOTHING);
        expect([noted.version - before.version, noted.notices]).toEqual([0, 1]);
        pass(stored);
        runClerk(stored);
      }
      const after = lookAt(stored);
      expect(after.notices).toBe(0);
      expect(changesIn(before, after)).toEqual(expectedOf(line, before));
      expect(after.version - before.version).toBe(line.then === 'note' ? 0 : 1);
      expect(after.events.slice(0, before.events.length)).toEqual(before.events);
      for (const { asker, expected } of askersOf(line, before, after)) expect(asker).toBe(expected);
      used.set(row, new Set([...(used.get(row) ?? []), ...line.clocks]));
      printed(row, line);
    },
  );

  it('comes by every row of the table', () => {
    const makesNone = LIFECYCLE.filter(({ act }) => !(act in MAKING_COMMANDS));
    expect(makesNone.filter((row) => !used.has(row)).map(({ act, side }) => `${act} by ${side}`)).toEqual([]);
  });

  it('is as the page of the lifecycle prints it: each clock that a row names is touched by it', () => {
    for (const [{ act, side, clock = {} }, lines] of used) {
      const named = [...lines];
      const says = (step: string | undefined, how: string): boolean =>
        step === undefined || named.some((line) => line.startsWith(`${step} ${how}`));
      const touched = {
        ...{ act, side, stops: says(clock.stops, 'ends'), pauses: says(clock.pauses, 'stands') },
        starts: says(clock.starts, 'runs') || says(clock.starts, 'goes on'),
        ...{ resumes: says(clock.resumes, 'goes on'), extends: says(clock.extends, 'is due later') },
      };
      expect(touched).toEqual({ act, side, stops: true, pauses: true, starts: true, resumes: true, extends: true });
    }
  });
});

/** What the row itself states, which the page of the lifecycle prints, agrees with the line of the golden table. */
function printed(row: Transition, { act, then, to, tasks, clocks }: Line): void {
  if (act === 'recall') return; // states nothing: the clerk undoes what was done
  const state = then.replace(' by the clerk', '');
  expect(row.to ?? 'note').toBe(state);
  if (to !== '—') expect(row.baton).toBeDefined();
  const kindsOf = (verb: string): string[] =>
    tasks.filter((text) => text.startsWith(`${verb} `)).map((text) => text.split(' ')[1]!);
  const opens = kindsOf('opens').filter((kind) => !(kind === 'assist' && row.takes?.includes('assists')));
  if (row.opens !== 'command') expect(opens).toEqual(row.opens === undefined ? [] : [row.opens]);
  for (const kind of kindsOf('answers')) expect(row.settles).toContain(kind);
  for (const kind of kindsOf('withdraws')) expect(row.withdraws).toContain(kind);
  // Acts from any state stop whichever clock runs.
  if (row.from.length > 1 && row.act !== 'assign_inside') return;
  const ofBodies = ['verify', 'check', 'assist'];
  const stepsThat = (verb: string): string[] =>
    clocks.filter((text) => text.includes(` ${verb}`)).map((text) => text.split(' ')[0]!);
  const own = (steps: string[]): string[] => steps.filter((step) => !ofBodies.includes(step));
  const { clock = {} } = row;
  const ends = stepsThat('ends').filter((step) => !ofBodies.includes(step) || kindsOf('answers').includes(step));
  for (const step of ends) expect(clock.stops).toBe(step);
  const helps = row.takes?.includes('assists');
  for (const step of stepsThat('runs')) if (step !== 'assist' || !helps) expect(clock.starts).toBe(step);
  for (const step of own(stepsThat('stands'))) expect(clock.pauses).toBe(step);
  for (const step of own(stepsThat('goes on'))) expect([clock.resumes, clock.starts]).toContain(step);
  for (const step of stepsThat('is due')) expect(clock.extends).toBe(step);
}

const needsOf = ({ needs: needed = [] }: Transition): string => needed.join(', ') || '—';

describe('what has to be given, and when', () => {
  it.each(rowsIn(needs))('%s in %s by %s: %s', (act, states, posts, needed) => {
    // The clerk resumes of himself and gives no reason.
    const rows = rowsOf(act as ActName).filter((row) => row.side !== 'clerk' && needsOf(row) === needed);
    expect(rows).not.toEqual([]);
    const may = new Set(rows.flatMap((row) => row.posts));
    expect([...may].sort()).toEqual(listIn(posts!).sort());
    const from = new Set(rows.flatMap((row) => row.from));
    const ends = ['closed', 'refused', 'void', 'moved', 'merged'];
    const open = CASE_STATES.filter((state) => !ends.includes(state));
    const named = listIn(states!).flatMap((state) => (state === 'any open' ? open : [state]));
    expect([...from].sort()).toEqual(named.sort());
  });

  it('names every act, with all that its rows need', () => {
    const all = ACT_NAMES.flatMap((act) => rowsOf(act).filter(({ side }) => side !== 'clerk'));
    const lines = rowsIn(needs).map(([act, , , needed]) => `${act}: ${needed}`);
    expect(lines.sort()).toEqual([...new Set(all.map((row) => `${row.act}: ${needsOf(row)}`))].sort());
  });
});
