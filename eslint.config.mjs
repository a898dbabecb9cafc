// Editors and every workspace's `check` find the rules here; they are written and explained in infra/lint.
export { default } from './infra/lint/eslint.config.mjs';
