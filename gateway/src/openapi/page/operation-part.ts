import { refusalOf } from '../refusals.ts';
import { html, NOTHING, type Html } from './html.ts';
import { nameOf, schemaTable, type Schema } from './schema-table.ts';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
  readonly description?: string;
}

/** What the page reads of an operation. */
export interface DescribedOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

export type Schemas = Readonly<Record<string, Schema>>;

const resolved = (schema: Schema | undefined, schemas: Schemas): Schema =>
  schema?.$ref === undefined ? (schema ?? {}) : (schemas[nameOf(schema.$ref)] ?? {});

/** Asked by an address alone: what it takes is in the query, and it answers a file. */
type Method = 'GET' | 'POST';

/** One operation: what it takes, answers and refuses, and how to call it. */
export function operationPart(method: Method, path: string, operation: DescribedOperation, schemas: Schemas): Html {
  const { operationId = '', summary = '', description = '', parameters = [], requestBody, responses = {} } = operation;
  const input = Object.entries(requestBody?.content ?? {})[0];
  const headers = parameters.filter((parameter) => parameter.in !== 'query');
  const output = (responses['200'] ?? responses['201'])?.content?.['application/json']?.schema;
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="path"><b>${method}</b> <code>${path}</code></p>
    <p>${description}${headers.map(({ name = '' }) => html` <code>${name}</code>`)}</p>
    <details>
      <summary>输入 Input</summary>
      ${schemaTable(method === 'GET' ? queryOf(parameters) : resolved(input?.[1].schema, schemas), `${operationId} input`)}
    </details>
    <details>
      <summary>输出 Output</summary>
      ${schemaTable(resolved(output, schemas), `${operationId} output`)}
    </details>
    <details>
      <summary>可能的拒绝 Refusals</summary>
      ${refusalTable(responses, operationId)}
      <p><a href="#every">另见各操作共有的代码 Codes of every operation</a></p>
    </details>
    <details>
      <summary>示例 Example</summary>
      <pre tabindex="0">${method === 'GET' ? fileOf(path) : curlOf(path, input?.[0], input?.[1].example)}</pre>
    </details>
  </article>`;
}

/** The parameters of a query as an object. */
const queryOf = (parameters: NonNullable<DescribedOperation['parameters']>): Schema => ({
  properties: Object.fromEntries(
    parameters.map(({ name = '', description, schema }) => [
      name,
      { ...schema, ...(description === undefined ? {} : { description }) },
    ]),
  ),
});

const CODE = /`([A-Z]+-[A-Z-]+)`/g;

/** Codes with their sentences; the responses that operations share are left to the list of those. */
export function refusalTable(responses: Readonly<Record<string, Content>>, label: string): Html {
  const codes = Object.values(responses).flatMap(({ description = '' }) =>
    [...description.matchAll(CODE)].map(([, code = '']) => code),
  );
  const rows = codes.map(refusalOf).map(
    ({ code, status, zh, en, retryable }) =>
      html`<tr>
        <th scope="row"><code>${code}</code></th>
        <td>${status}${retryable ? ' ↻' : NOTHING}</td>
        <td>${zh}<br /><span lang="en">${en}</span></td>
      </tr>`,
  );
  if (rows.length === 0) return NOTHING;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label} refusals">
    <table>
      <thead>
        <tr>
          <th scope="col">代码 Code</th>
          <th scope="col">HTTP</th>
          <th scope="col">含义 Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function curlOf(path: string, type = 'application/json', example: unknown): string {
  const body = type === 'application/json' ? `--data '${JSON.stringify(example)}'` : '--data-binary @photo.jpg';
  return `curl -X POST "$LIANGJI${path}" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: ${type}" \\
  ${body}`;
}

const fileOf = (path: string): string => `curl "$LIANGJI${path}?stage=closed&sort=due" \\
  -H "Authorization: Bearer $TOKEN" -o cases.xlsx`;
