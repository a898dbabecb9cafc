import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  applyTenant,
  exportTenant,
  manifestText,
  planTenants,
  readManifest,
  type PlacedFault,
  type TenantManifest,
} from '@liangji/platform';
import { changeLines } from './change-lines.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { requireReadable } from './read-file.ts';
import { problemLine } from '../problems/problem-line.ts';
import { secretLines } from './secret-lines.ts';

/** `liangji tenant plan`: every change and what follows from it; writes nothing. */
export async function runTenantPlan(context: CommandContext, files: readonly string[]): Promise<void> {
  const manifests = await readManifests(context, files);
  if (manifests === undefined) return;
  await withDatabase(context, ['operator'], async (database) => {
    const planned = await planTenants(database, context.deps, await appliedBy(context, database), manifests);
    for (const tenant of planned) for (const line of changeLines(tenant)) context.print(line);
    context.print('未写入任何内容 nothing was written');
  });
}

/** `liangji tenant apply`: tenant after tenant, each in one transaction; passwords it made are printed at the end. */
export async function runTenantApply(context: CommandContext, files: readonly string[]): Promise<void> {
  const manifests = await readManifests(context, files);
  if (manifests === undefined) return;
  await withDatabase(context, ['operator'], async (database) => {
    const by = await appliedBy(context, database);
    for (const manifest of manifests) {
      const applied = await applyTenant(database, context.deps, by, manifest);
      for (const line of [...changeLines(applied), ...secretLines(applied.secrets)]) context.print(line);
    }
  });
}

/** `liangji tenant export`: the manifest of each tenant, printed or into a folder. */
export async function runTenantExport(
  context: CommandContext,
  slugs: readonly string[],
  { into }: { readonly into?: string },
): Promise<void> {
  await withDatabase(context, ['operator'], async (database) => {
    const by = await appliedBy(context, database);
    if (into !== undefined) await mkdir(into, { recursive: true });
    for (const slug of slugs) {
      const text = manifestText(await exportTenant(database, context.deps, by, slug));
      if (into === undefined) {
        context.print(text.trimEnd());
        continue;
      }
      const file = join(into, `${slug}.yaml`);
      await writeFile(file, text);
      context.print(`  ${file}`);
    }
  });
}

/** All files, cities first whatever the order they were named in; undefined, with every fault printed, if one has any. */
async function readManifests(context: CommandContext, files: readonly string[]): Promise<TenantManifest[] | undefined> {
  const manifests: TenantManifest[] = [];
  let isSound = true;
  for (const file of files) {
    await requireReadable(file);
    const { manifest, faults } = readManifest(file);
    if (manifest !== undefined) manifests.push(manifest);
    else {
      isSound = false;
      for (const fault of faults) context.print(faultLine(file, fault));
    }
  }
  if (!isSound) {
    context.setExitCode(1);
    return undefined;
  }
  return manifests.sort((a, b) => Number(b.kind === 'city') - Number(a.kind === 'city'));
}

const faultLine = (file: string, { line, column, ...fault }: PlacedFault): string =>
  `${file}:${line}:${column} ${problemLine(fault)}`;
