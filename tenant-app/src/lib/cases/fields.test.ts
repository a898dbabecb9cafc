import { describe, expect, it } from 'vitest';
import { fieldName } from './fields.ts';

/** Fields platform's rules of intake name in their findings. */
const OURS = [
  ...['externalId', 'revision', 'county', 'source', 'class', 'kind', 'condition', 'place', 'x', 'y', 'status'],
  ...['reported', 'filed', 'dispatched', 'disposed', 'suspended', 'resumed', 'closed', 'refused', 'voided', 'void'],
  ...['address', 'description', 'unit', 'claimedDue', 'claimedOverdue', 'selfHandled', 'rework', 'extension'],
  'closingType',
];

describe('the label of a field', () => {
  it.each(OURS)('of %s is Chinese on a Chinese screen', (field) => {
    expect(fieldName(field)).toMatch(/\p{Script=Han}/u);
  });

  it('is the column itself where the sender named it', () => {
    expect(fieldName('备注2')).toBe('备注2');
  });
});
