import { describe, expect, it } from 'vitest';
import { COUNTED_FIELDS, FIELDS, INSTANT_FIELDS, PICTURE_FIELDS, STEP_FIELD, STEP_KINDS } from './fields.ts';

describe('the table of fields', () => {
  it('names the steps in the order in which they happen, and the field of each', () => {
    const order = [
      'reported',
      'filed',
      'dispatched',
      'disposed',
      'suspended',
      'resumed',
      'extended',
      'closed',
      'refused',
      'voided',
    ];
    expect(STEP_KINDS).toEqual(order);
    expect(STEP_FIELD.voided).toBe('voidedAt');
    expect(STEP_FIELD.reported).toBe('reportedAt');
  });

  it('knows which fields hold an instant: the steps and the deadline of the sender', () => {
    expect(INSTANT_FIELDS.filter((name) => !name.startsWith('claimed'))).toEqual(Object.values(STEP_FIELD));
    expect(INSTANT_FIELDS).toContain('claimedDueAt');
  });

  it('lets neither the sender’s own judgement, nor a text, nor a position count, and extensions by their number', () => {
    const uncounted = PICTURE_FIELDS.filter((name) => !(COUNTED_FIELDS as readonly string[]).includes(name));
    expect(uncounted).toEqual([
      ...['address', 'description', 'result', 'longitude', 'latitude', 'originalX', 'originalY', 'originalCrs'],
      ...[
        'unitName',
        'ruleId',
        'limitValue',
        'limitUnit',
        'extendedAt',
        'inexactTimes',
        'closingType',
        'claimedDueAt',
        'claimedOverdue',
      ],
    ]);
  });

  it('gives every field a column and a label of its own, Chinese and English', () => {
    const columns = PICTURE_FIELDS.map((name) => FIELDS[name].column);
    expect(new Set(columns).size).toBe(columns.length);
    for (const name of PICTURE_FIELDS) {
      expect(FIELDS[name].label.zh).toMatch(/\p{Script=Han}/u);
      expect(FIELDS[name].label.en).toMatch(/^[ -~]+$/);
    }
  });
});
