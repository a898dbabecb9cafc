import { rowsOf } from '../../src/cases/lifecycle/lifecycle.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import type { Order } from '../../src/cases/lifecycle/orders.ts';
import { isOpen, type Performer } from '../../src/cases/lifecycle/standing.ts';
import { homeOf, perform, runClerk, takeIn, type CaseInMemory } from './memory.ts';
import { COLUMNS, UNITS, type Column } from './situations.ts';

const START = new Date('2026-10-12T08:00:00+08:00');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Bodies of a story; `supervision` is whichever took the case in. */
export const unitOf = (name: string, column: Column): number => {
  const units: Record<string, number> = {
    ...{ ...UNITS, collectors: 23, utility: 11 },
    supervision: UNITS[COLUMNS[column].supervision],
  };
  const unit = units[name];
  if (unit === undefined) throw new Error(`no body ${name}`);
  return unit;
};

const VERIFYING = ['supervision acceptor ask_verify'];
const VERIFIED = [...VERIFYING, 'collectors collector answer_verify'];
const FILING = [...VERIFIED, 'supervision acceptor accept'];
const DISPATCHING = [...FILING, 'supervision shift_leader file'];
const PASSED_UP = [...DISPATCHING, 'county dispatcher pass_up'];
const AT_UTILITY = [...PASSED_UP, 'city dispatcher dispatch to utility'];
const DISPOSING = [...DISPATCHING, 'county dispatcher dispatch'];
const TAKEN = [...DISPOSING, 'body department take'];
const ASSISTED = [...TAKEN, 'county dispatcher ask_assist'];
const EXTENDED = [...TAKEN, 'body department ask_extension', 'county dispatcher extend'];
const RETURN_ASKED = [...TAKEN, 'body department ask_return'];
const SUSPENDED = [...TAKEN, 'body department ask_suspension', 'county dispatcher suspend'];
const CHECK_SENDING = [...TAKEN, 'body department feed_back'];
const CHECKING = [...CHECK_SENDING, 'supervision acceptor ask_check'];
const CHECKED = [...CHECKING, 'collectors collector answer_check'];
const CLOSING = [...CHECKED, 'supervision acceptor pass_check'];
const CLOSED = [...CLOSING, 'supervision shift_leader close'];
const ORDERED = 'supervision inspector supervise';
const SPOT_CHECK = 'city inspector supervise spot_check';

/** How a case of the public got where it is, act by act. */
const STORIES: Readonly<Record<string, readonly string[]>> = {
  ...{ collecting: [], verifying: VERIFYING, 'verifying a patrol': VERIFYING, verified: VERIFIED, filing: FILING },
  'ordered before acceptance': [ORDERED],
  'ordered before filing': [...FILING, ORDERED],
  ...{ self_review: [], 'ordered in review': [ORDERED] },
  urgent: [...VERIFYING, 'supervision shift_leader file_urgent'],
  dispatching: DISPATCHING,
  'dispatching, ordered': [...DISPATCHING, ORDERED],
  'dispatching, acknowledged': [...DISPATCHING, 'county dispatcher acknowledge'],
  'returned to the acceptor by the county': [...DISPATCHING, 'county dispatcher return_case'],
  'passed up': PASSED_UP,
  'passed up, acknowledged': [...PASSED_UP, 'city dispatcher acknowledge'],
  'by the utility': AT_UTILITY,
  'fed back by the utility': [...AT_UTILITY, 'utility department feed_back'],
  'return asked by the utility': [...AT_UTILITY, 'utility department take', 'utility department ask_return'],
  'dispatched with its helper': [...DISPATCHING, 'county dispatcher dispatch with helper'],
  disposing: DISPOSING,
  'its body abolished, assisted': [...ASSISTED, 'abolish body'],
  'its body abolished': [...DISPOSING, 'abolish body'],
  taken: TAKEN,
  'ordered by the city': [...TAKEN, 'city leader supervise'],
  'ordered by the county': [...TAKEN, 'county dispatcher supervise'],
  assisted: ASSISTED,
  'assisted and answered': [...ASSISTED, 'helper department answer_assist'],
  'extension asked': [...TAKEN, 'body department ask_extension'],
  'extension granted': EXTENDED,
  'second extension asked': [...EXTENDED, 'body department ask_extension'],
  'extension refused': [...TAKEN, 'body department ask_extension', 'county dispatcher refuse_request'],
  'return asked': RETURN_ASKED,
  'return asked, assisted': [...RETURN_ASKED, 'county dispatcher ask_assist'],
  'suspension asked': [...TAKEN, 'body department ask_suspension'],
  'suspension asked, assisted': [...ASSISTED, 'body department ask_suspension'],
  'void asked': [...TAKEN, 'body department ask_void'],
  'void asked, assisted and ordered': [...ASSISTED, 'county inspector supervise', 'body department ask_void'],
  suspended: SUSPENDED,
  'suspended, and its day has come': [...SUSPENDED, 'wait a day'],
  'suspended and resumed': [...SUSPENDED, 'wait a day', 'clerk'],
  voided: [...TAKEN, 'body department ask_void', 'supervision shift_leader void', 'clerk'],
  returned: [...RETURN_ASKED, 'county dispatcher take_back'],
  'returned, ordered': [...RETURN_ASKED, 'county inspector supervise', 'county dispatcher take_back'],
  'returned and dispatched to the helper': [
    ...[...RETURN_ASKED, 'county dispatcher take_back', 'county dispatcher dispatch to helper'],
  ],
  recalled: [...DISPOSING, 'county dispatcher recall', 'clerk'],
  check_sending: CHECK_SENDING,
  checking: CHECKING,
  checked: CHECKED,
  'checked, and asked again': [...CHECKED, 'supervision acceptor ask_check'],
  reworked: [...CHECKED, 'supervision acceptor fail_check'],
  'reworked while checking': [...CHECKING, 'supervision acceptor fail_check'],
  closing: CLOSING,
  'closing, ordered': [...CLOSING, ORDERED],
  'closing, disposed late': [...TAKEN, 'wait a day', ...CLOSING.slice(TAKEN.length)],
  'fed back, and its body abolished': [...CHECK_SENDING, 'abolish body'],
  'closing, and its body abolished': [...CLOSING, 'abolish body'],
  closed: CLOSED,
  'closed, and a spot check ordered': [...CLOSED, SPOT_CHECK],
  'closed, and a spot check failed': [...CLOSED, SPOT_CHECK, 'county dispatcher answer_order failed'],
};

/** A case where its story left it, some minutes after its last act. */
export function played(name: string, column: Column): CaseInMemory {
  const story = STORIES[name];
  if (story === undefined) throw new Error(`no story ${name}`);
  const act = name.includes('review') ? 'self_handle' : 'register';
  const stored = takeIn(column, act, name.endsWith('patrol') ? 'patrol' : 'public', START);
  stored.now = new Date(START.getTime() + 7 * MINUTE);
  for (const line of story) step(stored, column, line);
  return stored;
}

function step(stored: CaseInMemory, column: Column, line: string): void {
  const [first, second] = line.split(' ') as [string, string];
  if (first === 'abolish') stored.abolished = [unitOf(second, column)];
  else if (first === 'wait') stored.now = new Date(stored.now.getTime() + DAY);
  else if (first === 'clerk') runClerk(stored);
  else doLine(stored, column, line);
  stored.now = new Date(stored.now.getTime() + 2 * MINUTE);
}

/** Somebody’s act in words, `<body> <post> <act>`, and perhaps ` to <body>`, ` with <body>` or ` failed`. It has to be allowed. */
export function doLine(stored: CaseInMemory, column: Column, line: string): void {
  const [who, post, act, ...how] = line.split(' ') as [string, Performer['post'], ActName, ...string[]];
  const performer = performerOf(who, post, column);
  const given = givenTo(act, how, column, stored.now);
  if (perform(stored, performer, act, taskFor(stored, performer, act), given) === null) {
    throw new Error(`${line} is refused`);
  }
}

export const performerOf = (who: string, post: Performer['post'], column: Column): Performer => {
  const unitId = unitOf(who, column);
  return { tenantId: homeOf(unitId), unitId, post, personId: null };
};

/** The open task of a body, or of the desk that asked it, that an act is done to; null of an act on the case. */
export function taskFor({ tasks }: CaseInMemory, { unitId }: Performer, act: ActName): string | null {
  const rows = rowsOf(act).filter(({ side }) => side === 'task' || side === 'asker');
  const kinds = rows.flatMap(({ tasks: of = [] }) => of);
  const isAsker = rows.some(({ side }) => side === 'asker');
  const own = tasks.filter((task) => unitId === (isAsker ? task.askerUnitId : task.unitId) && isOpen(task));
  return own.find(({ kind }) => (kinds as readonly string[]).includes(kind))?.id ?? null;
}

const ASKED: Readonly<Partial<Record<ActName, string>>> = {
  ...{ ask_verify: 'collectors', ask_check: 'collectors', ask_assist: 'helper', dispatch: 'body', file_urgent: 'body' },
};

const UNTIL: ReadonlySet<ActName> = new Set(['ask_suspension', 'suspend', 'supervise']);

/** What is given to an act, whether it needs it or not. */
function givenTo(act: ActName, how: readonly string[], column: Column, now: Date): Given {
  const [word, name] = how;
  const asked = word === 'to' ? name : ASKED[act];
  const findings: Partial<Record<ActName, string>> = {
    ...{ answer_verify: 'exists', answer_check: word ?? 'passed' },
    ...(word === undefined ? {} : { answer_order: word }),
  };
  const finding = findings[act];
  return {
    ...{ reason: '原因', words: '说明' },
    ...(UNTIL.has(act) ? { until: new Date(now.getTime() + DAY).toISOString() } : {}),
    ...(asked === undefined ? {} : { unitId: unitOf(asked, column) }),
    ...(word === 'with' ? { assists: [{ unitId: unitOf(name!, column), words: '请配合' }] } : {}),
    ...(finding === undefined ? {} : { finding }),
    ...(act === 'accept' || act === 'file_urgent' ? { classId: 1, ruleId: 1 } : {}),
    ...(act === 'assign_inside' ? { innerUnitId: 211 } : {}),
    ...(act === 'supervise' ? { order: (word ?? 'supervise') as Order, level: 'ordinary' as const } : {}),
    ...(act === 'call_back' ? { satisfaction: 'satisfied' as const } : {}),
  };
}
