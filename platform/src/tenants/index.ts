// Public: who exists.
export { listTenants } from './list-tenants.ts';
export { shippedModes } from './shipped-modes.ts';
