import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createProxy, type Server } from "node:http";
import { createServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { resolve } from "node:path";

import { ChimeSession } from "../../../provider/aws/session";
import { rejectionOf } from "../../support/failures";
import { setEnvironment } from "../../support/processEnvironment";

const TLS = resolve(__dirname, "../../fixtures/tls");
const CERTIFICATE = `${TLS}/server.pem`;

/** A service with a certificate of an authority that only AWS_CA_BUNDLE names, and a proxy that leads to it. */
class Network {
  /** The hosts that the proxy was asked to connect to. */
  public readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly service = createServer(
    { key: readFileSync(`${TLS}/server.key`), cert: readFileSync(CERTIFICATE) },
    (_request, response) => {
      response.writeHead(200, { "x-amzn-requestid": "b25a7d32-5a53-4a0f-9d5a-0a6f5d2c1e01" });
      response.end(JSON.stringify({ Rooms: [] }));
    },
  );
  private readonly proxy = createProxy();

  public async start(): Promise<void> {
    await Promise.all([listening(this.service), listening(this.proxy)]);
    this.proxy.on("connect", ({ url = "" }, client: Socket) => {
      this.asked.push(url);
      const upstream = connect(portOf(this.service), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.on("error", () => socket.destroy());
      }
    });
  }

  public get proxyUrl(): string {
    return `http://127.0.0.1:${portOf(this.proxy)}`;
  }

  public get serviceUrl(): string {
    return `https://localhost:${portOf(this.service)}`;
  }

  public stop(): void {
    for (const socket of this.sockets) socket.destroy();
    for (const server of [this.service, this.proxy]) {
      server.close();
      server.closeAllConnections();
    }
  }
}

async function listening(server: Server | ReturnType<typeof createServer>): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function portOf(server: Server | ReturnType<typeof createServer>): number {
  return (server.address() as AddressInfo).port;
}

describe("The connection to Amazon Chime", () => {
  let network: Network;
  let restore: () => void;
  beforeEach(async () => {
    network = new Network();
    await network.start();
    restore = setEnvironment({ AWS_CA_BUNDLE: CERTIFICATE, HTTPS_PROXY: "", NO_PROXY: "", no_proxy: "" });
  });
  afterEach(() => {
    restore();
    network.stop();
  });

  const listRooms = async (settings: Record<string, string> = {}): Promise<unknown[]> => {
    const all: Record<string, string> = {
      "chime:accessKey": "key",
      "chime:secretKey": "the-secret-of-the-test",
      "chime:maxRetries": "0",
      ...settings,
    };
    const session = new ChimeSession();
    session.configure({ get: (key) => all[key] });
    return session.api.rooms.list("account");
  };

  it("goes through the proxy of HTTPS_PROXY, with the authorities of AWS_CA_BUNDLE", async () => {
    process.env["HTTPS_PROXY"] = network.proxyUrl;
    assert.deepEqual(await listRooms(), []);
    assert.deepEqual(network.asked, ["chime.us-east-1.amazonaws.com:443"]);
  });

  it("does not go through the proxy to a host of NO_PROXY", async () => {
    process.env["HTTPS_PROXY"] = network.proxyUrl;
    process.env["NO_PROXY"] = "localhost";
    assert.deepEqual(await listRooms({ "chime:endpoint": network.serviceUrl }), []);
    assert.deepEqual(network.asked, []);
  });

  it("trusts no other authority", async () => {
    delete process.env["AWS_CA_BUNDLE"];
    const { message } = await rejectionOf(listRooms({ "chime:endpoint": network.serviceUrl }));
    assert.match(message, /no answer to ListRooms.*self-signed certificate/s);
  });

  it("says which file of AWS_CA_BUNDLE cannot be read", async () => {
    process.env["AWS_CA_BUNDLE"] = `${TLS}/absent.pem`;
    const { message } = await rejectionOf(listRooms());
    assert.match(
      message,
      /^Could not read the certificate authorities of AWS_CA_BUNDLE: ENOENT.*absent\.pem/,
    );
  });
});
