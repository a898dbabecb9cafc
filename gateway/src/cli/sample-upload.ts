import { OUTCOMES_AS_SHOWN, sampleCity, sampleMonth } from '@liangji/platform';
import type { BatchAnswer } from './client/answers.ts';
import { machineTokens } from './client/machine-token.ts';
import { sendBatch, waitForBatch, type Sender } from './client/send-batch.ts';
import type { CommandContext } from './context.ts';
import { OUTCOME, padded, paddedLeft } from './summary.ts';

type County = ReturnType<typeof sampleCity>[number];

/** Counties sending at the same time: enough to show that they do not wait for one another. */
const AT_ONCE = 3;

/**
 * `liangji sample upload`: October 2026 of every county and zone, each through the gateway with its own machine client and
 * in the words of its own system. Harmless when repeated: the batch ids and bytes are always the same.
 */
export async function runSampleUpload(context: CommandContext): Promise<void> {
  const waiting = sampleCity().filter((tenant) => tenant.kind !== 'city');
  context.print(
    `  ${padded('', 26)}${['行', ...OUTCOMES_AS_SHOWN.map((each) => OUTCOME[each]), '提醒'].map(column).join('')}`,
  );
  context.print(`  ${padded('', 26)}${['rows', ...OUTCOMES_AS_SHOWN, 'warnings'].map(column).join('')}`);
  const work = async (): Promise<void> => {
    for (let county = waiting.shift(); county !== undefined; county = waiting.shift()) await send(context, county);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function send({ environment, print, setExitCode }: CommandContext, county: County): Promise<void> {
  const clientId = county.sources[0]!.clients[0]!.id;
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
  print(`  ${padded(county.name, 14)}${padded(county.slug, 12)}${outcomeColumns(done)}`);
  if (done.state === 'refused') setExitCode(1);
}

/** Rows, every outcome, warnings: the outcomes add up to the rows. */
export function outcomeColumns(batch: BatchAnswer): string {
  if (batch.refused !== null) return `${batch.refused.zh} ${batch.refused.en} (${batch.refused.code})`;
  const figures = [batch.rows ?? 0, ...OUTCOMES_AS_SHOWN.map((each) => batch.outcomes[each]), batch.warnings];
  return figures.map((figure) => column(String(figure))).join('');
}

const column = (text: string): string => paddedLeft(text, 12);

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
}
