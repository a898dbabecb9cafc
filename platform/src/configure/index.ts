// Public: tenants by manifest, operators, the sample city.
export { applyTenant, planTenants, type AppliedTenant } from './apply/apply-tenant.ts';
export type { AppliedBy } from './apply/applying.ts';
export type { Bilingual, Change, IssuedSecret } from './change.ts';
export type { Unnamed } from './apply/unnamed.ts';
export { parseManifest } from './manifest/check-manifest.ts';
export { exportTenant } from './export/export-tenant.ts';
export { importAreas, type ImportedArea } from './apply/import-areas.ts';
export type { TenantManifest } from './manifest/manifest.ts';
export { manifestText } from './manifest/manifest-text.ts';
export { createOperator, operatorActor, operatorNamed, operatorOfActor, renewPassword } from './operators/operators.ts';
export { readManifest, type PlacedFault, type PlaceOf, type ReadManifest } from './manifest/read-manifest.ts';
export { applySample } from './sample/apply-sample.ts';
export { applySampleDuties } from './sample/apply-sample-duties.ts';
export { applySampleScheme, sampleCityActing } from './sample/apply-sample-scheme.ts';
export { makeSampleCases, type SampleCasesServices } from './sample/cases/make-sample-cases.ts';
export { sampleCity } from './sample/sample-city.ts';
export { openSampleMonths, SAMPLE_MONTH, sampleMonth, type SampleUpload } from './sample/sample-month.ts';
