import { listTenants, Problem, readGivenUp, retryBatch } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { localTime } from './local-time.ts';
import { padded } from './summary.ts';

/** `liangji batch given-up`: the batches of every tenant that failed by a fault of ours until they were tried no more. */
export async function runBatchGivenUp(context: CommandContext): Promise<void> {
  await withDatabase(context, ['operator', 'identity', 'ingest'], async (database) => {
    const { actor } = await appliedBy(context, database);
    let found = 0;
    for (const tenant of await listTenants(database, actor)) {
      for (const batch of await readGivenUp(database, tenant)) {
        found += 1;
        const since = batch.givenUpAt === null ? '' : localTime(batch.givenUpAt);
        context.print(`  ${padded(batch.slug, 14)}${batch.batchId}  ${since}  ${batch.fileName ?? ''}`);
      }
    }
    context.print(`因平台故障而放弃的批次 batches given up: ${found}`);
  });
}

/** `liangji batch retry`: workers go on with such a batch where it stopped. KEY-GIVEN-UP when it is none. */
export async function runBatchRetry(context: CommandContext, batchId: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(batchId);
  await withDatabase(context, ['operator', 'identity', 'ingest'], async (database) => {
    const { actor } = await appliedBy(context, database);
    for (const tenant of isId ? await listTenants(database, actor) : []) {
      if (!(await retryBatch(database, context.deps, tenant, batchId))) continue;
      context.print(`已重新排队，一分钟内处理 waits again and is worked on within a minute: ${batchId}`);
      return;
    }
    throw new Problem('KEY-GIVEN-UP', { batch: batchId });
  });
}
