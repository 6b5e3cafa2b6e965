import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { ReadyAnswer } from './ready.ts';

/** A plain GET or HEAD with everything that a kept page can depend on. */
export type PlainRequest = {
  head: boolean;
  url: string;
  host: string;
  cookie: string;
  acceptEncoding: string;
  ifNoneMatch: string;
  userAgent: string;
};

const LONGEST = 8192;
const REQUEST = /^(GET|HEAD) (\/[!-~]*) HTTP\/1\.1\r\n((?:[A-Za-z0-9-]+:[\t -~\x80-\xff]*\r\n)+)\r\n$/;
const HOST = /^[A-Za-z0-9.:[\]-]+$/;
/** With one of these a request is more than plain: it has a body, or wants another protocol. */
const MORE = new Set([
  'content-length',
  'transfer-encoding',
  'expect',
  'upgrade',
  'http2-settings',
  'te',
  'trailer',
  'range',
]);
/** What a proxy says of the address that readers use. */
const FORWARDED = /^(forwarded|x-forwarded-(host|proto|port))$/;

/**
 * Reads a request that came in one piece and is plain beyond doubt; undefined for any other, which is no error: the full
 * server reads it from its first byte. `proxied`: what a proxy says of the address matters, and is not read here.
 */
export function readPlain(text: string, proxied = false): PlainRequest | undefined {
  if (text.length > LONGEST) return undefined;
  const found = REQUEST.exec(text);
  const fields = found?.[3];
  const url = found?.[2];
  if (fields === undefined || url === undefined) return undefined;
  const r: PlainRequest = {
    head: found?.[1] === 'HEAD',
    url,
    host: '',
    cookie: '',
    acceptEncoding: '',
    ifNoneMatch: '',
    userAgent: '',
  };
  for (let at = 0; at < fields.length; ) {
    const colon = fields.indexOf(':', at);
    const end = fields.indexOf('\r\n', colon);
    const name = fields.slice(at, colon).toLowerCase();
    const field = FIELDS[name];
    if (field) {
      // Said twice: whoever stands in between may have read the other one.
      if (r[field] !== '') return undefined;
      r[field] = fields.slice(colon + 1, end).trim();
    } else if (name === 'connection') {
      if (
        fields
          .slice(colon + 1, end)
          .trim()
          .toLowerCase() !== 'keep-alive'
      )
        return undefined;
    } else if (MORE.has(name) || (proxied && FORWARDED.test(name))) return undefined;
    at = end + 2;
  }
  return HOST.test(r.host) ? r : undefined;
}

const FIELDS: Readonly<Record<string, Exclude<keyof PlainRequest, 'head' | 'url'>>> = Object.assign(
  Object.create(null),
  {
    host: 'host',
    cookie: 'cookie',
    'accept-encoding': 'acceptEncoding',
    'if-none-match': 'ifNoneMatch',
    'user-agent': 'userAgent',
  },
);

type WarmOptions = {
  http: ServerOptions;
  keepAliveTimeout: number;
  requestTimeout: number;
  proxied: boolean;
  /** The whole answer, or undefined when the full server has to look at it. */
  answer(r: PlainRequest): ReadyAnswer | undefined;
};

/**
 * A server of node:http whose connections first come here: while a reader asks for what is ready, the answer is written to
 * the socket at once; with the first request that is anything else the connection goes to node:http, with all its bytes and
 * for good. Nothing is decided here about a request that is not plain, so the two cannot understand one differently.
 */
export function warmServer(handler: RequestListener, o: WarmOptions): { server: Server; end(): void } {
  const server = createServer(o.http, handler);
  server.keepAliveTimeout = o.keepAliveTimeout;
  server.requestTimeout = o.requestTimeout;
  const full = server.listeners('connection');
  server.removeAllListeners('connection');
  const open = new Set<Socket>();
  let ended = false;

  server.on('connection', (socket: Socket) => {
    const leave = (): void => {
      open.delete(socket);
      socket.off('data', onData).off('end', onEnd).off('error', onError).off('close', leave).off('timeout', onError);
    };
    const onError = (): void => {
      leave();
      socket.on('error', () => undefined).destroy();
    };
    const onEnd = (): void => {
      socket.end();
    };
    const onData = (chunk: Buffer): void => {
      // A reader that asks on without taking what it got is one for the full server, which waits and gives up by its rules.
      const r =
        chunk.length > LONGEST || socket.writableNeedDrain ? undefined : readPlain(chunk.toString('latin1'), o.proxied);
      const ready = r && o.answer(r);
      if (!ready) {
        leave();
        socket.setTimeout(0);
        for (const listener of full) listener.call(server, socket);
        socket.emit('data', chunk);
        return;
      }
      socket.write(ready.next());
      // The system has not taken all of it: these bytes belong to this reader now.
      if (socket.writableLength > 0) ready.busy = true;
      if (ended) socket.end();
    };
    open.add(socket);
    socket.on('data', onData).on('end', onEnd).on('error', onError).on('close', leave).on('timeout', onError);
    // Neither a connection that says nothing nor one that takes nothing stays for ever.
    socket.setTimeout(o.keepAliveTimeout);
  });

  return {
    server,
    /** Lets readers have what is on its way and closes the connections that are still here. */
    end() {
      ended = true;
      for (const socket of open) socket.setTimeout(2000).end();
    },
  };
}
