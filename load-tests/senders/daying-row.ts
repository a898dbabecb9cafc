/**
 * One row as 大英's own system exports it (platform/data/sample/mappings/daying.json): a street lamp reported an hour
 * ago and dispatched half an hour ago. `key` makes it a case of its own.
 */
export function dayingRow(key: string, now: number): Record<string, unknown> {
  const minute = 60_000;
  return {
    taskNo: `load-${key}`,
    type: 'C',
    code: '0137',
    src: '1',
    description: '路灯不亮',
    place: '蓬莱大道',
    x: 105.262,
    y: 30.5965,
    state: 5,
    reportAt: now - 60 * minute,
    caseAt: now - 50 * minute,
    sendAt: now - 30 * minute,
    updatedAt: now,
  };
}
