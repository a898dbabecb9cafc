/** What a visitor chooses: as his machine has it, or always the same. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = 'liangji_theme';
/** A year, in seconds. */
export const THEME_MAX_AGE = 31_536_000;

export const isTheme = (value: unknown): value is Theme => (THEMES as readonly unknown[]).includes(value);

/** The theme a cookie names; whatever else it holds, the one of the machine. */
export const themeOf = (cookie: string | undefined): Theme => (isTheme(cookie) ? cookie : 'system');
