/**
 * `npm run generate -w tenant-app`: types of the API from the gateway's committed schema, and one file per operation in
 * the gateway's list of trusted documents. Files of documents no screen uses any more stay (a browser may still run the
 * last release) until `-- --prune`.
 */
import { glob, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
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
  for (const call of findDocuments(await readFile(file, 'utf8'))) {
    const compiled = compileDocument(call.text);
    const errors = validate(schema, compiled.document);
    if (errors.length > 0) throw new Error(`${file}, ${compiled.name}: ${errors.map((e) => e.message).join('; ')}`);
    if (used.has(compiled.name)) throw new Error(`${file}: there is already an operation called ${compiled.name}`);
    used.set(compiled.name, compiled);
  }
}

const hashes = new Set([...used.values()].map((document) => document.documentId));
for (const document of used.values()) {
  await writeFile(new URL(`${document.documentId}.graphql`, DOCUMENTS), document.text);
}
if (process.argv.includes('--prune')) {
  for (const file of await readdir(DOCUMENTS)) {
    if (/^[0-9a-f]{64}\.graphql$/.test(file) && !hashes.has(file.slice(0, 64))) await rm(new URL(file, DOCUMENTS));
  }
}
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
const target = fileURLToPath(new URL('../src/lib/graphql/schema.d.ts', import.meta.url));
await writeFile(target, await format(types, { ...(await resolveConfig(target)), filepath: target }));
console.log(`${used.size} trusted documents written to gateway/documents`);
