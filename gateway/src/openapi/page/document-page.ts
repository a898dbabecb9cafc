import type { OpenapiDocument } from '../document.ts';
import { html, NOTHING, type Html } from './html.ts';
import { operationPart, refusalTable, type DescribedOperation, type Schemas } from './operation-part.ts';
import { schemaTable } from './schema-table.ts';
import { STYLE } from './style.ts';

type Responses = Parameters<typeof refusalTable>[0];

/** The document for people: one page without scripts, that needs nothing from elsewhere. */
export function documentPage(document: OpenapiDocument): string {
  const { info, tags = [], paths = {}, components } = document;
  const schemas = (components?.schemas ?? {}) as Schemas;
  const operations = Object.entries(paths).map(([path, { post, get }]) => ({
    ...{ path, method: post === undefined ? ('GET' as const) : ('POST' as const) },
    operation: (post ?? get) as DescribedOperation,
  }));
  const groups = tags.map(({ name, description = name }) => ({
    ...{ name, description },
    own: operations.filter(({ operation }) => operation.tags?.includes(name) === true),
  }));
  const token = components?.securitySchemes?.['bearer'];
  const how = token !== undefined && 'description' in token ? (token.description ?? '') : '';
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>接口文档 API · ${info.title}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <header><a href="/">两级 Liangji</a><a href="/api/v1/openapi.json">openapi.json</a></header>
        <nav aria-label="目录 Contents">
          ${groups.map(({ name, description, own }) => contents(name, description, own))}
          <h2><a href="#every">共有的代码 Common codes</a></h2>
          <h2><a href="#schemas">数据结构 Schemas</a></h2>
        </nav>
        <main>
          <h1>接口文档 <span lang="en">API</span></h1>
          ${paragraphs(info.description ?? '')}
          <p>${how}</p>
          <pre tabindex="0">${tokenCommand(document)}</pre>
          <p>
            命令可带 <code>Idempotency-Key</code>：同一请求重发得到第一次的回答，不会重复办理。Give a command an
            <code>Idempotency-Key</code>: the same call again gets the first answer and nothing is done twice. 拒绝均为
            <code>application/problem+json</code>，<code>code</code> 长期不变。Every refusal is
            <code>application/problem+json</code> with a stable <code>code</code>; ↻: the same call can succeed later.
          </p>
          ${groups.map(
            ({ name, description, own }) =>
              html`<section aria-labelledby="tag-${name}">
                <h2 id="tag-${name}">${description}</h2>
                ${own.map(({ method, path, operation }) => operationPart(method, path, operation, schemas))}
              </section>`,
          )}
          <section aria-labelledby="every">
            <h2 id="every">各操作共有的代码 Codes of every operation</h2>
            <article>${refusalTable((components?.responses ?? {}) as Responses, 'every operation')}</article>
          </section>
          <section aria-labelledby="schemas">
            <h2 id="schemas">数据结构 Schemas</h2>
            ${Object.entries(schemas)
              .filter(([name]) => !name.endsWith('Input'))
              .map(
                ([name, schema]) =>
                  html`<article id="schema-${name}">
                    <h3>${name}</h3>
                    ${schema.description === undefined ? NOTHING : html`<p>${schema.description}</p>`}${schemaTable(schema, name)}
                  </article>`,
              )}
          </section>
        </main>
      </body>
    </html>`;
  return page.markup;
}

const contents = (name: string, title: string, own: readonly { operation: DescribedOperation }[]): Html =>
  html`<h2><a href="#tag-${name}">${title}</a></h2>
    <ul>
      ${own.map(
        ({ operation: { operationId = '', summary = '' } }) => html`<li><a href="#${operationId}">${summary}</a></li>`,
      )}
    </ul>`;

/** Paragraphs and lists, as the description of the document has them. */
const paragraphs = (text: string): Html =>
  html`${text.split('\n\n').map((part) => {
    const lines = part.split('\n');
    if (lines.every((line) => line.startsWith('- '))) {
      return html`<ul>
        ${lines.map((line) => html`<li>${line.slice(2)}</li>`)}
      </ul>`;
    }
    return html`<p>${lines.map((line) => html`${line}<br />`)}</p>`;
  })}`;

function tokenCommand({ components }: OpenapiDocument): string {
  const scheme = components?.securitySchemes?.['clientCredentials'];
  const url = scheme !== undefined && 'flows' in scheme ? scheme.flows?.clientCredentials?.tokenUrl : undefined;
  return `curl -X POST "${url ?? ''}" \\
  -d grant_type=client_credentials -d client_id=$CLIENT -d client_secret=$SECRET`;
}
