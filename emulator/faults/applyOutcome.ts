import { ApiError } from "../http/errors";
import type { Protocol, Reply } from "../http/messages";
import type { OutcomeFault } from "./faultRules";

/** What the client receives: a reply, a closed connection, or nothing. */
export type Answer = Reply | "cut" | "hang";

type Garbled = OutcomeFault & { kind: "garbled" };
type Replacing = Exclude<OutcomeFault, Garbled>;

/** Performs a call and applies a fault before or after it. */
export function performWithFault(
  fault: OutcomeFault | undefined,
  perform: () => Reply,
  protocol: Protocol,
  requestId: string,
): Answer {
  if (fault === undefined) return perform();
  if (fault.kind === "garbled") return truncate(perform());
  if (!happensBeforeWrite(fault)) perform();
  return replacement(fault, protocol, requestId);
}

function happensBeforeWrite(fault: Replacing): boolean {
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
      return protocol.failure(injectedError(fault), requestId);
  }
}

function injectedError({ error, retryAfterSeconds }: OutcomeFault & { kind: "error" }): ApiError {
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return new ApiError(error, "Injected by the emulator.", headers);
}

function truncate(reply: Reply): Reply {
  const half = reply.body.slice(0, Math.ceil(reply.body.length / 2));
  // A reply with status 204 cannot have a body.
  return { ...reply, status: reply.status === 204 ? 200 : reply.status, body: half === "" ? '{"' : half };
}

function htmlPage(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
