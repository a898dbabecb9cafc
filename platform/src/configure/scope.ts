/** What every step of applying needs to know about the tenant. */
export interface TenantScope {
  readonly tenantId: number;
  readonly cityId: number;
}
