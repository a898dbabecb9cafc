import { describe, expect, it } from 'vitest';
import { compileDocument, findDocuments } from './compile-document.ts';

describe('a trusted document', () => {
  it('has the same hash however it is laid out', () => {
    const a = compileDocument('query Here { here { id } }');
    const b = compileDocument('query Here {\n  here {\n    id\n  }\n}');
    expect(a.documentId).toBe(b.documentId);
    expect(a.documentId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('asks for the type names the cache of the browser needs', () => {
    expect(compileDocument('query Here { here { id } }').text).toContain('__typename');
  });

  it('cannot be anonymous, and cannot hold two operations', () => {
    expect(() => compileDocument('{ here }')).toThrow(/exactly one named operation/);
    expect(() => compileDocument('query A { a } query B { b }')).toThrow(/exactly one named operation/);
  });

  it('cannot be put together at run time', () => {
    expect(() => findDocuments('const q = graphql(`query A { ${field} }`);')).toThrow(/run time/);
  });

  it('is found wherever a module calls graphql', () => {
    const found = findDocuments(
      'export const A = graphql(`query A { a }`);\nexport const B = graphql(\n  `query B { b }`,\n);',
    );
    expect(found.map((call) => call.text)).toEqual(['query A { a }', 'query B { b }']);
  });

  it('holds the fragments of its module that it names, and only those', () => {
    const found = findDocuments(
      'const F = graphql(`fragment F on A { a }`);\nconst G = graphql(`fragment G on A { g }`);\n' +
        'export const B = graphql(`query B { b { ...F } }`, [F]);',
    );
    expect(found.map((call) => call.text)).toEqual([null, null, 'query B { b { ...F } }\nfragment F on A { a }']);
    const source = 'const q = graphql(`query A { a { ...F } }`, [F]);';
    expect(() => findDocuments(source)).toThrow(/No fragment F/);
    const [call] = findDocuments('export const A = graphql(`query A { a }`);');
    expect(call?.start).toBe('export const A = '.length);
  });
});
