import { writeAudit } from '../audit/write-audit.ts';
import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { requireCity } from '../identity/require-city.ts';
import type { Deps } from '../kernel/deps.ts';
import { Problem } from '../kernel/problem.ts';
import { isShown, lockPeriods, readMembers, readPeriod, type Member, type Period } from './period/periods.ts';
import { readInputs } from './result/read-inputs.ts';
import { readScheme } from './scheme/schemes.ts';

/** One value to enter. */
export interface InputToEnter {
  /** Slug of the county or zone it is about. */
  readonly member: string;
  /** Name of an input of the scheme. */
  readonly name: string;
  /** Decimal, at most nine digits on either side of the point. */
  readonly value: string;
  readonly reason: string;
}

const DECIMAL = /^-?\d{1,9}(\.\d{1,9})?$/;

/**
 * Enters values of a scheme's inputs for members of a city's period, all or none; a value that is there already is written
 * over, and the audit keeps both. The same again changes nothing. Returns how many were written. AUTH-FORBIDDEN for a
 * county, PERIOD-CLOSED once closing has begun and until the period is opened again, SCHEME-INPUT-… for a value that cannot be entered.
 */
export async function enterInputs(
  database: Database,
  deps: Deps,
  city: Acting,
  label: string,
  inputs: readonly InputToEnter[],
): Promise<{ readonly period: Period; readonly written: number }> {
  requireCity(city);
  return inTenant(database, 'city', city, async (trx) => {
    const period = await lockOpenPeriod(trx, city, label);
    const { scheme } = await readScheme(trx, city.cityId, period.schemeId, period.schemeVersion);
    const known = Object.keys(scheme.document.inputs);
    const members = await readMembers(trx, city);
    let written = 0;
    for (const [index, input] of inputs.entries()) {
      if (inputs.slice(0, index).some(({ member, name }) => member === input.member && name === input.name)) {
        throw new Problem('SCHEME-INPUT-TWICE', { row: index + 1, member: input.member, name: input.name });
      }
      const member = members.find(({ slug }) => slug === input.member);
      if (member === undefined) throw new Problem('SCHEME-INPUT-MEMBER', { row: index + 1, member: input.member });
      if (!known.includes(input.name)) {
        throw new Problem('SCHEME-INPUT-UNKNOWN', { row: index + 1, name: input.name, known: known.join(', ') || '-' });
      }
      if (!DECIMAL.test(input.value) || input.reason.trim() === '' || !isShown(input.reason)) {
        throw new Problem('SCHEME-INPUT-VALUE', { row: index + 1, name: input.name, value: input.value });
      }
      written += Number(await enter(trx, deps, city, period, member, input));
    }
    return { period, written };
  });
}

/** Holds the period until the values are in, so that closing begins before or after them all. */
async function lockOpenPeriod(trx: Trx, city: Acting, label: string): Promise<Period> {
  await lockPeriods(trx, city);
  const period = await readPeriod(trx, city.cityId, label);
  if (period.state !== 'open') throw new Problem('PERIOD-CLOSED', { label });
  return period;
}

async function enter(
  trx: Trx,
  deps: Deps,
  city: Acting,
  period: Period,
  member: Member,
  { name, value, reason }: InputToEnter,
): Promise<boolean> {
  const before = Object.entries(await readInputs(trx, member.tenantId, period)).find(([known]) => known === name)?.[1];
  if (before?.value === value && before.reason === reason) return false;
  const row = { value, reason, entered_by: city.actor, entered_at: deps.clock.now() };
  await trx
    .insertInto('biz.scheme_input')
    .values({
      ...{ tenant_id: member.tenantId, city_id: city.cityId, period_id: period.id, snapshot: period.snapshot, name },
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'period_id', 'name', 'snapshot']).doUpdateSet(row))
    .execute();
  await writeAudit(trx, deps, city, {
    action: 'scheme.input',
    subject: `${period.label} ${member.slug} ${name}`,
    data: { value, reason, before: before?.value ?? null },
  });
  return true;
}
