/** What other rooms may use: a real Keycloak for tests, beside the embedded provider. */
export { whatKeycloakLacks } from './distribution.ts';
export { readKeycloakEnvironment, type KeycloakEnvironment } from './environment.ts';
export { startKeycloak, type RunningKeycloak } from './server.ts';
