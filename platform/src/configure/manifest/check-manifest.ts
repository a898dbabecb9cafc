import type { z } from 'zod';
import { message } from '../../kernel/message.ts';
import { issueMessage } from '../../kernel/zod-messages.ts';
import { isZone } from '../../intake/mapping/zone.ts';
import { asProblem } from '../../kernel/problem.ts';
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
  throw asProblem(first);
}

function checkShape(document: unknown): { written: WrittenManifest } | { faults: ManifestFault[] } {
  const parsed = manifestSchema.safeParse(document, { reportInput: true });
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(shapeFaults) };
  const { timeZone: zone } = parsed.data;
  if (!isZone(zone)) {
    const params = { path: 'timeZone', reason: message('input.zone', { zone }) };
    return { faults: [{ code: 'CONF-VALUE', params, path: ['timeZone'] }] };
  }
  return { written: parsed.data };
}

function shapeFaults(issue: z.core.$ZodIssue): ManifestFault[] {
  const path = issue.path as (string | number)[];
  const at = path.length === 0 ? message('manifest.top') : pathText(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'CONF-UNKNOWN-KEY',
      params: { path: at, key },
      path: [...path, key],
    }));
  }
  if (issue.code === 'invalid_union') {
    // Where only one choice is of the type that is there, it is the one that was meant.
    const [meant, ...others] = issue.errors.filter((faults) => !faults.some(isOfOtherType));
    if (meant !== undefined && others.length === 0 && issue.errors.length > 1) {
      return meant.flatMap((fault) => shapeFaults({ ...fault, path: [...path, ...fault.path] }));
    }
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ code: 'CONF-MISSING', params: { path: at }, path }];
  }
  if (
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    ['number', 'boolean'].includes(typeof issue.input)
  ) {
    return [{ code: 'CONF-QUOTE', params: { path: at }, path }];
  }
  return [{ code: 'CONF-VALUE', params: { path: at, reason: issueMessage(issue) }, path }];
}

const isOfOtherType = ({ code, path }: z.core.$ZodIssue): boolean => code === 'invalid_type' && path.length === 0;
