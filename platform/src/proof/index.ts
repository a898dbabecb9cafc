// Public: the proof of isolation on a live installation.
export { huntBySql, type Hunt, type HuntFinding } from './hunt-sql.ts';
export { removeSandboxes } from './remove-sandboxes.ts';
export { plantSandbox, type Sandbox } from './sandbox.ts';
export {
  CANARY_CLASS,
  marksOf,
  SANDBOX_POSTS,
  type SandboxPost,
  type SandboxTenant,
} from './canaries/sandbox-tenant.ts';
