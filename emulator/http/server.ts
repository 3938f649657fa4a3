import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ApiError, badRequest } from "./errors";
import type { ApiRequest, Reply } from "./messages";
import { restJson } from "./restJson";

const BODY_LIMIT_BYTES = 1024 * 1024;
/** A client has this long to send a whole request. */
const REQUEST_TIMEOUT_MS = 30_000;
const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Answers a request; `undefined` destroys the connection. */
export type Handler = (request: ApiRequest) => Promise<Reply | undefined>;

/** An HTTP server that hands every request to `handler` as it came. It does not listen yet. */
export function createServer(handler: Handler): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    clientErrorHandler: answerNoise,
    frameworkErrors: (error, _request, reply) => {
      sendError(reply, error);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  app.setErrorHandler((error, _request, reply) => {
    sendError(reply, error);
  });
  app.route({
    method: METHODS,
    url: "/*",
    handler: async (request, reply) => {
      respond(reply, await handler(received(request)));
    },
  });
  return app;
}

/** Past fastify, which would take the content type from a 204, and AWS leaves it there. */
function respond(reply: FastifyReply, answer: Reply | undefined): void {
  const response = reply.hijack().raw;
  if (answer === undefined) {
    response.socket?.destroy();
    return;
  }
  response.statusCode = answer.status;
  response.setHeaders(new Map(Object.entries(answer.headers)));
  response.end(answer.body);
}

function received(request: FastifyRequest): ApiRequest {
  const url = request.raw.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: request.method,
    path: mark < 0 ? url : url.slice(0, mark),
    queryString: mark < 0 ? "" : url.slice(mark + 1),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

/** What fastify refuses by itself: a body too large, an URL that it cannot read. */
function sendError(reply: FastifyReply, error: unknown): void {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
  respond(reply, restJson.failure(refusal(status), randomUUID()));
}

function refusal(status: unknown): ApiError {
  if (status === 413) return new ApiError("RequestEntityTooLargeException", "The request body is too large.");
  if (status === 500) return new ApiError("InternalFailure", "The emulator has failed.");
  return badRequest("The request cannot be read.");
}

/** Bytes that are no HTTP. */
function answerNoise(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const { status, headers, body } = restJson.failure(badRequest("The request is not HTTP."), randomUUID());
  const lines = Object.entries({
    ...headers,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  socket.end(
    [`HTTP/1.1 ${status} Bad Request`, ...lines.map(([name, value]) => `${name}: ${value}`), "", body].join(
      "\r\n",
    ),
  );
}
