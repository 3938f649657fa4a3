import { connect, type Socket } from "node:net";

import { isOfNobody } from "./meetingPlace";

/** What came of a question. */
type Reply =
  | { kind: "answer"; text: string }
  /** Nobody listens there. */
  | { kind: "nobody" }
  /** Whoever listened has ended the connection. */
  | { kind: "hungUp" }
  /** Whoever listens has said nothing at all for too long. */
  | { kind: "silence"; reason: string }
  /** Whoever listens cannot be asked. */
  | { kind: "failed"; reason: string };

/** What the operating system says where the other side has ended. */
const HUNG_UP = ["ECONNRESET", "EPIPE"];

/**
 * Asks who listens at a local socket. The answer is one line; empty lines before it are signs of life.
 *
 * @param question One line.
 * @param patienceMs How long nothing at all may come, in milliseconds.
 */
export function converse(address: string, question: string, patienceMs: number): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (data: string) => (text += data));
    socket.setTimeout(patienceMs, () => {
      resolve({ kind: "silence", reason: `nothing came for ${patienceMs / 1000} seconds` });
      socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (isOfNobody(error.code)) resolve({ kind: "nobody" });
      else if (!HUNG_UP.includes(error.code ?? "")) resolve({ kind: "failed", reason: error.message });
    });
    socket.on("close", () => {
      // What was cut has no end of the line.
      const isWhole = text.endsWith("\n") && text.trim() !== "";
      resolve(isWhole ? { kind: "answer", text } : { kind: "hungUp" });
    });
    socket.write(`${question}\n`);
  });
}

/** The first line that comes. */
export function lineOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (data: string) => {
      text += data;
      if (data.includes("\n")) resolve(text);
    });
    socket.once("close", () => {
      reject(new Error("The connection ended before the line did."));
    });
  });
}
