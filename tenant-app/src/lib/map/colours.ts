import type { LayerSpecification, Map } from 'maplibre-gl';

/** Tokens of app.css that a map draws with. */
const TOKENS = ['paper', 'sunken', 'line-strong', 'ink', 'ink-faint', 'brand', 'warn', 'on-solid'] as const;
export type MapColours = Readonly<Record<(typeof TOKENS)[number], string>>;

/** The colours of the page a map stands on, light or dark: its style is read by WebGL, which knows no tokens. */
export function coloursOf(element: Element): MapColours {
  const style = getComputedStyle(element);
  return Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(`--color-${name}`)])) as MapColours;
}

/** Paints a map anew whenever the page turns light or dark, without taking anything off it; returns the end of that. */
export function followScheme(map: Map, layersIn: (colours: MapColours) => readonly LayerSpecification[]): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const paint = (): void => {
    for (const { id, paint: values } of layersIn(coloursOf(map.getContainer()))) {
      for (const [name, value] of Object.entries(values ?? {})) map.setPaintProperty(id, name as never, value as never);
    }
  };
  scheme.addEventListener('change', paint);
  return () => scheme.removeEventListener('change', paint);
}
