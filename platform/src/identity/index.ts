// Public: who acts.
export { adoptIssuer } from './adopt-issuer.ts';
export { actIn, heldPosts, type Person } from './act-in.ts';
export {
  actingOf,
  poolOf,
  unitsOf,
  type Actor,
  type ActorBody,
  type ActorPool,
  type ActorPost,
  type ActorTenant,
} from './actor.ts';
export { listenForMembershipChanges, notifyMembershipChanged } from './membership-changes.ts';
export { reachOf, type Reach } from './reach.ts';
export { hasRight, requireRight } from './rights.ts';
export { resolveMachine, type Machine, type MachineClaims } from './resolve-machine.ts';
export { resolvePerson, type PersonClaims } from './resolve-person.ts';
