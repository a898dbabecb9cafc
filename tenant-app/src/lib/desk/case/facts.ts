import { word } from '#lib/cases/words.ts';
import { nameOf } from '#lib/format/language.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { CaseAtDesk, TaskAtDesk } from '../open.ts';
import { deskWord } from '../acts/words.ts';
import { briefOf } from '../queue/row.ts';

export interface Line {
  readonly label: string;
  readonly value: string | null;
}

/** What a desk wants to know first, in six lines. */
export function linesOf(page: CaseAtDesk): Line[] {
  const limit = page.limitValue && page.limitUnit ? `${page.limitValue} ${word('limitUnit', page.limitUnit)}` : null;
  return [
    { label: m.case_description(), value: page.description },
    { label: m.case_address(), value: page.address },
    {
      label: m.case_source(),
      value: [...new Set([word('source', page.sourceCode), word('sourceGroup', page.sourceGroup)])].join(' · '),
    },
    { label: m.event_reported(), value: instant(page.reportedAt) },
    { label: m.case_rule(), value: [page.rule?.condition ?? m.no_rule(), limit].filter(Boolean).join(' · ') },
    {
      label: m.in_hand_of(),
      value: [page.tenant ? nameOf(page.tenant) : null, page.holder?.name].filter(Boolean).join(' · '),
    },
  ];
}

/** What a task says to a body that does not see the case. */
export function linesOfTask(task: TaskAtDesk): Line[] {
  const brief = briefOf(task.brief);
  return [
    { label: m.need_words(), value: brief.words ?? null },
    { label: m.case_description(), value: brief.description ?? null },
    { label: m.case_address(), value: brief.address ?? null },
    { label: m.asked_by(), value: task.asker?.name ?? null },
    { label: m.asked_at(), value: instant(task.askedAt) },
    { label: m.due(), value: instant(task.dueAt) },
  ];
}

export interface Change {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What is another on a case since it was seen. */
export function changesOf(before: CaseAtDesk, after: CaseAtDesk): Change[] {
  const all = (page: CaseAtDesk): Line[] => [
    { label: m.state(), value: deskWord('state', page.state) },
    ...linesOf(page),
    { label: m.step_due(), value: instant(page.stepDueAt) },
  ];
  const now = new Map(all(after).map(({ label, value }) => [label, value ?? '']));
  return all(before)
    .map(({ label, value }) => ({ label, from: value || '—', to: now.get(label) || '—' }))
    .filter(({ from, to }) => from !== to);
}
