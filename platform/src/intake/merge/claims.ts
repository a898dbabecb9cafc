import { wallText } from '../../calendars/zone.ts';
import { STEP_FIELD, STEP_KINDS, type CasePicture, type StepKind } from '../../cases/fields.ts';
import type { DeskTask } from '../../cases/own-history.ts';
import type { Projection } from '../../cases/project.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { instant, message, plain } from '../../kernel/message.ts';
import { shown, type Finding } from '../findings/finding.ts';
import type { FindingCode } from '../findings/severities.ts';
import type { MappedRow } from '../rules/map-row.ts';

/** A step that a sender says was done. */
export interface Claim {
  readonly step: StepKind;
  readonly at: Date;
}

/** What was noticed about a row that speaks of a case of ours. */
export type ClaimFinding = Pick<Finding, 'field' | 'received' | 'expected'> & { readonly code: FindingCode };

/** What a row says of a case of ours. */
export interface Claims {
  /** Those that nobody knew. */
  readonly news: readonly Claim[];
  /** What answers the sender's open task. A desk that commands the case has dispatched it to itself first. */
  readonly feedback: { readonly dispatchedAt: Date | null; readonly disposedAt: Date } | null;
  readonly findings: readonly ClaimFinding[];
}

/** Steps that follow one another; the others only follow the report. */
const CHAIN: readonly StepKind[] = ['reported', 'filed', 'dispatched', 'disposed', 'closed'];

/**
 * Reads a row beside the case of ours that it speaks of. Its steps are claims: what was done here stands, a claim only says
 * what its sender did. Pure. `zone` is that of the tenant, `desks` its desk and those that it replaces.
 */
export function claimsOf(
  projection: Projection,
  { picture: row, absent }: Pick<MappedRow, 'picture' | 'absent'>,
  task: DeskTask | null,
  { zone, desks }: { readonly zone: string; readonly desks: readonly number[] },
): Claims {
  const { current, behind, occurrences } = projection;
  const findings: ClaimFinding[] = [];
  const news: Claim[] = [];
  const claimed = claimsIn(projection);
  const saysOf = (step: StepKind): Date | null => (absent.includes(STEP_FIELD[step]) ? null : row[STEP_FIELD[step]]);
  const timeOf = (step: StepKind): Date | null =>
    current[step]?.at ?? saysOf(step) ?? claimed.findLast((one) => one.step === step)?.at ?? null;
  const isInTurn = (at: Date | null): boolean => at !== null && task !== null && !isBefore(at, task.askedAt);
  /** By the row, of a case that waits to be dispatched by its sender: perhaps again, after it was returned. */
  const dispatch = saysOf('dispatched');
  const dispatchedAt = task?.kind === 'command' && isInTurn(dispatch) ? dispatch : null;
  /** Why a claim cannot have come in its turn. */
  const disorder = (step: StepKind, at: Date): ClaimFinding['expected'] => {
    const before = CHAIN.slice(0, CHAIN.includes(step) ? CHAIN.indexOf(step) : 1);
    const last = before.at(-1);
    const isUndispatched = step === 'disposed' && task?.kind === 'command' && dispatchedAt === null;
    if (last !== undefined && (timeOf(last) === null || isUndispatched)) {
      return message('expected.after-step', { step: message(`step.${last}`) });
    }
    const later = before.findLast((one) => isBefore(at, current[one]?.at ?? null));
    const known = later === undefined ? null : (current[later]?.at ?? null);
    if (later !== undefined && known !== null) {
      return message('expected.not-before', { step: message(`step.${later}`), at: instant(known) });
    }
    return step === 'disposed' && task !== null && isBefore(at, task.askedAt)
      ? message('expected.after-task', { at: instant(task.askedAt) })
      : null;
  };
  let feedback: Claims['feedback'] = null;
  for (const step of STEP_KINDS) {
    const at = saysOf(step);
    if (at === null || occurrences.some((one) => one.kind === step && isSame(one.at, at))) continue;
    const left = behind[step];
    const isOld = left?.by.at != null && at < left.by.at;
    const isAgain = step === 'dispatched' && dispatchedAt !== null;
    const own = isAgain ? null : (current[step]?.at ?? (isOld ? left.occurrence.at : null));
    const report = (code: FindingCode, expected: ClaimFinding['expected']) =>
      findings.push({ code, field: step, received: wallText(at, zone), expected });
    if (own !== null) {
      report('FLOW-OWN-STEP', message('expected.done', { at: instant(own) }));
      continue;
    }
    const wrong = disorder(step, at);
    if (wrong !== null) report('FLOW-ORDER', wrong);
    if (!claimed.some((one) => one.step === step && isSame(one.at, at))) news.push({ step, at });
    if (step === 'disposed' && wrong === null && task !== null) feedback = { dispatchedAt, disposedAt: at };
  }
  return { news, feedback, findings: [...findings, ...differences(projection.picture, row, absent, desks)] };
}

/** What was claimed of the case before. */
const claimsIn = ({ events }: Projection): Claim[] =>
  events.flatMap(({ kind, occurredAt: at, data }) =>
    kind === 'claimed' ? [{ step: data.claim as StepKind, at }] : [],
  );

/** Senders know seconds, we milliseconds. */
const second = (at: Date): number => Math.floor(at.getTime() / 1_000);
const isSame = (one: Date | null, at: Date): boolean => one !== null && second(one) === second(at);
const isBefore = (at: Date, other: Date | null): boolean => other !== null && second(at) < second(other);

/** About ten metres. */
const NEAR_DEGREES = 0.0001;

/** Fields of ours that the row has otherwise; it changes none of them. An empty cell says nothing. */
function differences(
  own: CasePicture,
  row: CasePicture,
  absent: readonly (keyof CasePicture)[],
  desks: readonly number[],
): ClaimFinding[] {
  const found: ClaimFinding[] = [];
  const report = (field: string, received: string | null, expected: string | null) =>
    found.push({
      ...{ code: 'FLOW-OWN-FIELD', field, received: received && shown(received) },
      expected: expected === null ? null : plain(shown(expected)),
    });
  const says = (field: keyof CasePicture): boolean => !absent.includes(field) && row[field] !== null;
  if (says('classId') && row.classId !== own.classId) report('class', null, null);
  for (const field of ['address', 'description', 'result'] as const) {
    // Ours may have been stored before a kind of number was known.
    if (says(field) && maskPersonal(row[field] ?? '') !== maskPersonal(own[field] ?? ''))
      report(field, row[field], own[field]);
  }
  // No column, an empty cell and none at all read alike.
  for (const [field, count] of [
    ['rework', 'reworkCount'],
    ['extension', 'extensionCount'],
  ] as const) {
    if (says(count) && row[count] > 0 && row[count] !== own[count])
      report(field, String(row[count]), String(own[count]));
  }
  if (says('longitude') && says('latitude') && !isNear(own, row)) {
    report('place', pointOf(row), own.longitude === null ? null : pointOf(own));
  }
  const isWork = own.leadUnitId !== null && !desks.includes(own.leadUnitId) && own.leadUnitId !== row.leadUnitId;
  if (isWork && says('unitName') && row.unitName !== own.unitName) report('unit', row.unitName, own.unitName);
  return found;
}

const isNear = (own: CasePicture, row: CasePicture): boolean =>
  own.longitude !== null &&
  own.latitude !== null &&
  Math.abs(own.longitude - (row.longitude ?? 0)) <= NEAR_DEGREES &&
  Math.abs(own.latitude - (row.latitude ?? 0)) <= NEAR_DEGREES;

const pointOf = ({ longitude, latitude }: CasePicture): string => `${longitude}, ${latitude}`;
