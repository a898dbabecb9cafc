let isAble: boolean | undefined;

/** Whether this browser draws maps: MapLibre needs WebGL 2, which old computers and remote desktops often lack. */
export const canDrawMaps = (): boolean => (isAble ??= document.createElement('canvas').getContext('webgl2') !== null);
