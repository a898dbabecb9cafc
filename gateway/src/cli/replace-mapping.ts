import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { checkMapping, Problem } from '@liangji/platform';
import { readMapping, sendMapping, type MappingAnswer } from './client/mappings.ts';
import type { Sender } from './client/send-batch.ts';
import type { CommandContext } from './context.ts';
import { putLines } from './mapping.ts';
import { readJsonFile } from './read-file.ts';

/** So many rows are read to say what a mapping would make of a file. */
const TRIED_ROWS = 1_000;

export interface Replacing {
  readonly as: string;
  readonly file: string;
  readonly mapping: string;
  /** Confirmed already. */
  readonly yes?: boolean;
}

/**
 * Puts a mapping into force for an upload. It holds for everybody who uploads for the source system from then on, so where it
 * replaces another one what it makes of the first rows is shown, and a question asked. SYS-CONFIRM where nobody agrees.
 */
export async function replaceMapping(context: CommandContext, sender: Sender, options: Replacing): Promise<void> {
  const document = await readJsonFile(options.mapping);
  const current = await inForce(sender);
  if (current !== null && !isDeepStrictEqual(current.document, document)) {
    const open = () => createReadStream(options.file);
    const { rows, accepted, rejected } = await checkMapping(open, document, context.deps.clock.now(), TRIED_ROWS);
    const now = current.versions[0]?.version;
    context.print(
      `字段对照 mapping: 将取代 ${current.source} 的 v${now}，此后该来源系统的所有上传都用它 would replace v${now} of ${current.source} for every later upload`,
    );
    context.print(
      `  前 ${rows} 行 of the first ${rows} rows: 可采用 accepted ${accepted}, 未通过 rejected ${rejected}`,
    );
    const isAgreed = options.yes === true || (await context.confirm?.('启用？ Put it into force?')) === true;
    if (!isAgreed) throw new Problem('SYS-CONFIRM');
  }
  for (const line of putLines(await sendMapping(sender, document), options.as)) context.print(line);
}

/** Null before the first one. */
const inForce = (sender: Sender): Promise<MappingAnswer | null> =>
  readMapping(sender).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'KEY-MAPPING') return null;
    throw error;
  });
