import { ApiError } from "../http/errors";
import type { Protocol, Reply } from "../http/messages";
import type { OutcomeFault } from "./rules";

/** What the client gets: a reply, a destroyed connection, or nothing. */
export type Answer = Reply | "cut" | "hang";

type Garbled = OutcomeFault & { kind: "garbled" };
type Replacing = Exclude<OutcomeFault, Garbled>;

/** Does the work of a call with a fault on one side of it or the other. */
export function answerWith(
  fault: OutcomeFault | undefined,
  work: () => Reply,
  protocol: Protocol,
  requestId: string,
): Answer {
  if (fault === undefined) return work();
  if (fault.kind === "garbled") return garbled(work());
  if (!strikesBefore(fault)) work();
  return replacement(fault, protocol, requestId);
}

function strikesBefore(fault: Replacing): boolean {
  switch (fault.kind) {
    case "proxyError":
    case "captivePortal":
      return true;
    case "cut":
    case "hang":
      return fault.when === "beforeWrite";
    case "error":
      return fault.when !== "afterWrite";
  }
}

function replacement(fault: Replacing, protocol: Protocol, requestId: string): Answer {
  switch (fault.kind) {
    case "cut":
    case "hang":
      return fault.kind;
    case "proxyError":
      return htmlPage(fault.status, "Request could not be forwarded");
    case "captivePortal":
      return htmlPage(200, "Please log in to this network");
    case "error":
      return protocol.failure(injected(fault), requestId);
  }
}

function injected({ error, retryAfterSeconds }: OutcomeFault & { kind: "error" }): ApiError {
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return new ApiError(error, "Injected by the emulator.", headers);
}

function garbled(reply: Reply): Reply {
  const half = reply.body.slice(0, Math.ceil(reply.body.length / 2));
  // 204 has no body that could be garbled.
  return { ...reply, status: reply.status === 204 ? 200 : reply.status, body: half === "" ? '{"' : half };
}

function htmlPage(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
