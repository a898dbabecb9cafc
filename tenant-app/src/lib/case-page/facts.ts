import { fieldName } from '#lib/cases/fields.ts';
import { word } from '#lib/cases/words.ts';
import { nameOf } from '#lib/format/language.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Fact } from '#lib/ui/fact.ts';
import type { LoadedCase } from './load-case.ts';

/** What is known of a case, in the order a reader asks for it. */
export function caseFacts(one: LoadedCase['case']): Fact[] {
  return [
    { label: m.region(), value: one.tenant ? nameOf(one.tenant) : null },
    { label: m.case_kind(), value: word('kind', one.kind) },
    { label: m.case_source(), value: sourceText(one) },
    { label: m.case_description(), value: one.description, wide: true },
    { label: m.case_result(), value: one.result, wide: true },
    { label: m.case_address(), value: one.address, wide: true },
    { label: m.case_position(), value: position(one) },
    { label: m.case_original_position(), value: original(one) },
    { label: m.case_cell(), value: one.cell?.code ?? m.outside_cells(), mono: one.cell !== null },
    { label: m.case_unit(), value: one.unitName },
    { label: m.case_rule(), value: one.rule?.condition ?? m.no_rule() },
    { label: m.closing_condition(), value: one.rule?.closingCondition },
    { label: m.case_closing_type(), value: one.closingType ? word('closingType', one.closingType) : null },
    { label: m.event_closed(), value: instant(one.closedAt) },
    { label: m.inexact_times(), value: inexactText(one.inexactTimes) },
    { label: m.case_rework(), value: String(one.reworkCount) },
    { label: m.case_extension(), value: String(one.extensionCount) },
    { label: m.case_self_handled(), value: one.selfHandled ? m.yes() : m.no() },
  ];
}

/** Who reported, and the group it counts in where that says more. */
const sourceText = ({ sourceCode, sourceGroup }: LoadedCase['case']): string =>
  [...new Set([word('source', sourceCode), word('sourceGroup', sourceGroup)])].join(' · ');

/** `closed:day disposed:unknown` in words; null where every time is exact. */
const inexactText = (times: string | null): string | null =>
  times === null
    ? null
    : times
        .split(' ')
        .map((one) => one.split(':'))
        .map(([step = '', how]) =>
          how === 'day' ? m.time_by_day({ step: fieldName(step) }) : m.time_unknown({ step: fieldName(step) }),
        )
        .join(' · ');

const position = ({ longitude, latitude }: LoadedCase['case']): string | null =>
  longitude === null || latitude === null
    ? m.no_position()
    : `${longitude.toFixed(6)}, ${latitude.toFixed(6)} (WGS-84)`;

const original = ({ originalX, originalY, originalCrs }: LoadedCase['case']): string | null =>
  originalX === null || originalY === null ? null : `${originalX}, ${originalY} (${originalCrs ?? '—'})`;
