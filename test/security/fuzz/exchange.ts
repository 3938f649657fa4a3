import { connect } from "node:net";

import type { Emulator } from "../../../emulator";

/** The time limit of a reply, far above the usual time. */
const REPLY_TIMEOUT_MS = 20_000;

/** How long to wait for the first byte of a reply before closing the sending side. */
const FIRST_BYTE_TIMEOUT_MS = 250;

/** A reply as received. */
export interface WireReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends bytes and returns everything that the server sends until it closes the connection. Closes the sending side only
 * when the reply has started, or after a time limit: Node.js drops a reply that is not ready when the client ends.
 */
export function exchange(chime: Emulator, bytes: Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(chime.url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const firstByteTimer = setTimeout(() => socket.end(), FIRST_BYTE_TIMEOUT_MS);
    const replyTimer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(`The emulator neither replied nor closed the connection within ${REPLY_TIMEOUT_MS} ms.`),
      );
    }, REPLY_TIMEOUT_MS);
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      clearTimeout(firstByteTimer);
      socket.end();
    });
    // The server may reset the connection while bytes are being sent.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(firstByteTimer);
      clearTimeout(replyTimer);
      resolve(Buffer.concat(chunks));
    });
    socket.write(bytes);
  });
}

/** The replies in the received bytes. There are several if the sent bytes were several requests. */
export function repliesIn(received: Buffer): WireReply[] {
  const text = received.toString("latin1");
  const starts = [...text.matchAll(/HTTP\/1\.1 \d{3} [^\r\n]*\r\n/g)].map(({ index }) => index);
  return starts.map((start, number) => reply(text.slice(start, starts[number + 1])));
}

function reply(text: string): WireReply {
  const end = text.indexOf("\r\n\r\n");
  const [status = "", ...lines] = text.slice(0, end < 0 ? undefined : end).split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(status.split(" ")[1]),
    headers: Object.fromEntries(headers),
    body: end < 0 ? "" : text.slice(end + 4),
  };
}
