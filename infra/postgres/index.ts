/** What other rooms may use: real PostgreSQL 18 from npm, started and stopped by us. */
export { freePort, startPostgres, stopLeftOver, type PostgresOptions, type RunningPostgres } from './start.ts';
export { removeCluster } from './remove.ts';
export { isAlive } from './postmaster.ts';
