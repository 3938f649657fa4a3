import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

import { Protocol } from "./protocol";

/** A running server with Pulumi Cloud's protocol. */
export interface Backend {
  /** The environment variables with which the Pulumi CLI uses it. */
  readonly env: Readonly<Record<string, string>>;
  /** The requests that were refused because they are not supported. */
  readonly unsupported: readonly string[];
  /** Forgets all stacks. */
  readonly clear: () => void;
  stop(): Promise<void>;
}

/** Starts a server that keeps the states of stacks in memory, as Pulumi Cloud does for the Pulumi CLI. */
export async function startBackend(): Promise<Backend> {
  const protocol = new Protocol();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = "", url = "" } = request;
      const reply = protocol.reply({ method, url: new URL(url, "http://localhost"), body });
      response.writeHead(reply.status, { "content-type": "application/json" });
      response.end(reply.status === 204 || method === "HEAD" ? undefined : JSON.stringify(reply.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { PULUMI_BACKEND_URL: url, PULUMI_ACCESS_TOKEN: "benchmark" },
    unsupported: protocol.unsupported,
    clear: () => {
      protocol.clear();
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const bytes = await buffer(request);
  const text = String(request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes);
  return text === "" ? {} : (JSON.parse(text) as unknown);
}
