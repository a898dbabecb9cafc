import { z } from 'zod';
import { isZone } from '../intake/mapping/zone.ts';
import { Problem } from '../kernel/problems.ts';
import { checkReferences } from './check-references.ts';
import { manifestSchema, type WrittenManifest } from './manifest-schema.ts';
import {
  pathText,
  type CheckedManifest,
  type ManifestFault,
  type ReadReference,
  type TenantManifest,
} from './manifest.ts';
import { readReferences } from './read-references.ts';

/** Checks a manifest and reads the files it names. Every fault of a step is given; a later step needs the earlier one. */
export function checkManifest(document: unknown, readFile: ReadReference): CheckedManifest {
  const shape = checkShape(document);
  if ('faults' in shape) return shape;
  const read = readReferences(shape.written, readFile);
  if ('faults' in read) return read;
  const faults = checkReferences(read.manifest);
  return faults.length > 0 ? { faults } : read;
}

/** Checks a manifest that names no files; throws the first fault as a problem. */
export function parseManifest(document: unknown): TenantManifest {
  const checked = checkManifest(document, () => {
    throw new Error('a document has no folder');
  });
  if (checked.faults === undefined) return checked.manifest;
  const [first] = checked.faults as [ManifestFault, ...ManifestFault[]];
  throw new Problem(first.code, first.details);
}

/** Words of zod in both languages: a person who edits a manifest reads them. */
const WORDS = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

function checkShape(document: unknown): { written: WrittenManifest } | { faults: ManifestFault[] } {
  const parsed = manifestSchema.safeParse(document, { error: WORDS.en });
  if (!parsed.success) {
    const chinese = manifestSchema.safeParse(document, { error: WORDS.zh }).error?.issues ?? [];
    return {
      faults: parsed.error.issues.flatMap((issue, n) => shapeFaults(issue, chinese[n]?.message ?? issue.message)),
    };
  }
  if (!isZone(parsed.data.timeZone)) {
    const details = { path: 'timeZone', zh: '未知时区', en: 'no known time zone' };
    return { faults: [{ code: 'CONF-VALUE', details, path: ['timeZone'] }] };
  }
  return { written: parsed.data };
}

function shapeFaults(issue: z.core.$ZodIssue, zh: string): ManifestFault[] {
  const path = issue.path as (string | number)[];
  const at = pathText(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'CONF-UNKNOWN-KEY',
      details: { path: at, key },
      path: [...path, key],
    }));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ code: 'CONF-MISSING', details: { path: at }, path }];
  }
  if (
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    /received (number|boolean)$/.test(issue.message)
  ) {
    return [{ code: 'CONF-QUOTE', details: { path: at }, path }];
  }
  return [{ code: 'CONF-VALUE', details: { path: at, zh, en: issue.message }, path }];
}
