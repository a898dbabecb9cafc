import type { LayerSpecification, Map } from 'maplibre-gl';
import { followTheme } from '#lib/theme/follow-theme.ts';

/** Tokens of app.css that a map draws with. */
const TOKENS = [
  ...([
    'paper',
    'sunken',
    'line',
    'line-strong',
    'ink',
    'ink-faint',
    'brand',
    'good',
    'warn',
    'bad',
    'on-solid',
  ] as const),
  ...(['class-1', 'class-2', 'class-3', 'class-4', 'class-5'] as const),
] as const;
export type MapColours = Readonly<Record<(typeof TOKENS)[number], string>>;

/** The colours of the page a map stands on, light or dark: its style is read by WebGL, which knows no tokens. */
export function coloursOf(element: Element): MapColours {
  const probe = element.appendChild(document.createElement('i'));
  const colour = (token: string): string => {
    probe.style.color = `var(--color-${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(TOKENS.map((token) => [token, colour(token)])) as MapColours;
  probe.remove();
  return colours;
}

/** Paints a map anew whenever the page turns light or dark, without taking anything off it; returns the end of that. */
export function followScheme(map: Map, layersIn: (colours: MapColours) => readonly LayerSpecification[]): () => void {
  return followTheme(() => {
    for (const { id, paint } of layersIn(coloursOf(map.getContainer()))) {
      for (const [name, value] of Object.entries(paint ?? {})) map.setPaintProperty(id, name as never, value as never);
    }
    map.redraw(); // at once: paper does not wait for the next frame
  });
}
