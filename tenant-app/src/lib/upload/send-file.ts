/** What became of sending a file. */
export type Sent =
  | { state: 'received'; batchId: string; repeated: boolean }
  | { state: 'refused'; problem: Problem }
  | { state: 'lost' }
  | { state: 'cancelled' };

/** The gateway's problem document (RFC 9457) as far as a person reads it. */
export interface Problem {
  status: number;
  code: string;
  zh: string;
  en: string;
}

export interface Sending {
  file: File;
  /** Code of the source system whose mapping reads the file. */
  source: string;
  /** Ours for this choice of file: the same id and bytes are the same batch, so pressing twice does no harm. */
  clientBatchId: string;
  /** The file counts, also where its rows seem older than what is stored. */
  newestWins: boolean;
  onProgress: (sent: number, total: number) => void;
  signal: AbortSignal;
}

/** The content type the endpoint expects, by the ending of the name; null = not a file it takes. */
export function contentType(name: string): string | null {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  if (plain.endsWith('.csv') || plain.endsWith('.txt')) return 'text/csv';
  if (/\.(ndjson|jsonl|json)$/.test(plain)) return 'application/x-ndjson';
  return null;
}

/** Sends a file as it lies on the disk. XMLHttpRequest, because fetch does not report how much has left. */
export function sendFile({ file, source, clientBatchId, newestWins, onProgress, signal }: Sending): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ clientBatchId, fileName: file.name, source });
    if (newestWins) query.set('newestWins', 'true');
    request.open('POST', `/intake/v1/batches?${query}`);
    request.setRequestHeader('content-type', contentType(file.name) ?? 'application/octet-stream');
    request.responseType = 'text';
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onload = () => resolve(readAnswer(request.status, request.responseText));
    request.onerror = () => resolve({ state: 'lost' });
    request.onabort = () => resolve({ state: 'cancelled' });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Reads what the gateway answered. */
export function readAnswer(status: number, text: string): Sent {
  const body = parsed(text);
  if (status >= 200 && status < 300 && typeof body.batchId === 'string') {
    return { state: 'received', batchId: body.batchId, repeated: status === 200 };
  }
  const problem = readProblem(status, text);
  return problem === null ? { state: 'lost' } : { state: 'refused', problem };
}

/** The problem that the gateway answered; null where the answer is not the gateway's. */
export function readProblem(status: number, text: string): Problem | null {
  const body = parsed(text);
  if (typeof body.code !== 'string') return null;
  const en = String(body.title ?? body.code);
  return { status, code: body.code, zh: String(body.title_zh ?? en), en };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
