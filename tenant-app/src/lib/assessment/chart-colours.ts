/* Tokens: ECharts hands the colours of an SVG on as they are, so a chart follows the page into the dark and onto paper. */
export const BRAND = 'var(--color-brand)';
export const TINT = 'var(--color-brand-tint)';
export const INK = 'var(--color-ink)';
export const SOFT = 'var(--color-ink-soft)';
export const LINE = 'var(--color-line)';
export const WARN = 'var(--color-warn)';
