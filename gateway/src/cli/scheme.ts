import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import {
  checkScheme,
  enterInputs,
  type InputToEnter,
  message,
  Problem,
  publishScheme,
  refreshRanking,
} from '@liangji/platform';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { cityByOperator } from './city.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { readText } from './read-file.ts';

/** `liangji scheme check`: every reason why a scheme could not be published; needs no server. */
export async function runSchemeCheck(context: CommandContext, file: string): Promise<void> {
  const checked = checkScheme(await readYaml(file));
  if (!checked.ok) {
    for (const { code, zh, en } of checked.reasons) context.print(`${zh} ${en} (${code})`);
    context.setExitCode(1);
    return;
  }
  const { id, version, inputs, groups } = checked.scheme.document;
  context.print(`评价方案 scheme ${id}@${version}: 可以发布 sound`);
  context.print(`  分组 groups: ${groups.map(({ key, score }) => `${key} (${score})`).join(', ')}`);
  for (const [name, { title, default: fallback }] of Object.entries(inputs)) {
    const missing = fallback === undefined ? '须录入 must be entered' : `缺省 by default ${fallback}`;
    context.print(`  录入项 input ${name}: ${title.zh} ${title.en}, ${missing}`);
  }
}

/** `liangji scheme publish`: a scheme of a city's own, append-only; the same document again changes nothing. */
export async function runSchemePublish(
  context: CommandContext,
  file: string,
  options: { readonly city?: string },
): Promise<void> {
  const document = await readYaml(file);
  await withDatabase(context, ['operator', 'identity', 'city'], async (database) => {
    const city = await cityByOperator(context, database, options.city);
    const { id, version, hash } = await publishScheme(database, context.deps, city, document);
    context.print(`评价方案 scheme ${id}@${version}: 已发布 published, sha256 ${hash}`);
  });
}

/** `liangji scheme input set`: values nobody can count, from a file, all or none; the ranking follows at once. */
export async function runSchemeInputSet(
  context: CommandContext,
  file: string,
  options: { readonly period: string; readonly city?: string },
): Promise<void> {
  const inputs = await readInputs(file);
  await withDatabase(context, ['operator', 'identity', 'city', 'rollup'], async (database) => {
    const city = await cityByOperator(context, database, options.city);
    const { period, written } = await enterInputs(database, context.deps, city, options.period, inputs);
    await refreshRanking(database, context.deps, city);
    context.print(
      `评价周期 period ${period.label}: 录入 entered ${written}, 无变化 unchanged ${inputs.length - written}`,
    );
  });
}

const line = z.strictObject({
  member: z.string(),
  name: z.string(),
  value: z.union([z.string(), z.number()]).transform(String),
  reason: z.string().default(''),
});

/** A list in YAML, or CSV with the columns member, name, value, reason. */
async function readInputs(file: string): Promise<InputToEnter[]> {
  const content = /\.csv$/i.test(file) ? await readCsv(file) : await readYaml(file);
  const parsed = z.array(line).safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  const reason = message('file.columns', { file, path, columns: 'member, name, value, reason' });
  throw new Problem('SYS-INPUT', { reason });
}

/** YAML, and so JSON. */
async function readYaml(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return parseYaml(text);
  } catch (error) {
    const words = (error as Error).message.split('\n')[0] ?? '';
    throw new Problem('CONF-YAML', { reason: message('file.words', { file, words }) }, { cause: error });
  }
}

/** The lines of a CSV by its headings. SYS-FILE-NOT-CSV with the line that is none. */
async function readCsv(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return parseCsv(text, { columns: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new Problem('SYS-FILE-NOT-CSV', { file, line: Number(cause['lines']) }, { cause });
  }
}
