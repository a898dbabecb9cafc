// Public: tenants by manifest, operators, the sample city.
export { applyTenant, planTenants, type AppliedTenant } from './apply-tenant.ts';
export type { AppliedBy } from './applying.ts';
export type { Bilingual, Change, IssuedSecret } from './change.ts';
export type { Unnamed } from './unnamed.ts';
export { parseManifest } from './check-manifest.ts';
export { exportTenant } from './export-tenant.ts';
export { importAreas, type ImportedArea } from './import-areas.ts';
export type { TenantManifest } from './manifest.ts';
export { manifestText } from './manifest-text.ts';
export { createOperator, operatorActor, operatorNamed, renewPassword } from './operators.ts';
export { readManifest, type PlacedFault, type ReadManifest } from './read-manifest.ts';
export { applySample } from './sample/apply-sample.ts';
export { applySampleScheme, sampleCityActing } from './sample/apply-sample-scheme.ts';
export { sampleCity } from './sample/sample-city.ts';
export { SAMPLE_MONTH, sampleMonth, type SampleUpload } from './sample/sample-month.ts';
