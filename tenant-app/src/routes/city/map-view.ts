import { m } from '#lib/paraglide/messages.js';

/** What the map of a city shows: one thing at a time, so that colours and numbers mean one thing. */
export const MAP_VIEWS = ['figures', 'cases', 'cells'] as const;
export type MapView = (typeof MAP_VIEWS)[number];

export const VIEW_WORDS = { figures: m.map_view_figures, cases: m.map_view_cases, cells: m.map_view_cells } as const;
