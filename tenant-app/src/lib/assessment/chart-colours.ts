/* Colours of the tokens, written out: charts are drawn by ECharts, not by CSS. */
export const BRAND = '#17566b';
export const TINT = '#e3eff3';
export const INK = '#18242c';
export const SOFT = '#47555f';
export const LINE = '#e5eaed';
export const WARN = '#7a4f00';
