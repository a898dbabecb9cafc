import { describe, expect, it } from 'vitest';
import { contentType, readAnswer } from './send-file.ts';

describe('sending a file', () => {
  it('knows what the endpoint takes by the name of the file', () => {
    expect(['a.csv', 'A.CSV', 'a.csv.gz', 'a.ndjson', 'a.jsonl.gz'].map(contentType)).toEqual([
      'text/csv',
      'text/csv',
      'text/csv',
      'application/x-ndjson',
      'application/x-ndjson',
    ]);
    expect(contentType('a.xlsx')).toBeNull();
  });

  it('distinguishes a new batch from one that had come before', () => {
    expect(readAnswer(202, '{"batchId":"b"}')).toEqual({ state: 'received', batchId: 'b', repeated: false });
    expect(readAnswer(200, '{"batchId":"b"}')).toEqual({ state: 'received', batchId: 'b', repeated: true });
  });

  it('shows the problem the gateway names', () => {
    expect(readAnswer(415, '{"code":"SYS-MEDIA-TYPE","title_zh":"不支持","title":"Not supported"}')).toEqual({
      state: 'refused',
      problem: { status: 415, code: 'SYS-MEDIA-TYPE', zh: '不支持', en: 'Not supported' },
    });
  });

  it('cannot mistake a proxy error page for an answer', () => {
    expect(readAnswer(502, '<html>bad gateway</html>')).toEqual({ state: 'lost' });
  });
});
