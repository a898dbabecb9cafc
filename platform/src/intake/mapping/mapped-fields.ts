import { PICTURE_FIELDS, STEP_FIELD, STEP_KINDS, type FieldName, type StepKind } from '../../cases/fields.ts';
import type { MappingDocument } from './document.ts';

type IsMapped = (mapping: MappingDocument) => boolean;

const always: IsMapped = () => true;
const placed: IsMapped = ({ place }) => place !== undefined;
/** Whether some time may be known by its day only, or not at all. */
const inexact: IsMapped = ({ times, status }) =>
  [...Object.values(times), ...Object.values(status?.values ?? {})].some(
    (spec) =>
      typeof spec === 'object' &&
      (('day' in spec && spec.day !== undefined) ||
        ('undated' in spec && spec.undated === true) ||
        ('at' in spec && typeof spec.at === 'object' && spec.at.day !== undefined)),
  );

/** Whether a mapping says anything of a field. One missing here is an error of types. */
const MAPPED: Readonly<Record<FieldName, IsMapped>> = {
  classId: always,
  kind: always,
  sourceCode: always,
  sourceGroup: always,
  address: ({ address }) => address !== undefined,
  description: ({ description }) => description !== undefined,
  result: ({ result }) => result !== undefined,
  /** Areas of a point change with our own maps, and no hash with them. Cells, rules and limits are those of the case's day. */
  longitude: placed,
  latitude: placed,
  originalX: placed,
  originalY: placed,
  originalCrs: placed,
  cellId: (mapping) => placed(mapping) || mapping.cell !== undefined,
  streetId: ({ street }) => street !== undefined,
  communityId: ({ community }) => community !== undefined,
  unitName: ({ unit }) => unit !== undefined,
  /** A mapping with unit words of its own says who is meant; a name alone is recognised by us. */
  leadUnitId: ({ unit }) => typeof unit === 'object' && unit.values !== undefined,
  ruleId: always,
  limitValue: always,
  limitUnit: always,
  ...(Object.fromEntries(STEP_KINDS.map((step) => [STEP_FIELD[step], isTimed(step)])) as Readonly<
    Record<(typeof STEP_FIELD)[StepKind], IsMapped>
  >),
  inexactTimes: inexact,
  closingType: ({ closingType }) => closingType !== undefined,
  selfHandled: ({ selfHandled }) => selfHandled !== undefined,
  reworkCount: ({ rework }) => rework !== undefined,
  extensionCount: ({ extension }) => extension !== undefined,
  claimedDueAt: ({ claim }) => claim.due !== undefined,
  claimedOverdue: ({ claim }) => claim.overdue !== undefined,
};

/** A step's time has a column of its own, or stands beside a status word. */
function isTimed(step: StepKind): IsMapped {
  const stage = step === 'voided' ? 'void' : step;
  return ({ times, status }) =>
    times[step] !== undefined ||
    Object.values(status?.values ?? {}).some(
      (target) => typeof target !== 'string' && target.stage === stage && (target.at ?? target.undated),
    );
}

/** The fields a mapping says something of, in the order of their names. */
export const mappedFields = (mapping: MappingDocument): FieldName[] =>
  PICTURE_FIELDS.filter((name) => MAPPED[name](mapping)).sort();
