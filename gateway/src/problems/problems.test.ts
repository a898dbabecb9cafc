import { Problem } from '@liangji/platform';
import { expect, test } from 'vitest';
import { problemDocument, problemFromError } from './index.ts';

const fault = (fields: object): Error => Object.assign(new Error('select secret from somewhere'), fields);

test('a problem of the domain keeps its code, status, both sentences and details', () => {
  const document = problemDocument(problemFromError(new Problem('AUTH-TOKEN', { reason: 'expired' }), 'ref'));
  expect(document).toMatchObject({ code: 'AUTH-TOKEN', status: 401, retryable: false, details: { reason: 'expired' } });
  expect(document.title).toContain('expired');
  expect(document.title_zh).toContain('expired');
});

test.each(['57P01', '08006', '53300', '40001', 'ECONNREFUSED'])('a passing fault (%s) can be tried again', (code) => {
  expect(problemFromError(fault({ code }), 'ref').code).toBe('SYS-UNAVAILABLE');
});

test.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])('a broken connection (%s) can be tried again', (message) => {
  expect(problemFromError(new Error(message), 'ref').code).toBe('SYS-UNAVAILABLE');
});

test.each(['42501', '22P02', '23505', undefined])(
  'an unknown fault (%s) shows the outside nothing but a reference',
  (code) => {
    const document = problemDocument(problemFromError(fault({ code }), 'ref-17'));
    expect(document.code).toBe('SYS-FAULT');
    expect(JSON.stringify(document)).toContain('ref-17');
    expect(JSON.stringify(document)).not.toContain('secret');
  },
);

test.each(['22003', '22007', '22008', '22009', '22021', '22P05'])(
  'a value that no column can hold (%s) is the sender’s, and is not quoted',
  (code) => {
    const document = problemDocument(problemFromError(fault({ code }), 'ref-17'));
    expect(document).toMatchObject({ code: 'SYS-INPUT', status: 400 });
    expect(JSON.stringify(document)).not.toContain('secret');
  },
);

test.each([
  [413, 'SYS-TOO-LARGE'],
  [415, 'SYS-MEDIA-TYPE'],
  [429, 'QUOTA-REQUESTS'],
  [400, 'SYS-INPUT'],
])('a request the framework cannot read (%i) gets %s', (statusCode, code) => {
  expect(problemFromError(fault({ statusCode, code: 'FST_ERR_X' }), 'ref').code).toBe(code);
});

test('something thrown that is no error is a fault too', () => {
  expect(problemFromError('oops', 'ref').code).toBe('SYS-FAULT');
  expect(problemFromError(null, 'ref').code).toBe('SYS-FAULT');
});
