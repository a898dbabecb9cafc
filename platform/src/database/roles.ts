/** Login roles of the database, one pool each. Which role acts is chosen by the pool, never by SET ROLE. */
export const ROLES = {
  identity: 'gw_identity',
  city: 'gw_city',
  county: 'gw_county',
  unit: 'gw_unit',
  operator: 'gw_operator',
  accounts: 'gw_accounts',
  ingest: 'ingest',
  clerk: 'clerk',
  rollup: 'rollup',
  introspect: 'gw_introspect',
  jobs: 'jobs',
  backup: 'backup',
  direct: 'migrator',
} as const;

export type Role = keyof typeof ROLES;

/** One connection URL per role; a process opens only the ones it needs. */
export type RoleUrls = Partial<Record<Role, string>>;
