import { sampleCity, sampleMonth } from '@liangji/platform';
import type { BatchAnswer } from './client/answers.ts';
import { machineTokens } from './client/machine-token.ts';
import { sendBatch, waitForBatch, type Sender } from './client/send-batch.ts';
import type { CommandContext } from './context.ts';
import { padded } from './summary.ts';

type County = ReturnType<typeof sampleCity>[number];

/** Counties sending at the same time: enough to show that they do not wait for one another. */
const AT_ONCE = 3;

/**
 * `liangji sample upload`: October 2026 of every county and zone, each through the gateway with its own machine client and
 * in the words of its own system. Harmless when repeated: the batch ids and bytes are always the same.
 */
export async function runSampleUpload(context: CommandContext): Promise<void> {
  const waiting = sampleCity().filter((tenant) => tenant.kind !== 'city');
  context.print(`  ${padded('', 26)}${['行 rows', '新建 new', '拒收 rejected', '警告 warnings'].map(column).join('')}`);
  const work = async (): Promise<void> => {
    for (let county = waiting.shift(); county !== undefined; county = waiting.shift()) await send(context, county);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function send({ environment, print, setExitCode }: CommandContext, county: County): Promise<void> {
  const clientId = county.sources[0]!.machineClients[0]!;
  // The realm file of the sample gives every machine client this secret.
  const token = machineTokens(environment.issuer, clientId, `${clientId}-sample`);
  const sender: Sender = { gatewayUrl: environment.gatewayUrl, token };
  const { bytes, fileName, contentType } = sampleMonth(county);
  const sent = await sendBatch(sender, {
    clientBatchId: `sample-${fileName}`,
    fileName,
    contentType,
    gzip: false,
    open: () => inParts(bytes),
  });
  const done = await waitForBatch(sender, sent.batchId);
  print(`  ${padded(county.name, 14)}${padded(county.slug, 12)}${outcome(done)}`);
  if (done.state === 'refused') setExitCode(1);
}

function outcome(batch: BatchAnswer): string {
  if (batch.refused !== null) return `${batch.refused.zh} ${batch.refused.en} (${batch.refused.code})`;
  const figures = [batch.rows ?? 0, batch.outcomes.created, batch.outcomes.rejected, batch.warnings];
  return figures.map((figure) => column(String(figure))).join('');
}

/** Right-aligned; a Chinese character takes two columns. */
function column(text: string): string {
  const taken = [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0);
  return ' '.repeat(Math.max(1, 16 - taken)) + text;
}

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}
