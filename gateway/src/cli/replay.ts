import { replayPeriod } from '@liangji/platform';
import { cityOf } from './city.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { padded } from './summary.ts';

/**
 * `liangji replay`: computes a closed period again from its events and compares, county by county. Exit code 1 when a
 * figure cannot be reproduced.
 */
export async function runReplay(context: CommandContext, label: string, options: { city?: string }): Promise<void> {
  await withDatabase(context, ['identity', 'rollup'], async (database) => {
    const replay = await replayPeriod(database, await cityOf(database, options.city), label);
    for (const { name, isEqual, storedScore, replayedScore, altered, differences } of replay.members) {
      const scores = `${storedScore ?? '–'} / ${replayedScore ?? '–'}`;
      context.print(`  ${isEqual ? '✓' : '✗'} ${padded(name, 18)}${scores}`);
      if (altered.length > 0) context.print(`      被改动 altered: ${altered.join(', ')}`);
      for (const { counter, stored, replayed } of differences) {
        context.print(`      ${padded(counter, 28)}${stored} → ${replayed}`);
      }
    }
    context.print(`  第${replay.snapshot}版 snapshot ${replay.snapshot}`);
    context.print(`  锁定 frozen   ${replay.storedHash ?? '–'}`);
    context.print(`  重算 replayed ${replay.replayedHash}`);
    context.print(replay.isEqual ? '一致 equal' : '不一致 different');
    if (!replay.isEqual) context.setExitCode(1);
  });
}
