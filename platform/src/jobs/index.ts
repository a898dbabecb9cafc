// Public: waking the worker.
export { openQueue, QUEUES, type Queue, type QueueName, type TenantRef } from './queue.ts';
export { makeRing, type Ring, type TurnEnd } from './ring.ts';
export { readWorkload, type Workload } from './workload.ts';
