/** What tests of other workspaces use of readiness for Citus: what they heard, held against the rules. */
export { breachesHeard } from './breaches-heard.ts';
