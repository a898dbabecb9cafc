import { shippedModes } from '../../src/tenants/shipped-modes.ts';
import type { Deed, Standing, Task } from '../../src/cases/lifecycle/standing.ts';
import { present } from '../../src/kernel/present.ts';

/** Bodies of the table who-may.golden.md; nobody asks the last two anything. */
export const UNITS = {
  ...{ city: 10, utility: 11, county: 20, body: 21, helper: 22, 'another county': 30, 'another body': 31 },
} as const;
export type Who = keyof typeof UNITS;

/** Columns of the table. */
export const COLUMNS = {
  'one-one': { mode: 'one-supervision-one-command', supervision: 'city' },
  'one-two by city': { mode: 'one-supervision-two-commands', supervision: 'city' },
  'one-two by county': { mode: 'one-supervision-two-commands', supervision: 'county' },
} as const;
export type Column = keyof typeof COLUMNS;

export const NOW = new Date('2026-10-12T10:00:00+08:00');
const AFTER = new Date('2026-10-12T15:00:00+08:00');
const BEFORE = new Date('2026-10-12T09:00:00+08:00');

/** Desk and utility of the city, desk and departments of its county; those abolished serve no more. */
const bodiesOf = (abolished: readonly number[] = []): Standing['bodies'] =>
  new Map(
    (
      [
        [10, 1, 'centre'],
        [11, 1, 'utility'],
        [20, 2, 'centre'],
        [21, 2, 'department'],
        [22, 2, 'department'],
      ] as const
    ).map(([unitId, homeId, kind]) => [
      unitId,
      { unitId, homeId, kind, name: String(unitId), serves: !abolished.includes(unitId) },
    ]),
  );

/** A case of the county of willow, dispatched by it to a body, of the public, on whose disposal nobody has asked anything. */
export function standing(column: Column, changes: Partial<Standing> = {}): Standing {
  const { mode, supervision } = COLUMNS[column];
  return {
    ...{ tenantId: 2, cityId: 1, caseId: '00000000-0000-7000-8000-000000000001', version: 4 },
    ...{ state: 'disposing', holderId: 2, holderUnitId: 20, supervisionUnitId: UNITS[supervision], commandUnitId: 20 },
    ...{ commanderUnitId: 20, cityDeskUnitId: 10, leadUnitId: 21, sourceGroup: 'public', selfHandled: false },
    ...{
      reworks: 0,
      extensions: 0,
      dueAt: AFTER,
      disposedAt: null,
      resumeAt: null,
      tasks: [],
      done: [],
      returned: false,
      giver: null,
    },
    bodies: bodiesOf(),
    mode: present(shippedModes().get(mode), mode),
    ...changes,
  };
}

export const task = (kind: Task['kind'], who: Who, more: Partial<Task> = {}): Task => ({
  ...{ id: `00000000-0000-7000-8000-00000000000${UNITS[who] % 10}`, kind, unitId: UNITS[who], askerUnitId: 20 },
  ...{ state: 'open', asks: null, asksUnitId: null, order: null, hasInner: false, barred: [], ...more },
});

const deed = (act: Deed['act'], finding: string | null = null): Deed => ({ act, personId: null, finding });
const taken = task('lead', 'body', { state: 'accepted' });
const asking = (asks: Task['asks']): Task => ({ ...taken, asks, asksUnitId: 20 });
const given = (who: 'city' | 'county' | 'body', post: string) => ({ unitId: UNITS[who], post });

interface Situation {
  readonly changes: (supervision: 'city' | 'county') => Partial<Standing>;
  /** Headings of the table that hold here too. */
  readonly also: readonly string[];
}
const OPEN = 'every open case';
const CLOSED = 'every closed case';
const GIVEN = 'every case that the county gave to a body';
const building = (changes: Partial<Standing>): Situation => ({
  changes: (supervision) => ({ holderUnitId: UNITS[supervision], leadUnitId: null, dueAt: null, ...changes }),
  also: [OPEN],
});
const disposing = (changes: Partial<Standing>): Situation => ({
  changes: () => ({ holderUnitId: 21, tasks: [taken], giver: given('county', 'dispatcher'), ...changes }),
  also: [OPEN, GIVEN],
});
/** Passed up, and dispatched by the city to a body of its own. */
const atUtility = (asks: Partial<Task>, changes: Partial<Standing> = {}): Situation => ({
  changes: () => ({
    ...{ holderId: 1, holderUnitId: UNITS.utility, leadUnitId: UNITS.utility, commanderUnitId: 10 },
    tasks: [task('lead', 'utility', { state: 'accepted', askerUnitId: 10, ...asks })],
    ...changes,
  }),
  also: [OPEN],
});
const checking = (changes: Partial<Standing>): Situation => ({
  changes: (supervision) => ({
    ...{ state: 'check_sending', holderUnitId: UNITS[supervision], giver: given('body', 'department') },
    ...changes,
  }),
  also: [OPEN],
});
const over = (state: Standing['state'], changes: Partial<Standing> = {}): Situation => ({
  changes: (supervision) => ({ state, holderUnitId: UNITS[supervision], ...changes }),
  also: state === 'closed' ? [CLOSED] : [],
});
/** Of a patrol, and with what was done and ordered in turn. */
const closed = (changes: Partial<Standing>): Situation => over('closed', { sourceGroup: 'patrol', ...changes });
const spotCheck = (finding: string): Deed => deed('answer_order', finding);
const again = (more: Partial<Task> = {}): Task => task('reply', 'county', { order: 'reassign', ...more });
const found = [deed('answer_verify', 'exists')];

/** The cases of the table, by its headings. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'collecting: from the public, not verified': building({ state: 'collecting' }),
  'collecting: from the public, verification out': building({ state: 'collecting', tasks: [task('verify', 'helper')] }),
  'collecting: from the public, found absent': building({
    ...{ state: 'collecting', done: [...found, deed('answer_verify', 'absent')] },
  }),
  'collecting: from the public, found true': building({ state: 'collecting', done: found }),
  'collecting: from a patrol': building({ state: 'collecting', sourceGroup: 'patrol' }),
  'collecting: returned by the dispatcher': building({
    ...{ state: 'collecting', done: found, returned: true, giver: given('county', 'dispatcher') },
  }),
  filing: building({ state: 'filing', done: found }),
  'dispatching: just filed': {
    changes: (supervision) => ({
      ...{ state: 'dispatching', leadUnitId: null, dueAt: null, giver: given(supervision, 'shift_leader') },
    }),
    also: [OPEN],
  },
  'dispatching: acknowledged by the county': {
    changes: (supervision) => ({
      ...{ state: 'dispatching', leadUnitId: null, dueAt: null, giver: given(supervision, 'shift_leader') },
      tasks: [task('command', 'county', { state: 'accepted' })],
    }),
    also: [OPEN],
  },
  'dispatching: taken back from the body': {
    changes: () => ({ state: 'dispatching', leadUnitId: null, returned: true, giver: given('county', 'dispatcher') }),
    also: [OPEN],
  },
  'dispatching: passed up to the city': {
    changes: () => ({
      ...{ state: 'dispatching', leadUnitId: null, dueAt: null, giver: given('county', 'dispatcher') },
      ...{ holderId: 1, holderUnitId: 10, commanderUnitId: 10 },
    }),
    also: [OPEN],
  },
  'disposing: just dispatched': disposing({ tasks: [task('lead', 'body')] }),
  'disposing: taken': disposing({}),
  'disposing: at the very deadline': disposing({ dueAt: NOW }),
  'disposing: past the deadline': disposing({ dueAt: BEFORE }),
  'disposing: extended twice': disposing({ extensions: 2 }),
  'disposing: assistance out': disposing({ tasks: [taken, task('assist', 'helper')] }),
  'disposing: assigned inside': disposing({ tasks: [{ ...taken, hasInner: true }] }),
  'disposing: an extension is asked for': disposing({ tasks: [asking('extension')] }),
  'disposing: extended once, and a second extension is asked for': disposing({
    ...{ extensions: 1, tasks: [asking('extension')] },
  }),
  'disposing: extended once, and a return is asked for': disposing({ extensions: 1, tasks: [asking('return')] }),
  'disposing: extended twice, and a third extension is asked for': disposing({
    ...{ extensions: 2, tasks: [asking('extension')] },
  }),
  'disposing: a return is asked for': disposing({ tasks: [asking('return')] }),
  'disposing: a suspension is asked for': disposing({ tasks: [asking('suspension')] }),
  'disposing: its void is asked for': disposing({ tasks: [asking('void')] }),
  'disposing: its void is asked for and decided': {
    changes: () => ({ holderUnitId: 21, tasks: [asking('void'), task('notice', 'county')] }),
    also: [GIVEN],
  },
  'disposing: its body was abolished': disposing({ bodies: bodiesOf([UNITS.body]) }),
  'disposing: at a body of the city': atUtility({}),
  'disposing: at a body of the city, an extension is asked for': atUtility({ asks: 'extension', asksUnitId: 10 }),
  'disposing: at a body of the city, extended once, and a second extension is asked for': atUtility(
    { asks: 'extension', asksUnitId: 10 },
    { extensions: 1 },
  ),
  suspended: disposing({ state: 'suspended', giver: null }),
  'check_sending: nobody has looked': checking({}),
  'check_sending: check out': checking({ tasks: [task('check', 'helper')], giver: null }),
  'check_sending: passed on the spot': checking({ done: [deed('feed_back'), deed('answer_check', 'passed')] }),
  'check_sending: failed on the spot': checking({ done: [deed('feed_back'), deed('answer_check', 'failed')] }),
  'check_sending: worked again after a check that passed': checking({
    done: [deed('feed_back'), deed('answer_check', 'passed'), deed('feed_back')],
  }),
  closing: { ...over('closing'), also: [OPEN] },
  self_review: building({ state: 'self_review', selfHandled: true }),
  'closed: from the public': over('closed'),
  'closed: from the public, called back': over('closed', { done: [deed('call_back')] }),
  'closed: from a patrol': closed({}),
  'closed: a spot check failed': closed({ done: [deed('close'), spotCheck('failed'), deed('answer_order')] }),
  'closed: a spot check failed, the next passed': closed({
    done: [deed('close'), spotCheck('failed'), spotCheck('passed')],
  }),
  'closed: a spot check failed before it was closed': closed({ done: [spotCheck('failed'), deed('close')] }),
  'closed: ordered again': closed({ tasks: [again()] }),
  'closed: ordered again, and answered': closed({ tasks: [again({ state: 'answered' })] }),
  'closed: a spot check failed, nobody knows who worked it': closed({
    ...{ done: [deed('close'), spotCheck('failed')], leadUnitId: null },
  }),
  refused: over('refused'),
  void: over('void'),
  moved: over('moved'),
  merged: over('merged'),
};
