import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { ApiError, badRequest } from "./errors";
import type { ApiRequest, Reply } from "./messages";
import { restJson } from "./restJson";

const BODY_LIMIT_BYTES = 1024 * 1024;
/** A client must send a complete request within this time. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than any client keeps an idle connection. Otherwise a client could reuse a connection while it is closed. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

/** Answers a request; `undefined` destroys the connection. */
export type Handler = (request: ApiRequest) => Promise<Reply | undefined>;

/** Where a server listens. */
export interface Address {
  /** A host name or an IP address. `0.0.0.0` and `::` are all addresses of the machine. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
}

/** An HTTP server that can be closed and opened again. */
export class HttpServer {
  private server: Server | undefined;
  private closing: Promise<void> = Promise.resolve();

  /** @param now milliseconds since 1970, for the header Date of every reply */
  constructor(
    private readonly handler: Handler,
    private readonly now: () => number,
  ) {}

  /** Starts to listen, and returns the URL of the server for clients on this machine. */
  async open(address: Address): Promise<string> {
    await this.closing;
    if (this.server !== undefined) throw new Error("The emulator is listening already.");
    const server = createServer(
      { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
      (request, response) => void this.answer(request, response),
    );
    server.on("clientError", (_error, socket) => {
      rejectInvalidHttp(socket, this.date());
    });
    await listening(server, address);
    this.server = server;
    return `http://${hostInUrl(address.host)}:${(server.address() as AddressInfo).port}`;
  }

  /** Closes the server and all its connections. */
  close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return this.closing;
    this.server = undefined;
    this.closing = new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
    return this.closing;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Clients correct their clock skew with this header.
    response.setHeader("date", this.date());
    try {
      const body = await bodyOf(request);
      respond(response, body === undefined ? bodyTooLarge() : await this.handler(apiRequest(request, body)));
    } catch (error) {
      // The client closed the connection before it had sent the whole request.
      if (!request.complete) return;
      console.error(error);
      respond(response, failure(new ApiError("InternalFailure", "The emulator failed.")));
    }
  }

  private date(): string {
    return new Date(this.now()).toUTCString();
  }
}

/** Nobody can connect to the addresses that mean all of a machine's: clients on this machine use the loopback address. */
function hostInUrl(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}

function listening(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** The body, or `undefined` if it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // The rest is read and dropped: a client that is still sending would not read the reply.
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return length <= BODY_LIMIT_BYTES ? Buffer.concat(chunks) : undefined;
}

function apiRequest(request: IncomingMessage, body: Buffer): ApiRequest {
  const { url = "/", method = "GET", headers } = request;
  const mark = url.indexOf("?");
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    queryString: mark < 0 ? "" : url.slice(mark + 1),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}

function respond(response: ServerResponse, reply: Reply | undefined): void {
  if (reply === undefined) {
    response.socket?.destroy();
    return;
  }
  response.statusCode = reply.status;
  response.setHeaders(new Map(Object.entries(reply.headers)));
  response.end(reply.body);
}

function bodyTooLarge(): Reply {
  return failure(new ApiError("RequestEntityTooLargeException", "The request body is too large."));
}

function rejectInvalidHttp(socket: Duplex, date: string): void {
  if (!socket.writable) return;
  const { status, headers, body } = failure(badRequest("The request is not valid HTTP."));
  const length = String(Buffer.byteLength(body));
  const lines = Object.entries({ ...headers, date, "content-length": length, connection: "close" });
  const head = [`HTTP/1.1 ${status} Bad Request`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end([...head, "", body].join("\r\n"));
}

function failure(error: ApiError): Reply {
  return restJson.failure(error, randomUUID());
}
