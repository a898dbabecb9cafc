// Public: who exists.
export { listTenants } from './list-tenants.ts';
