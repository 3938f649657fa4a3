import { request, type IncomingHttpHeaders } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Emulator } from "../../../emulator";
import { Sha256 } from "../../../emulator/auth/sha256";

/** A reply as received. */
export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as sent. Only the headers that HTTP requires are added. */
export interface RawRequest {
  readonly method?: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Overrides of the signature. */
export interface Signing {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly service?: string;
  readonly signingDate?: Date;
}

/** Sends a request without an SDK. */
export function send(
  chime: Emulator,
  { method = "GET", path, headers = {}, body = "" }: RawRequest,
): Promise<RawReply> {
  const { hostname, port } = new URL(chime.url);
  return new Promise((resolve, reject) => {
    const length =
      body === "" && method === "GET" ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const { statusCode = 0, headers: received } = incoming;
          resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Returns the request with a signature. */
export async function signed(chime: Emulator, raw: RawRequest, signing: Signing = {}): Promise<RawRequest> {
  const { region = "us-east-1", service = "chime", signingDate = new Date(), ...credentials } = signing;
  const signer = new SignatureV4({
    credentials: { ...chime.credentials, ...credentials },
    region,
    service,
    sha256: Sha256,
  });
  const url = new URL(chime.url);
  const [path = "", queryString = ""] = raw.path.split("?");
  const { headers } = await signer.sign(
    {
      method: raw.method ?? "GET",
      protocol: "http:",
      hostname: url.hostname,
      path,
      query: Object.fromEntries(new URLSearchParams(queryString)),
      headers: { ...raw.headers, host: url.host },
      body: raw.body ?? "",
    },
    { signingDate },
  );
  return { ...raw, headers };
}

/** Signs and sends a request. */
export async function sendSigned(chime: Emulator, raw: RawRequest, signing: Signing = {}): Promise<RawReply> {
  return send(chime, await signed(chime, raw, signing));
}
