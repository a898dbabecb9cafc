import { shown, type Finding } from '../findings/finding.ts';
import type { ChunkRow } from './chunks.ts';
import type { KnownCase } from './decide.ts';

/**
 * Remarks about rows that name a number of ours which says nothing here: the tenant has no such case, or the row's own id is the
 * name of another one, which counts. Of a case of another tenant they say no more than of one that nobody has.
 */
export function unusedNumbers(
  rows: readonly ChunkRow[],
  known: ReadonlyMap<string, KnownCase>,
  numbered: ReadonlyMap<string, KnownCase>,
): Finding[] {
  return rows.flatMap(({ rowNo, row }): Finding[] => {
    if (row === null || row.caseNo === null) return [];
    const { caseNo, externalId } = row;
    const [own, found] = [known.get(externalId), numbered.get(caseNo)];
    const isUsed =
      found === undefined
        ? own !== undefined && caseNo === externalId
        : own === undefined || own.caseId === found.caseId;
    if (isUsed) return [];
    const [code, severity] = ['KEY-CASE-NO', 'warning'] as const;
    const name = shown(externalId);
    return [{ rowNo, code, severity, field: 'caseNo', received: shown(caseNo), expected: null, externalId: name }];
  });
}
