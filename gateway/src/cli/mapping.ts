import { message, Problem, type PutMapping } from '@liangji/platform';
import { readMapping, sendMapping } from './client/mappings.ts';
import type { CommandContext } from './context.ts';
import { localTime } from './local-time.ts';
import { senderOf, type SenderOptions } from './sender.ts';

/** `liangji mapping versions`: every version the client's source system has had, latest first. */
export async function runMappingVersions(context: CommandContext, options: SenderOptions): Promise<void> {
  const { source, versions } = await readMapping(senderOf(context, options));
  for (const [index, { version, fromAt }] of versions.entries()) {
    const word = index === 0 ? '  使用中 in force' : '';
    context.print(`  ${source}  v${version}  ${localTime(new Date(fromAt))}${word}`);
  }
}

/** `liangji mapping show`: nothing but the document, so that it can be written into a file. */
export async function runMappingShow(context: CommandContext, version: string | undefined, options: SenderOptions) {
  const { document } = await readMapping(senderOf(context, options), numberOf(version));
  context.print(JSON.stringify(document, null, 2));
}

/** `liangji mapping use`: an earlier version into force again, as a new version with the same content. */
export async function runMappingUse(context: CommandContext, version: string, options: SenderOptions): Promise<void> {
  const sender = senderOf(context, options);
  const { document } = await readMapping(sender, numberOf(version));
  for (const line of putLines(await sendMapping(sender, document), options.as)) context.print(line);
}

/** What putting a mapping into force has changed, for whom, and the way back. */
export function putLines({ version, created, replaced }: PutMapping, client: string): string[] {
  if (!created) return [`字段对照 mapping: v${version} 无变化 unchanged`];
  if (replaced === null) return [`字段对照 mapping: v${version} 第一版 first version`];
  return [
    `字段对照 mapping: v${version} 取代 v${replaced}，该来源系统此后的所有上传都用它 replaces v${replaced} for every upload of this source system from now on`,
    `  恢复 to go back: npx liangji mapping use ${replaced} --as ${client}`,
  ];
}

function numberOf(version: string | undefined): number | undefined {
  if (version === undefined) return undefined;
  const number = /^v?(\d{1,9})$/.exec(version)?.[1];
  if (number === undefined || Number(number) === 0) {
    throw new Problem('SYS-INPUT', { reason: message('option.version', { value: version }) });
  }
  return Number(number);
}
