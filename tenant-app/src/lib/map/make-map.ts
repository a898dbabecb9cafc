import { Map, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import type { StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { m } from '#lib/paraglide/messages.js';
import { addStyles } from './add-styles.ts';
import { boundsOf } from './bounds.ts';
import type { Features } from './features.ts';
import styles from './map.css?url';

/** Around 遂宁, where nothing is known. */
const AROUND: [number, number, number, number] = [105, 30, 106, 31];

setWorkerUrl(workerUrl);
await addStyles(styles); // by address: an imported style sheet would hold up the first page of everybody

/**
 * A map of our own features: no tiles, no glyphs, nothing from the internet. One finger and a plain wheel scroll the page, two
 * fingers or Ctrl move the map; what it says is in the language of the page. The caller removes it.
 */
export function makeMap(container: HTMLElement, style: StyleSpecification, areas: Features, label: string): Map {
  const map = new Map({
    container,
    style,
    bounds: boundsOf(areas, null) ?? AROUND,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: true,
    locale: {
      'Map.Title': label,
      'NavigationControl.ZoomIn': m.map_zoom_in(),
      'NavigationControl.ZoomOut': m.map_zoom_out(),
      'CooperativeGesturesHandler.WindowsHelpText': m.map_wheel({ key: 'Ctrl' }),
      'CooperativeGesturesHandler.MacHelpText': m.map_wheel({ key: '⌘' }),
      'CooperativeGesturesHandler.MobileHelpText': m.map_two_fingers(),
    },
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.getCanvas().setAttribute('aria-label', label);
  return map;
}
