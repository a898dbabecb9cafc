import { Validator } from '@seriousme/openapi-schema-validator';
import { MESSAGES } from '@liangji/platform';
import { expect, test } from 'vitest';
import { openapiDocument } from './document.ts';
import { exampleOf } from './example-of.ts';
import { OPERATIONS } from './operations.ts';
import { documentPage } from './page/document-page.ts';

const document = openapiDocument();
const operations = Object.values(document.paths ?? {}).map(({ post, get }) => (post ?? get)!);

test('the document is OpenAPI 3.1 as its own schema has it', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('a generator finds unique names, named types and the tag of every operation', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const tags = document.tags?.map(({ name }) => name);
  for (const { operationId, tags: own, requestBody, responses } of operations) {
    expect(tags, operationId).toContain(own?.[0]);
    if (operationId === 'media_upload' || own?.[0] === 'exports') continue; // bytes in, bytes out
    const [input, output] = [requestBody, responses?.['200']].map((body) =>
      body !== undefined && 'content' in body ? body.content?.['application/json']?.schema : undefined,
    );
    expect([input, output], operationId).toMatchObject([{ $ref: expect.any(String) }, { $ref: expect.any(String) }]);
  }
});

test('every example is an input that the operation takes', () => {
  for (const operation of OPERATIONS) {
    expect(operation.input.safeParse(exampleOf(operation)).error, operation.name).toBeUndefined();
  }
});

test('an act names the refusals of its own conditions, and no code that is not in the catalogue', () => {
  const codesOf = (name: string) => OPERATIONS.find((one) => one.name === name)?.problems;
  expect(codesOf('cases.feed_back')).toEqual(
    expect.arrayContaining(['FLOW-ASSISTS-OPEN', 'FLOW-REQUEST-WAITS', 'FLOW-PHOTO', 'MEDIA-UNKNOWN', 'FLOW-MOVED-ON']),
  );
  expect(codesOf('cases.answer_check')).toEqual(expect.arrayContaining(['FLOW-TASK-UNKNOWN', 'FLOW-BARRED']));
  expect(codesOf('cases.answer_check')).not.toContain('FLOW-MOVED-ON');
  expect(OPERATIONS.flatMap(({ problems }) => problems).filter((code) => !(code in MESSAGES))).toEqual([]);
});

test('the page shows every operation and asks for nothing from elsewhere', () => {
  const page = documentPage(document);
  for (const { operationId } of operations) expect(page).toContain(`<article id="${operationId}">`);
  expect(page).not.toMatch(/<script|<link|<img|src=|@import/);
});
