import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  applyTenant,
  exportTenant,
  manifestText,
  planTenants,
  readManifest,
  Problem,
  type PlacedFault,
  type PlaceOf,
  type TenantManifest,
} from '@liangji/platform';
import { changeLines } from './change-lines.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { requireReadable, unwritable } from './read-file.ts';
import { problemLine } from '../problems/problem-line.ts';
import { secretLines } from './secret-lines.ts';

/** `liangji tenant plan`: every change and what follows from it; writes nothing. */
export async function runTenantPlan(context: CommandContext, files: readonly string[]): Promise<void> {
  const manifests = await readManifests(context, files);
  if (manifests === undefined) return;
  await withDatabase(context, ['operator'], (database) =>
    naming(context, manifests, async () => {
      const documents = manifests.map(({ manifest }) => manifest);
      const planned = await planTenants(database, context.deps, await appliedBy(context, database), documents);
      for (const tenant of planned) for (const line of changeLines(tenant)) context.print(line);
      context.print('未写入任何内容 nothing was written');
    }),
  );
}

/** `liangji tenant apply`: tenant after tenant, each in one transaction; passwords it made are printed at the end. */
export async function runTenantApply(context: CommandContext, files: readonly string[]): Promise<void> {
  const manifests = await readManifests(context, files);
  if (manifests === undefined) return;
  await withDatabase(context, ['operator'], (database) =>
    naming(context, manifests, async () => {
      const by = await appliedBy(context, database);
      for (const { manifest } of manifests) {
        const applied = await applyTenant(database, context.deps, by, manifest);
        for (const line of [...changeLines(applied), ...secretLines(applied.secrets)]) context.print(line);
      }
    }),
  );
}

/** `liangji tenant export`: the manifest of each tenant, printed or into a folder. */
export async function runTenantExport(
  context: CommandContext,
  slugs: readonly string[],
  { into }: { readonly into?: string },
): Promise<void> {
  if (into !== undefined) {
    await mkdir(into, { recursive: true }).catch((error: unknown) => {
      throw unwritable(into, error);
    });
  }
  await withDatabase(context, ['operator'], async (database) => {
    const by = await appliedBy(context, database);
    for (const slug of slugs) {
      const text = manifestText(await exportTenant(database, context.deps, by, slug));
      if (into === undefined) {
        context.print(text.trimEnd());
        continue;
      }
      const file = join(into, `${slug}.yaml`);
      await writeFile(file, text).catch((error: unknown) => {
        throw unwritable(file, error);
      });
      context.print(`  ${file}`);
    }
  });
}

interface ManifestFile {
  readonly file: string;
  readonly manifest: TenantManifest;
  readonly placeOf: PlaceOf;
}

/** Runs `act`; a fault of a manifest that only the database shows is printed with file, line and column as the others are. */
async function naming(
  context: CommandContext,
  files: readonly ManifestFile[],
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params } = error;
    const found = files.find(({ manifest }) => manifest.slug === params['manifest']);
    if (found === undefined || typeof params['path'] !== 'string') throw error;
    context.print(`${placeText(found.file, found.placeOf(params['path']))} ${problemLine({ code, params })}`);
    context.setExitCode(1);
  }
}

/** All files, cities first whatever the order they were named in; undefined, with every fault printed, if one has any. */
async function readManifests(context: CommandContext, files: readonly string[]): Promise<ManifestFile[] | undefined> {
  const manifests: ManifestFile[] = [];
  let isSound = true;
  for (const file of files) {
    await requireReadable(file);
    const read = readManifest(file);
    if (read.faults === undefined) manifests.push({ file, ...read });
    else {
      isSound = false;
      for (const fault of read.faults) context.print(`${placeText(file, fault)} ${problemLine(fault)}`);
    }
  }
  if (!isSound) {
    context.setExitCode(1);
    return undefined;
  }
  return manifests.sort((a, b) => Number(b.manifest.kind === 'city') - Number(a.manifest.kind === 'city'));
}

const placeText = (file: string, { line, column }: Pick<PlacedFault, 'line' | 'column'>): string =>
  `${file}:${line}:${column}`;
