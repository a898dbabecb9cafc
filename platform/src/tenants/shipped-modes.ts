import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { modeSchema, type ModeDocument } from './mode-document.ts';

const FOLDER = new URL('../../data/modes/', import.meta.url);

let shipped: ReadonlyMap<string, ModeDocument> | undefined;

/** The modes committed under `platform/data/modes`, by name. Throws when one is not as its schema says. */
export function shippedModes(): ReadonlyMap<string, ModeDocument> {
  shipped ??= new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => {
        const { $schema: _, ...mode } = modeSchema.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8')));
        return [mode.name, mode];
      }),
  );
  return shipped;
}
