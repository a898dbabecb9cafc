import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { makeSplitter, tagOf, textOf, type WireMessage } from './wire.ts';

/** What a transaction is about, by the statements in it. */
type Work = 'receive' | 'merge' | 'other';

/**
 * What happens on a line between a process and its database, reported before it is let through:
 *
 * - `statement`: the process runs the `nth` statement of a transaction (`begin` is the first)
 * - `commit`: the process asks to commit
 * - `committed`: the server has committed, the process does not know yet
 * - `acknowledged`: the process has been answered so
 */
export interface Moment {
  readonly what: 'statement' | 'commit' | 'committed' | 'acknowledged';
  readonly work: Work;
  readonly nth: number;
}

/** Answers `cut` to end every connection of the line before the message in hand is let through. */
export type Watch = (moment: Moment) => 'cut' | void;

/** A line to a database, through which a test sees what a process is doing at that very instant. */
export interface Line {
  /** The same database through this line. */
  url(direct: string): string;
  /** Ends every connection. */
  cut(): void;
  close(): Promise<void>;
}

interface Transaction {
  work: Work;
  statements: number;
}

export async function openLine(direct: string, watch: Watch): Promise<Line> {
  const { hostname, port } = new URL(direct);
  const sockets = new Set<Socket>();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
      socket.on('error', () => undefined); // 'close' follows and ends the other side
    }
    join(client, upstream, watch, cut);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  return {
    url(of) {
      const url = new URL(of);
      url.hostname = '127.0.0.1';
      url.port = String(own);
      return url.href;
    },
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}

/** Lets messages through both ways, one after the other, asking before each. */
function join(client: Socket, upstream: Socket, watch: Watch, cut: () => void): void {
  let open: Transaction = { work: 'other', statements: 0 };
  const ending: Transaction[] = [];
  const report = (what: Moment['what'], { work, statements }: Transaction): boolean =>
    watch({ what, work, nth: statements }) !== 'cut';

  /** Whether to go on. */
  const fromClient = (message: WireMessage): boolean => {
    const text = textOf(message);
    if (text === 'begin') open = { work: 'other', statements: 0 };
    if (text?.includes('pg_advisory_xact_lock_shared') === true) open.work = 'merge';
    if (text?.startsWith('insert into "biz"."batch"') === true) open.work = 'receive';
    if (message.letter !== 'Q' && message.letter !== 'E') return true;
    open.statements += 1;
    if (text !== 'commit' && text !== 'rollback') return report('statement', open);
    ending.push(open);
    return text === 'rollback' || report('commit', open);
  };
  const toClient = (message: WireMessage): boolean => {
    const tag = tagOf(message);
    if (tag !== 'COMMIT' && tag !== 'ROLLBACK') return client.write(message.bytes) || true;
    const ended = ending.shift()!;
    if (tag === 'COMMIT' && !report('committed', ended)) return false;
    client.write(message.bytes);
    return tag === 'ROLLBACK' || report('acknowledged', ended);
  };
  relay(client, makeSplitter(false), (message) => fromClient(message) && (upstream.write(message.bytes) || true), cut);
  relay(upstream, makeSplitter(true), toClient, cut);
}

function relay(
  from: Socket,
  split: ReturnType<typeof makeSplitter>,
  pass: (message: WireMessage) => boolean,
  cut: () => void,
): void {
  let ended = false;
  from.on('data', (bytes) => {
    for (const message of ended ? [] : split(bytes)) {
      if (pass(message)) continue;
      ended = true;
      cut();
      return;
    }
  });
}
