import { StartProblem } from '../start/problem.ts';

/** No Keycloak can be had on this machine: nothing is broken, and what needs one is skipped. */
export class KeycloakMissing extends StartProblem {
  override name = 'KeycloakMissing';
}

/** With this code `npm run keycloak` reports the same to its caller. */
export const MISSING_EXIT_CODE = 3;
