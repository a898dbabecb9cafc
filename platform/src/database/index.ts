// Public: connections and transactions.
export { openDatabase, type Acting, type Database, type OpenOptions, type Trx } from './database.ts';
export { askInTenant, asIdentity, asOwner, inTenant, withTenantClient, type ActingRole } from './transaction.ts';
export { fingerprint, type Fingerprint } from './fingerprint.ts';
export { bootstrap } from './bootstrap.ts';
export { migrate } from './migrate.ts';
export { ROLES, type Role, type RoleUrls } from './roles.ts';
