import { describe, expect, it } from 'vitest';
import { toEvents } from './to-events.ts';

const day = (number: number): string => `2026-10-${number}T00:00:00.000Z`;
const event = (id: string, kind: string, occurredAt: string, more: object = {}) => ({
  ...{ id, kind, occurredAt, recordedAt: day(30), unitName: null, post: null, data: {}, isLate: false },
  ...{ amends: null, batchId: null, rowNo: null },
  ...more,
});

describe('the timeline of a case', () => {
  it('shows an event at its corrected time, beside the one first given, and the correction when we learnt of it', () => {
    const [disposed, correction] = toEvents([
      event('1', 'disposed', day(12)),
      event('2', 'corrected', day(29), { amends: '1', data: { disposedAt: day(14) } }),
    ]);
    expect(disposed).toMatchObject({ kind: 'disposed', occurredAt: day(14), correctedFrom: day(12), takenBack: false });
    expect(correction).toMatchObject({ kind: 'corrected', occurredAt: day(30), changed: ['disposedAt'] });
  });

  it('follows corrections of corrections, those of old uploads too, and says what was taken back', () => {
    const events = [
      event('1', 'closed', day(12)),
      event('2', 'closed', day(13), { amends: '1' }),
      event('3', 'closed', day(14), { amends: '2' }),
    ];
    const [closed, ...corrections] = toEvents(events);
    expect(closed).toMatchObject({ kind: 'closed', occurredAt: day(14), correctedFrom: day(12) });
    expect(corrections).toMatchObject([{ kind: 'corrected', changed: ['closedAt'] }, { kind: 'corrected' }]);
    const back = event('4', 'corrected', day(29), { amends: '1', data: { closedAt: null } });
    expect(toEvents([...events, back])[0]).toMatchObject({ occurredAt: day(12), correctedFrom: null, takenBack: true });
  });

  it('keeps several events of a kind apart, and shows fields that changed without an event of their own', () => {
    const events = toEvents([
      event('1', 'suspended', day(12)),
      event('2', 'suspended', day(15)),
      event('3', 'corrected', day(29), { data: { address: 'x' } }),
    ]);
    expect(events.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ['suspended', day(12)],
      ['suspended', day(15)],
      ['corrected', day(30)],
    ]);
    expect(events[2]).toMatchObject({ changed: ['address'] });
  });

  it('gives the unit of an uploaded row only the steps that are about it', () => {
    const ofRow = { unitName: '射洪市环境卫生所', batchId: 'b', rowNo: 4 };
    const kinds = ['reported', 'filed', 'dispatched', 'disposed', 'closed'];
    const events = toEvents(kinds.map((kind, index) => event(String(index), kind, day(10 + index), ofRow)));
    expect(events.filter(({ unitName }) => unitName !== null).map(({ kind }) => kind)).toEqual([
      'dispatched',
      'disposed',
    ]);
    expect(toEvents([event('1', 'filed', day(12), { unitName: '受理大厅' })])[0]?.unitName).toBe('受理大厅');
  });
});
