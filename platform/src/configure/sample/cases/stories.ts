import { present } from '../../../kernel/present.ts';
import type { SampleManifest } from '../sample-city.ts';
import type { Deed } from './deeds.ts';
import { SCENES, SUBJECTS, WAITING_REPORTS, type Source, type Subject, type When } from './scenes.ts';
import { WAYS, withoutVerification, type Way } from './ways.ts';

/** A case of the sample city before it happens. */
export interface Story {
  readonly number: number;
  readonly slug: string;
  readonly subject: (typeof SUBJECTS)[Subject];
  readonly source: Source;
  readonly when: When;
  /** Empty for a report that waits. */
  readonly deeds: readonly Deed[];
  /** No two alike: a story with a known address has happened. */
  readonly address: string;
  /** WGS-84 degrees, in the core of the tenant. */
  readonly longitude: number;
  readonly latitude: number;
}

const STREETS = ['滨江路', '政府街', '迎宾大道', '人民路', '兴隆街', '学府路', '体育路', '康宁街', '南津路', '文化巷'];

/** All stories of the sample city, those of a tenant in the order of the scenes. */
export function makeStories(city: readonly SampleManifest[]): Story[] {
  const scenes = (Object.entries(SCENES) as [Way, NonNullable<(typeof SCENES)[Way]>][]).flatMap(([way, list]) =>
    list.map((scene) => [WAYS[way], scene] as const),
  );
  const reports = WAITING_REPORTS.map((scene) => [[] as readonly Deed[], scene] as const);
  return [...scenes, ...reports].map(([deeds, [slug, subject, source, when]], index): Story => {
    const tenant = present(
      city.find((one) => one.slug === slug),
      `the sample tenant ${slug}`,
    );
    const cell = present(tenant.cells[(index * 37 + 11) % tenant.cells.length], 'a cell');
    const [west, south] = (cell.outline.coordinates[0] as number[][])[0]! as [number, number];
    return {
      ...{ number: index + 1, slug, source, when, subject: SUBJECTS[subject] },
      deeds: source === 'patrol' ? withoutVerification(deeds) : deeds,
      address: `${tenant.name}${STREETS[index % STREETS.length]}${101 + index} 号附近`,
      ...{ longitude: west + 0.0005, latitude: south + 0.0004 },
    };
  });
}
