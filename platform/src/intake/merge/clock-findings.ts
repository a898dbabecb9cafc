import { instant, message, type Message } from '../../kernel/message.ts';
import { wallText } from '../../calendars/zone.ts';
import type { CaseChange, CaseWrite } from '../../cases/record/case-write.ts';
import type { FindingCode } from '../findings/severities.ts';

/** What a row says that does not move the deadline as its sender may think, beside what it says. */
export interface ClockFinding {
  readonly code: Extract<FindingCode, `FLOW-${string}`>;
  readonly field: 'suspended' | 'resumed' | 'extended' | 'extension';
  readonly received: string;
  readonly expected: Message | null;
}

/** Findings about the times and counts that this row brought; those known before were reported when they came. `zone` is that of the
 * tenant. */
export function clockFindings(
  { clock, events }: CaseWrite,
  { picture, occurrences }: CaseChange['projected'],
  zone: string,
): ClockFinding[] {
  const turn = clock.at(-1);
  const isNew = (kind: 'suspended' | 'resumed' | 'extended', at: Date): boolean =>
    events.some(
      (event) =>
        (event.kind === kind && event.occurredAt.getTime() === at.getTime()) ||
        event.data[`${kind}At`] === at.toISOString(),
    );
  const findings: ClockFinding[] = [];
  const expected = () => (turn?.dueAt ? message('expected.before', { at: instant(turn.dueAt) }) : null);
  for (const { from, reason, counts } of turn?.pauses ?? []) {
    if (counts || reason !== 'suspended' || !isNew('suspended', from)) continue;
    findings.push({
      code: 'FLOW-SUSPENDED-LATE',
      field: 'suspended',
      received: wallText(from, zone),
      expected: expected(),
    });
  }
  for (const { at, effect } of turn?.extensions ?? []) {
    if (effect === 'added' || !isNew('extended', at)) continue;
    const received = wallText(at, zone);
    if (effect === 'third')
      findings.push({ code: 'FLOW-EXTENSION-THIRD', field: 'extended', received, expected: null });
    else findings.push({ code: 'FLOW-EXTENDED-LATE', field: 'extended', received, expected: expected() });
  }
  const { resumedAt, suspendedAt } = picture;
  if (resumedAt !== null && suspendedAt !== null && isNew('resumed', resumedAt)) {
    const resumes = occurrences.some(({ kind, at }) => kind === 'suspended' && at !== null && at <= resumedAt);
    if (!resumes) {
      const received = wallText(resumedAt, zone);
      findings.push({ code: 'FLOW-RESUMED-ONLY', field: 'resumed', received, expected: null });
    }
  }
  const dated = occurrences.filter(({ kind, at }) => kind === 'extended' && at !== null).length;
  if (picture.extensionCount > dated && events.some(({ data }) => 'extensionCount' in data)) {
    const received = String(picture.extensionCount);
    findings.push({
      code: 'FLOW-EXTENSION-UNDATED',
      field: 'extension',
      received,
      expected: message('expected.dated-extensions', { count: dated }),
    });
  }
  return findings;
}
