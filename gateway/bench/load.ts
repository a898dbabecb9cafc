import { Agent, request } from 'node:http';

/** One request as it is sent: a GET, or a POST when it has a body. */
export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends calls over `connections` kept-alive connections, each as soon as the last is answered, for some seconds.
 * Requests a second. Throws at the first answer that is not 200.
 */
export async function press(callOf: (n: number) => Call, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const until = start + seconds * 1000;
  let sent = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) await send(callOf(sent++), agent);
  };
  await Promise.all(Array.from({ length: connections }, one));
  const rate = sent / ((performance.now() - start) / 1000);
  agent.destroy();
  return rate;
}

/** Body of the answer. */
export function send({ url, headers, body }: Call, agent?: Agent): Promise<string> {
  return new Promise((done, reject) => {
    const sending = request(url, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) done(text);
        else reject(new Error(`${url}: ${answer.statusCode} ${text.slice(0, 500)}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
