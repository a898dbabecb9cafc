/**
 * `npm run generate -w tenant-app`: types of the API from the gateway's committed schema, and the gateway's trusted
 * documents of the screens with their manifest, which keeps what the last release used until its last day.
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { writeDocuments } from '@liangji/gateway/documents';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { buildSchema, introspectionFromSchema, validate } from 'graphql';
import { compileDocument, findDocuments } from './compile-document.ts';
import type { TrustedDocument } from './compile-document.ts';

const DOCUMENTS = new URL('../../gateway/documents/', import.meta.url);
const SCHEMA = new URL('../../gateway/schema.graphql', import.meta.url);

const used = new Map<string, TrustedDocument>();
const schema = buildSchema(await readFile(SCHEMA, 'utf8'));

for await (const file of glob('src/**/*.queries.ts')) {
  for (const { text } of findDocuments(await readFile(file, 'utf8'))) {
    if (text === null) continue;
    const compiled = compileDocument(text);
    const errors = validate(schema, compiled.document);
    if (errors.length > 0) throw new Error(`${file}, ${compiled.name}: ${errors.map((e) => e.message).join('; ')}`);
    if (used.has(compiled.name)) throw new Error(`${file}: there is already an operation called ${compiled.name}`);
    used.set(compiled.name, compiled);
  }
}

await writeDocuments(DOCUMENTS, [...used.values()]);
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
const target = fileURLToPath(new URL('../src/lib/graphql/schema.d.ts', import.meta.url));
await writeFile(target, await format(types, { ...(await resolveConfig(target)), filepath: target }));
console.log(`${used.size} trusted documents written to gateway/documents`);
