import { html, NOTHING, type Html } from './html.ts';

/** What the page reads of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
export const linkTo = (name: string): Html => html`<a href="#schema-${name}">${name}</a>`;

/** Bounds of whole numbers that say no more than that they have 32 or 53 bits. */
const BITS = [2 ** 31 - 1, -(2 ** 31), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** A type in a few words: `text ≤ 300`, `integer`, a link to a named schema, the values of an enum. */
export function typeOf(schema: Schema): Html {
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (schema.$ref !== undefined) return linkTo(nameOf(schema.$ref));
  if (choice !== undefined) return joined(choice.map(typeOf), ' | ');
  if (schema.enum !== undefined)
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ' | ',
    );
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`;
  if (schema.type === 'array') return html`${typeOf(schema.items ?? {})}[]${limit(schema.maxItems)}`;
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any');
  return html`${schema.format ?? type}${range(schema)}${limit(schema.maxLength)}`;
}

const limit = (most: number | undefined): Html => (most === undefined ? NOTHING : html` ≤ ${most}`);

function range({ minimum, maximum }: Schema): Html {
  if (minimum === undefined || maximum === undefined || BITS.includes(minimum) || BITS.includes(maximum))
    return NOTHING;
  return html` ${minimum}…${maximum}`;
}

const joined = (parts: readonly Html[], by: string): Html =>
  parts.reduce((whole, part, at) => (at === 0 ? part : html`${whole}${by}${part}`), NOTHING);

/** Fields of an object, or what else the schema is. */
export function schemaTable(schema: Schema, label: string): Html {
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined && schema.properties === undefined) {
    return html`${choice.map(
      (each, at) =>
        html`<p>${at === 0 ? '' : '或 or'}</p>
          ${schemaTable(each, `${label} ${at + 1}`)}`,
    )}`;
  }
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`;
  const rows = fields.map(([name, field]) => {
    const must = schema.required?.includes(name) === true;
    return html`<tr>
      <th scope="row"><code>${name}</code>${must ? html`<abbr title="必填 required">*</abbr>` : NOTHING}</th>
      <td>${typeOf(field)}</td>
      <td>${field.description ?? field.items?.description ?? ''}</td>
    </tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          <th scope="col">字段 Field</th>
          <th scope="col">类型 Type</th>
          <th scope="col">说明 Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
