/** The type of the commands, for the web app's client; no code leaves here. */
export type { AppRouter } from './router.ts';
