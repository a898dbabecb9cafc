import type { Plugin } from 'vite';
import { compileDocument, findDocuments } from './compile-document.ts';

/**
 * Turns graphql(`…`) in `*.queries.ts` into the parsed document and its hash at build time, so that neither the
 * text nor a GraphQL parser reaches the browser. The import of the type helper goes with it.
 */
export function trustedDocuments(): Plugin {
  return {
    name: 'liangji:trusted-documents',
    enforce: 'pre',
    transform(source, id) {
      if (!/\.queries\.ts$/.test(id)) return null;
      let code = source.replace(/^import \{ graphql \} from .*$/m, '');
      for (const call of findDocuments(code).reverse()) {
        code = code.slice(0, call.start) + compiled(call.text) + code.slice(call.end);
      }
      return { code, map: null };
    },
  };
}

function compiled(text: string | null): string {
  if (text === null) return 'null';
  const { document, documentId } = compileDocument(text);
  return JSON.stringify({ ...document, documentId });
}
