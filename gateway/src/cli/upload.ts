import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describeFile } from './client/describe-file.ts';
import { readBatchReport, readReport, type Report } from './client/read-reports.ts';
import { sendBatch, waitForBatch } from './client/send-batch.ts';
import type { CommandContext } from './context.ts';
import { drawBars } from './progress.ts';
import { fileProblem, requireWritable } from './read-file.ts';
import { replaceMapping } from './replace-mapping.ts';
import { senderOf, type SenderOptions } from './sender.ts';
import { batchSummary } from './summary.ts';

export interface UploadOptions extends SenderOptions {
  readonly file: string;
  readonly mapping?: string;
  readonly yes?: boolean;
  readonly batchId?: string;
  readonly rejected?: string;
  readonly newestWins?: boolean;
  readonly warnings?: string;
  readonly words?: string;
}

/** Exit code of an upload that went through, with rows refused. */
const EXIT_REJECTS = 2;

const RECEIVED_BEFORE = [
  '该文件此前已收到，以下是当时的结果；要重新读取，请用 --batch-id 另给批次号。',
  'This file was received before; what follows is the result of then. To have it read again, give another --batch-id.',
];

/**
 * `liangji upload`: one file, as one machine client. Sends the mapping first when there is one and it is agreed to, streams the file, waits
 * for the outcome of every row and says what became of them. Running it again is harmless: the batch id is made of the
 * file's bytes.
 */
export async function runUpload(context: CommandContext, options: UploadOptions): Promise<void> {
  const { print } = context;
  const sender = senderOf(context, options);
  for (const path of [options.rejected, options.warnings, options.words]) {
    if (path !== undefined) await requireWritable(path);
  }
  const described = describeFile(options.file);
  const { bytes, sha256 } = await measure(options.file);
  const { mapping } = options;
  if (mapping !== undefined) await replaceMapping(context, sender, { ...options, mapping });
  const bars = drawBars(context.progress);
  const sent = await sendBatch(sender, {
    ...described,
    clientBatchId:
      options.batchId ??
      `${basename(options.file)}-${sha256.slice(0, 16)}${options.newestWins === true ? '-newest' : ''}`,
    fileName: basename(options.file),
    newestWins: options.newestWins ?? false,
    open: () => createReadStream(options.file),
    onSent: (done) => bars.show('上传 sending', done, bytes),
    onRetry: () => print('线路不稳，重试中 the line is bad, trying again'),
  });
  if (sent.state !== 'queued' && sent.state !== 'running') for (const line of RECEIVED_BEFORE) print(line);
  const done = await waitForBatch(sender, sent.batchId, (batch) => {
    if (batch.rows !== null) bars.show('处理 rows', batch.doneRows, batch.rows);
  });
  bars.stop();
  for (const line of batchSummary(await readBatchReport(sender, done))) print(line);
  if (done.state === 'refused' || done.state === 'cancelled') context.setExitCode(1);
  const save = async (report: Report, path: string | undefined, label: string): Promise<void> => {
    if (path === undefined) return;
    await pipeline(await readReport(sender, done.batchId, report), createWriteStream(path));
    print(`${label}: ${path}`);
  };
  await save('warnings', options.warnings, '提醒 warnings');
  await save('words?format=csv', options.words, '无法识别的词 unknown words');
  if (done.outcomes.rejected === 0) return;
  context.setExitCode(EXIT_REJECTS);
  await save('rejected', options.rejected, '未通过行 rejected rows');
}

async function measure(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const part of createReadStream(file)) {
      hash.update(part as Buffer);
      bytes += (part as Buffer).length;
    }
  } catch (error) {
    throw fileProblem(file, error);
  }
  return { bytes, sha256: hash.digest('hex') };
}
