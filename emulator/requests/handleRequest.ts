import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ANONYMOUS, authenticate, authorize, type Signer } from "../auth/authenticate";
import { performWithFault, type Answer } from "../faults/applyOutcome";
import type { CallFaults, CallTarget } from "../faults/faults";
import { ApiError } from "../http/errors";
import type { ApiRequest, Reply } from "../http/messages";
import type { Call } from "../journal/call";
import type { PendingCall } from "../journal/journal";
import type { Outcome } from "../operations/operation";
import { clientDetails, resourceDetails, unknownCall, type ResourceDetails } from "./callDetails";
import type { Emulation } from "./emulation";
import { route, serviceOf, type Route, type Service } from "./routes";

/** A routed request and what is known about it. */
interface RoutedCall {
  readonly service: Service;
  readonly route: Route;
  readonly details: ResourceDetails;
  readonly entry: PendingCall;
  readonly requestId: string;
}

/** Handles a request: journal, authentication, faults, operation. `undefined` means: close the connection. */
export async function handleRequest(request: ApiRequest, emulation: Emulation): Promise<Reply | undefined> {
  const requestId = randomUUID();
  const service = serviceOf(request);
  const routed = routeOrError(service, request);
  const details = routed instanceof ApiError ? {} : resourceDetails(routed);
  const asked =
    routed instanceof ApiError ? unknownCall(request) : { operation: routed.operation.name, ...details };
  const entry = emulation.journal.open({ requestId, ...asked, ...clientDetails(request) });
  try {
    if (routed instanceof ApiError) throw routed;
    const call = { service, route: routed, details, entry, requestId };
    const signer = await authenticateCall(request, call, emulation);
    const answer = await performWithFaults(signer, call, emulation);
    return await finish(answer, entry, emulation.stopping);
  } catch (error) {
    const reply = service.protocol.failure(asApiError(error), requestId);
    recordReply(entry, reply);
    return reply;
  }
}

function routeOrError(service: Service, request: ApiRequest): Route | ApiError {
  try {
    return route(service, request);
  } catch (error) {
    return asApiError(error);
  }
}

async function authenticateCall(
  request: ApiRequest,
  { service, route, details }: RoutedCall,
  { credentials, settings }: Emulation,
): Promise<Signer> {
  if (!route.operation.signed) return ANONYMOUS;
  const signer = await authenticate(request, service.scope, credentials, settings.now());
  if (details.accountId !== undefined) authorize(signer.credential, details.accountId, settings.rules);
  return signer;
}

async function performWithFaults(signer: Signer, call: RoutedCall, emulation: Emulation): Promise<Answer> {
  const faults = emulation.faults.plan(faultTarget(call));
  if (faults.names.length > 0) call.entry.update({ faults: faults.names });
  if (faults.delayMs > 0 && !(await delay(faults.delayMs, emulation.stopping))) return "cut";
  const perform = (): Reply => performOperation(signer, call, faults, emulation);
  return performWithFault(faults.outcome, perform, call.service.protocol, call.requestId);
}

/** Performs the operation. Returns errors as replies, because a fault can still replace them. */
function performOperation(
  { credential: caller, region }: Signer,
  { service, route, details, entry, requestId }: RoutedCall,
  faults: CallFaults,
  emulation: Emulation,
): Reply {
  const { rules, quotas, now } = emulation.settings;
  const memberFaults = faults.memberErrors;
  const context = { ...emulation, rules, quotas, caller, region, now: now(), memberFaults };
  try {
    emulation.rates.admit(route.operation.name, { ...details, region });
    const outcome = route.operation.perform(route.request, context);
    entry.update(effectOf(outcome));
    return service.protocol.success(route.operation.http.status, outcome.output, requestId);
  } catch (error) {
    return service.protocol.failure(asApiError(error), requestId);
  }
}

async function finish(answer: Answer, entry: PendingCall, stopping: AbortSignal): Promise<Reply | undefined> {
  if (answer === "hang" && !stopping.aborted) {
    await new Promise((resolve) => {
      stopping.addEventListener("abort", resolve, { once: true });
    });
  }
  if (answer === "cut" || answer === "hang") {
    entry.update({ ended: true });
    return undefined;
  }
  recordReply(entry, answer);
  return answer;
}

function recordReply(entry: PendingCall, { status, error }: Reply): void {
  entry.update({ status, ...(error === undefined ? {} : { error }), ended: true });
}

/** Returns false if the emulator stopped before the delay ended. */
async function delay(milliseconds: number, stopping: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal: stopping }).catch(() => false);
}

function effectOf({ written, memberErrors }: Outcome): Partial<Call> {
  return memberErrors === undefined ? { written } : { written, memberErrors };
}

function faultTarget({ route, details }: RoutedCall): CallTarget {
  const { accountId, roomId, appInstanceArn, channelArn, memberId, memberArn, members = [] } = details;
  const memberIds = [memberId, ...members.map((member) => member.memberId)];
  const memberArns = [memberArn, ...(details.memberArns ?? [])];
  const { name: operation } = route.operation;
  return { operation, accountId, roomId, appInstanceArn, channelArn, memberIds, memberArns };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // A bug of the emulator: log it, and still reply.
  console.error(error);
  return new ApiError("InternalFailure", "The emulator failed. This is a bug of the emulator.");
}
