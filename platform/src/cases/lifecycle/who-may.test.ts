import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COLUMNS,
  NOW,
  SITUATIONS,
  standing,
  task,
  UNITS,
  type Column,
  type Who,
} from '../../../test/lifecycle/situations.ts';
import { OPEN_STATES, STAGE_OF_STATE, type CaseState } from '../stage.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { MAKING_COMMANDS } from './commands.ts';
import { rowsOf } from './lifecycle.ts';
import { offersOn } from './offers.ts';
import { POSTS, type Post } from './posts.ts';
import { tryRows } from './refuse.ts';
import { ORDERS } from './orders.ts';
import { isOnTask } from './transition.ts';
import type { Performer, Standing, Task } from './standing.ts';

const GOLDEN = new URL('../../../test/lifecycle/who-may.golden.md', import.meta.url);
const [cases, tasks] = readFileSync(GOLDEN, 'utf8').split('\n# Tasks\n') as [string, string];

type Cells = readonly string[];
const cellsOf = (table: string): Cells[] =>
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
const actsIn = (cell: string): string[] => (cell === '—' ? [] : cell.split(', '));
const sections = new Map(
  cases
    .split('\n## ')
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), cellsOf(text)] as const),
);

/** What the table says of somebody in a situation; null where there is no such case. */
function expected(heading: string, column: Column, who: string): string[] | null {
  const index = Object.keys(COLUMNS).indexOf(column) + 1;
  const headings = [heading, ...(SITUATIONS[heading]?.also ?? [])];
  const cells = headings.flatMap((one) => (sections.get(one) ?? []).filter(([name]) => name === who));
  const own = sections.get(heading)!;
  if (own.length > 0 && own.every((row) => row[index] === '·')) return null;
  return [...new Set(cells.flatMap((row) => actsIn(row[index]!)))].sort();
}

/** Acts on a case; those that make one are no acts on it. */
const ACTS = ACT_NAMES.filter((name) => !(name in MAKING_COMMANDS));
const isActOnTask = (act: ActName): boolean => rowsOf(act).some(isOnTask);

function allowed(on: Standing, who: Performer, of: Task | null): string[] {
  return ACTS.filter((act) => isActOnTask(act) === (of !== null))
    .filter((act) => tryRows(rowsOf(act), { standing: on, who, task: of, now: NOW }).refusal === null)
    .sort();
}
const offered = (on: Standing, who: Performer, of: Task | null): string[] =>
  offersOn(on, who, of, NOW)
    .flatMap(({ act, refusal }) => (refusal === null ? [act] : []))
    .sort();
const performer = (who: Who, post: Performer['post']): Performer => ({
  ...{ tenantId: who === 'city' || who === 'utility' ? 1 : 2, unitId: UNITS[who], post, personId: null },
});
const WHOM = Object.keys(UNITS) as Who[];

describe('the table of who may do what', () => {
  it('names every situation, and every state is in one', () => {
    const common = new Set(Object.values(SITUATIONS).flatMap(({ also }) => also));
    expect([...sections.keys()].filter((name) => !common.has(name)).sort()).toEqual(Object.keys(SITUATIONS).sort());
    const states = Object.values(SITUATIONS).map(({ changes }) => changes('city').state ?? 'disposing');
    expect([...new Set(states)].sort()).toEqual(Object.keys(STAGE_OF_STATE).sort());
  });

  it('knows bodies, posts and acts by their names, and lets every act be done by somebody', () => {
    const rows = [...sections.values()].flat();
    const names = rows.map(([who]) => who!.split(' ')).filter(([who]) => who !== 'clerk');
    expect(names.filter(([who, post]) => !(who! in UNITS) || !POSTS.includes(post as Post))).toEqual([]);
    const onCases = rows.flatMap(([, ...cells]) => cells.filter((cell) => cell !== '·').flatMap(actsIn));
    const onTasks = cellsOf(tasks).flatMap(([, , ...cells]) => cells.flatMap(actsIn));
    expect([...new Set([...onCases, ...onTasks])].sort()).toEqual([...ACTS].sort());
  });

  describe.each(Object.keys(SITUATIONS))('%s', (heading) => {
    it.each(Object.keys(COLUMNS) as Column[])('%s', (column) => {
      if (expected(heading, column, 'clerk') === null) return;
      const on = standing(column, SITUATIONS[heading]!.changes(COLUMNS[column].supervision));
      const ofMachines = new Map<Who, string[]>();
      for (const who of WHOM) {
        for (const post of POSTS) {
          const may = expected(heading, column, `${who} ${post}`)!;
          expect({ who, post, may: allowed(on, performer(who, post), null) }).toEqual({ who, post, may });
          expect({ who, post, may: offered(on, performer(who, post), null) }).toEqual({ who, post, may });
          ofMachines.set(who, [...(ofMachines.get(who) ?? []), ...may]);
        }
        const may = [...new Set(ofMachines.get(who))].sort();
        expect({ who, may: allowed(on, performer(who, 'machine'), null) }).toEqual({ who, may });
        expect({ who, may: allowed(on, performer(who, 'other'), null) }).toEqual({ who, may: [] });
      }
      expect(allowed(on, performer('county', 'clerk'), null)).toEqual(expected(heading, column, 'clerk'));
    });
  });
});

describe('the table of who may do what with a task', () => {
  const [, ...posts] = tasks
    .split('\n')
    .find((line) => line.startsWith('| task'))!
    .split('|')
    .slice(2, -1);
  const rows = cellsOf(tasks).map(([what, state, ...cells]) => [what!, state as CaseState, cells] as const);

  describe.each(rows)('%s in %s', (what, state, cells) => {
    const [kind, taskState] = what.split(' ') as [Task['kind'], Task['state']];
    const isOrder = kind === 'reply';
    const each = (isOrder ? [null, ...ORDERS] : [null]).map((order) =>
      task(kind, 'helper', { state: taskState, order }),
    );
    const [of] = each as [Task];

    it.each(Object.keys(COLUMNS) as Column[])('%s', (mode) => {
      for (const who of WHOM) {
        for (const post of POSTS) {
          const column = who === 'county' ? `${post} of who asked` : who === 'helper' ? post : null;
          const cell = cells[posts.findIndex((name) => name.trim() === column)];
          const may = cell === undefined ? [] : actsIn(cell).sort();
          // Whoever assists, verifies or checks does not see the case, nor its state.
          const unseen = OPEN_STATES.includes(state) && state !== 'suspended' && state !== 'filing' ? [null] : [];
          for (const seen of [state, ...unseen]) {
            for (const one of each) {
              const on = standing(mode, { state: seen, tasks: [one] });
              expect({ who, post, may: allowed(on, performer(who, post), one) }).toEqual({ who, post, may });
              expect({ who, post, may: offered(on, performer(who, post), one) }).toEqual({ who, post, may });
            }
          }
        }
      }
    });

    it.each(['answered', 'confirmed', 'returned', 'withdrawn'] as const)(
      'nobody does anything once it is %s',
      (end) => {
        const ended = { ...of, state: end };
        const on = standing('one-one', { state, tasks: [ended] });
        for (const post of POSTS) {
          expect(allowed(on, performer('helper', post), ended)).toEqual([]);
          expect(allowed(on, performer('county', post), ended)).toEqual([]);
        }
      },
    );
  });
});

describe('beside the table', () => {
  it('only the acceptor of the desk that supervises takes a case in', () => {
    for (const column of Object.keys(COLUMNS) as Column[]) {
      for (const who of WHOM) {
        for (const post of POSTS) {
          const on = standing(column, { state: null });
          for (const act of ['register', 'self_handle'] as const) {
            const { refusal } = tryRows(rowsOf(act), { standing: on, who: performer(who, post), task: null, now: NOW });
            const may = who === COLUMNS[column].supervision && post === 'acceptor';
            expect({ column, who, post, may: refusal === null }).toEqual({ column, who, post, may });
          }
        }
      }
    }
  });

  it('a mode gives an act to other posts in the place of the common ones', () => {
    const on = standing('one-one', { ...SITUATIONS.filing!.changes('city') });
    const acceptorsFile = { ...on, mode: { ...on.mode, rights: { file: ['acceptor'] } } };
    expect(allowed(acceptorsFile, performer('city', 'acceptor'), null)).toEqual(['file']);
    expect(allowed(acceptorsFile, performer('city', 'shift_leader'), null)).not.toContain('file');
  });

  it('a body that asks to give its task back gives it to nobody inside until that is decided; another request is none', () => {
    const inside = (asks: Task['asks'], kind: 'lead' | 'assist' = 'lead') => {
      const of = task(kind, 'body', { state: 'accepted', asks });
      return allowed(standing('one-one', { tasks: [of] }), performer('body', 'department'), of);
    };
    expect(inside('return')).toEqual([]);
    for (const asks of [null, 'extension', 'suspension', 'void'] as const)
      expect(inside(asks)).toEqual(['assign_inside']);
  });

  it('a spot check is answered with a finding, another order is not', () => {
    const needsOf = (order: Task['order']) => {
      const of = task('reply', 'helper', { order });
      const offers = offersOn(
        standing('one-one', { state: 'closed', tasks: [of] }),
        performer('helper', 'dispatcher'),
        of,
        NOW,
      );
      return offers.find(({ act }) => act === 'answer_order')?.needs;
    };
    expect(needsOf('spot_check')).toEqual(['finding', 'words']);
    for (const order of [null, 'supervise', 'reassign', 'supplement'] as const)
      expect(needsOf(order)).toEqual(['words']);
  });

  it('a mode that names the posts of a decision names them for every request, the second extension too', () => {
    const on = standing('one-one', {
      ...SITUATIONS['disposing: extended once, and a second extension is asked for']!.changes('city'),
    });
    const shiftLeadersExtend = { ...on, mode: { ...on.mode, rights: { extend: ['shift_leader'] } } };
    expect(allowed(shiftLeadersExtend, performer('county', 'shift_leader'), null)).toContain('extend');
    for (const post of ['dispatcher', 'leader'] as const)
      expect(allowed(shiftLeadersExtend, performer('county', post), null)).not.toContain('extend');
  });

  it('a mode lets the other side decide about a request', () => {
    const on = standing('one-one', { ...SITUATIONS['disposing: an extension is asked for']!.changes('city') });
    const cityDecides = { ...on, mode: { ...on.mode, deciders: { extension: 'supervision' as const } } };
    expect(allowed(cityDecides, performer('city', 'dispatcher'), null)).toEqual(['extend', 'refuse_request']);
    expect(allowed(cityDecides, performer('county', 'dispatcher'), null)).toEqual(['ask_assist', 'supervise']);
  });
});
