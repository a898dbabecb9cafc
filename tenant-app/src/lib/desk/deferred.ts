/** What the first screen of a desk does without: fetched together right after it, at the latest with the key that asks for it. */
export { default as ActForm } from './acts/ActForm.svelte';
export { default as BulkPane } from './bulk/BulkPane.svelte';
export { default as Help } from './keys/Help.svelte';
export { default as RegisterForm } from './register/RegisterForm.svelte';
export { default as ReportForm } from './reports/ReportForm.svelte';
export { default as ReportPane } from './reports/ReportPane.svelte';
