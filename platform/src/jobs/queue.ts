import { PgBoss } from 'pg-boss';

/** Whom a job is about; the only payload a job ever has. What there is to do stands in the tenant's own tables. */
export interface TenantRef {
  readonly tenantId: number;
  readonly cityId: number;
}

/** intake: uploaded batches wait for a turn; fold: counters of the tenant changed. */
export const QUEUES = ['intake', 'fold'] as const;
export type QueueName = (typeof QUEUES)[number];

export interface Queue {
  /**
   * Sent after the commit that made the work. Several wakes of one tenant melt into one. Never rejects: the work is in
   * the tables and the sweeper finds it, so a wake that cannot be sent is reported to `onError` and nobody else.
   */
  wake(queue: QueueName, tenant: TenantRef): Promise<void>;
  /** Calls `onWake` for every wake, at once (LISTEN) and by polling where that is lost. */
  listen(queue: QueueName, onWake: (tenant: TenantRef) => void): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueOptions {
  /** URL of role `jobs`, not through a pooler: LISTEN needs its own session. */
  readonly url: string;
  /** The worker listens and supervises the queue's tables; a gateway only sends. */
  readonly part: 'sender' | 'worker';
  readonly onError: (error: unknown) => void;
}

/**
 * pg-boss as an alarm clock: the truth about work is `biz.batch` and `biz.stat_dirty`, so a lost job costs at most the
 * minute until the sweeper comes by, and a doubled one finds nothing to do. Own role, own pool, own schema `jobs`.
 */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const isWorker = options.part === 'worker';
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: `liangji jobs ${options.part}`,
    schema: 'jobs',
    createSchema: false, // made by bootstrap; the role may not create schemas
    max: 2,
    schedule: false,
    supervise: isWorker,
    useListenNotify: isWorker,
  });
  boss.on('error', (error) => {
    Reflect.deleteProperty(error, 'client'); // pg hangs the whole connection on it: nothing for a log
    options.onError(error);
  });
  await boss.start();
  for (const name of QUEUES) {
    await boss.createQueue(name, {
      policy: 'short', // one waiting job a tenant (singletonKey)
      notify: true,
      retryLimit: 0, // the sweeper is the retry
      expireInSeconds: 60,
      deleteAfterSeconds: 600,
    });
  }
  return {
    async wake(queue, { tenantId, cityId }) {
      try {
        await boss.send(queue, { tenantId, cityId }, { singletonKey: String(tenantId) });
      } catch (error) {
        options.onError(error);
      }
    },
    async listen(queue, onWake) {
      await boss.work<TenantRef>(queue, { batchSize: 100, pollingIntervalSeconds: 5 }, async (jobs) => {
        for (const job of jobs) onWake(job.data);
      });
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
