import { Answer } from '#lib/map/answer.svelte.ts';
import { boundsOf } from '#lib/map/bounds.ts';
import type { Box } from '#lib/map/bounds.ts';
import { fetchFeatures, NO_FEATURES } from '#lib/map/features.ts';
import type { CaseFeatures, Features } from '#lib/map/features.ts';

/** Whether cases were sent as counts. */
export const isCounted = ({ features }: CaseFeatures): boolean =>
  features.some(({ properties }) => 'cases' in properties);

/** The cases on the map: all at once; where they come as counts, those in view are asked for again as somebody looks closer. */
export class MapCases {
  #box = $state.raw<Box | null>(null);
  all: Answer<CaseFeatures>;
  near: Answer<CaseFeatures>;
  readonly shown: Features = $derived.by(() => this.near.data ?? this.all.data ?? NO_FEATURES);

  /** `wanted`: the days and perhaps the county, null = no cases. */
  constructor(areas: Features, wanted: () => string | null) {
    const ask = (query: string) => fetchFeatures('points', query);
    const [west = 0, , east = 0] = boundsOf(areas, null) ?? [];
    const isClose = ([left, , right]: Box): boolean => right - left < (east - west) / 2;
    this.all = new Answer(wanted, ask);
    this.near = new Answer(() => {
      const days = wanted();
      const box = this.#box;
      if (days === null || box === null || !isClose(box) || !this.all.data || !isCounted(this.all.data)) return null;
      return `${days}&bbox=${box.map((degrees) => degrees.toFixed(5)).join()}`;
    }, ask);
  }

  look(box: Box): void {
    this.#box = box;
  }
}
