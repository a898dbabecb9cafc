import { type Acting, asIdentity, type Database, message, Problem } from '@liangji/platform';
import type { CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** The city a command of the centre is for: the one named by its slug, else the only one there is. */
export async function cityOf(database: Database, slug?: string): Promise<Acting> {
  const cities = await asIdentity(database, (trx) =>
    trx.selectFrom('control.tenant').select(['id', 'slug']).whereRef('id', '=', 'city_id').orderBy('id').execute(),
  );
  if (cities.length === 0) throw new Problem('CONF-NO-CITY');
  const [city, ...others] = cities.filter((each) => slug === undefined || each.slug === slug);
  if (city === undefined || others.length > 0) {
    const known = cities.map((each) => each.slug).join(', ');
    const option = slug === undefined ? '--city' : `--city ${slug}`;
    const reason = message('option.one-of', { option, values: known });
    throw new Problem('SYS-INPUT', { reason });
  }
  return { tenantId: city.id, cityId: city.id, actor: 'operator' };
}

/** The same for a command that writes: the audit names the operator who acts. */
export async function cityByOperator(context: CommandContext, database: Database, slug?: string): Promise<Acting> {
  const { actor } = await appliedBy(context, database);
  return { ...(await cityOf(database, slug)), actor };
}
