import { hoursFaults } from '../../calendars/hours.ts';
import { message } from '../../kernel/message.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { areasAbove } from './area-tree.ts';
import { instantOf } from './moment.ts';
import { pathText, type ManifestFault, type TenantManifest } from './manifest.ts';
import { bodiesOf, desksOf, isOneDeskEachDay } from './unit-tree.ts';

type Path = (string | number)[];

/** What a schema cannot see: names that refer to nothing, things that are there twice, circles, days in the wrong order. */
export function checkReferences(manifest: TenantManifest): ManifestFault[] {
  const { calendar, modes, units, people, sources, areas, cells, limits, timeZone } = manifest;
  const faults: ManifestFault[] = [];
  const fault = (code: ManifestFault['code'], path: Path, details: ManifestFault['params'] = {}): void => {
    faults.push({ code, path, params: { path: pathText(path), ...details } });
  };
  const twice = <T>(list: readonly T[], path: string, keyOf: (item: T) => string, at: readonly string[]): void => {
    const seen = new Set<string>();
    list.forEach((item, n) => {
      const key = keyOf(item);
      if (seen.has(key)) fault('CONF-DUPLICATE', [...path.split('.'), n, ...at], { key });
      seen.add(key);
    });
  };
  if ((manifest.kind === 'city') !== (manifest.city === manifest.slug)) fault('CONF-CITY', ['city']);
  if (!isOneDeskEachDay(desksOf(units))) fault('CONF-DESK', ['units']);
  if (typeof calendar === 'object') {
    for (const { path, reason } of hoursFaults(calendar)) fault('CONF-VALUE', ['calendar', ...path], { reason });
    twice(calendar.days, 'calendar.days', ({ day }) => day, ['day']);
  }
  twice(modes, 'modes', ({ from }) => from, ['from']);
  modes.forEach(({ mode }, n) => {
    if (typeof mode !== 'string' || shippedModes().has(mode)) return;
    fault('CONF-MODE', ['modes', n, 'mode'], { mode, known: [...shippedModes().keys()].join(', ') });
  });
  twice(units, 'units', ({ code }) => code, ['code']);
  twice(people, 'people', ({ username }) => username, ['username']);
  twice(sources, 'sources', ({ code }) => code, ['code']);
  twice(areas, 'areas', ({ level, parent, name, code }) => [level, parent, name, code].filter(Boolean).join(' '), [
    'name',
  ]);
  twice(cells, 'cells', ({ code }) => code, ['code']);
  const subjectOf = ({ catalogue, class: subject, condition, step }: TenantManifest['limits'][number]): string =>
    [catalogue, subject, condition, step].filter(Boolean).join(' ');
  limits.forEach((limit, n) => {
    const key = subjectOf(limit);
    const overlaps = limits
      .slice(0, n)
      .some(
        (other) =>
          subjectOf(other) === key &&
          (other.to === undefined || limit.from < other.to) &&
          (limit.to === undefined || other.from < limit.to),
      );
    if (overlaps) fault('CONF-DUPLICATE', ['limits', n, 'from'], { key });
  });

  const codes = new Set(units.map(({ code }) => code));
  const named = (code: string | undefined, path: Path): boolean => {
    if (code === undefined || codes.has(code)) return true;
    fault('CONF-UNIT-UNKNOWN', path, { unit: code });
    return false;
  };
  const ordered = (item: { from: string; to?: string | undefined }, path: Path): void => {
    if (item.to === undefined || instantOf(item.to, timeZone) >= instantOf(item.from, timeZone)) return;
    fault('CONF-DAYS', [...path, 'to'], { reason: message('days.end-first') });
  };
  units.forEach((unit, n) => {
    named(unit.parent, ['units', n, 'parent']);
    ordered(unit, ['units', n]);
  });
  people.forEach((person, p) =>
    person.posts.forEach((post, n) => {
      named(post.unit, ['people', p, 'posts', n, 'unit']);
      ordered(post, ['people', p, 'posts', n]);
      const { code: unit, to: day } = units.find(({ code }) => code === post.unit) ?? {};
      if (unit === undefined || day === undefined) return;
      if (instantOf(post.from, timeZone) < instantOf(day, timeZone)) return;
      fault('CONF-DAYS', ['people', p, 'posts', n, 'from'], { reason: message('days.unit-ended', { unit, day }) });
    }),
  );
  const looped = circleIn(units);
  if (looped !== undefined) fault('CONF-CYCLE', ['units', looped, 'parent']);
  else {
    const bodies = bodiesOf(units);
    sources.forEach(({ clients }, s) =>
      clients.forEach(({ body }, n) => {
        const path = ['sources', s, 'clients', n, 'body'];
        if (named(body, path) && body !== undefined && bodies.get(body) !== body)
          fault('CONF-BODY', path, { unit: body });
      }),
    );
  }
  areas.forEach(({ level, parent }, n) => {
    if (parent === undefined) return;
    const above = areasAbove(areas, level, parent).length;
    if (above === 0) fault('CONF-AREA-UNKNOWN', ['areas', n, 'parent'], { area: parent });
    if (above > 1) fault('CONF-AREA-AMBIGUOUS', ['areas', n, 'parent'], { area: parent });
  });
  return faults;
}

/** Index of a unit that lies above itself. */
function circleIn(units: TenantManifest['units']): number | undefined {
  const parentOf = new Map(units.map(({ code, parent }) => [code, parent]));
  const found = units.findIndex(({ code }) => {
    const path = new Set([code]);
    for (let above = parentOf.get(code); above !== undefined; above = parentOf.get(above)) {
      if (path.has(above)) return true;
      path.add(above);
    }
    return false;
  });
  return found < 0 ? undefined : found;
}
