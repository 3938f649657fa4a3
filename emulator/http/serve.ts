import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { authenticate, authorize, type Signer } from "../auth/authenticate";
import { parseAuthorization } from "../auth/authorization";
import type { Credentials } from "../auth/credentials";
import { answerWith, type Answer } from "../faults/apply";
import type { Faults, Plan } from "../faults/faults";
import type { Call, Journal, OpenCall } from "../journal";
import type { Outcome } from "../operations/operation";
import type { Settings } from "../options";
import type { Pages } from "../store/pages";
import type { Rates } from "../rates";
import type { Store } from "../store/chime/store";
import type { AppInstances } from "../store/messaging/appInstances";
import { ApiError } from "./errors";
import type { ApiRequest, Reply } from "./messages";
import { route, serviceOf, type Route, type Service } from "./services";
import { subjectOf, type CallSubject } from "./subject";

/** Everything a call meets on its way. */
export interface Emulation {
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly store: Store;
  readonly appInstances: AppInstances;
  readonly rates: Rates;
  readonly pages: Pages;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Aborted when the emulator stops; whatever waits then gives up. */
  readonly stopping: AbortSignal;
}

interface Step {
  readonly service: Service;
  readonly route: Route;
  readonly subject: CallSubject;
  readonly call: OpenCall;
  readonly requestId: string;
}

/** Serves one request: authentication, faults, the operation. `undefined` means: destroy the connection. */
export async function serve(request: ApiRequest, emulation: Emulation): Promise<Reply | undefined> {
  const requestId = randomUUID();
  const service = serviceOf(request);
  const found = attempt(() => route(service, request));
  const subject = found instanceof ApiError ? {} : subjectOf(found);
  const operation = found instanceof ApiError ? "UnknownOperation" : found.operation.name;
  const call = emulation.journal.open({ operation, requestId, ...subject, ...clientFacts(request) });
  try {
    if (found instanceof ApiError) throw found;
    const step = { service, route: found, subject, call, requestId };
    const answer = await answerOf(await admit(request, step, emulation), step, emulation);
    return dated(await finish(answer, call, emulation.stopping), emulation);
  } catch (error) {
    const reply = service.protocol.failure(asApiError(error), requestId);
    noteReply(call, reply);
    return dated(reply, emulation);
  }
}

/** An answer with the time of the service. */
function dated<R extends Reply | undefined>(reply: R, { settings }: Emulation): R {
  return reply && { ...reply, headers: { ...reply.headers, date: new Date(settings.now()).toUTCString() } };
}

async function admit(request: ApiRequest, step: Step, emulation: Emulation): Promise<Signer> {
  const { credentials, settings } = emulation;
  const signer = await authenticate(request, step.service.scope, credentials, settings.now());
  if (step.subject.accountId !== undefined)
    authorize(signer.credential, step.subject.accountId, settings.rules);
  return signer;
}

async function answerOf(signer: Signer, step: Step, emulation: Emulation): Promise<Answer> {
  const plan = emulation.faults.plan(faultSubject(step));
  if (plan.names.length > 0) step.call.note({ faults: plan.names });
  if (plan.delayMs > 0 && !(await waited(plan.delayMs, emulation.stopping))) return "cut";
  const work = (): Reply => perform(signer, step, plan, emulation);
  return answerWith(plan.outcome, work, step.service.protocol, step.requestId);
}

/** Calls the operation. Also an error is a reply here, because a fault may still strike it. */
function perform(
  { credential: caller, region }: Signer,
  step: Step,
  plan: Plan,
  emulation: Emulation,
): Reply {
  const { service, route, call, requestId } = step;
  const { rules, quotas, now } = emulation.settings;
  const context = {
    ...emulation,
    rules,
    quotas,
    caller,
    region,
    now: now(),
    memberFaults: plan.memberErrors,
  };
  try {
    emulation.rates.admit(route.operation.name, { ...step.subject, region });
    const outcome = route.operation.perform(route.request, context);
    call.note(effectOf(outcome));
    return service.protocol.success(route.operation.http.status, outcome.output, requestId);
  } catch (error) {
    return service.protocol.failure(asApiError(error), requestId);
  }
}

async function finish(answer: Answer, call: OpenCall, stopping: AbortSignal): Promise<Reply | undefined> {
  if (answer === "hang" && !stopping.aborted) {
    await new Promise((resolve) => {
      stopping.addEventListener("abort", resolve, { once: true });
    });
  }
  if (answer === "cut" || answer === "hang") {
    call.note({ ended: true });
    return undefined;
  }
  noteReply(call, answer);
  return answer;
}

function noteReply(call: OpenCall, { status, error }: Reply): void {
  call.note({ status, ...(error === undefined ? {} : { error }), ended: true });
}

async function waited(milliseconds: number, stopping: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal: stopping }).catch(() => false);
}

function effectOf({ written, memberErrors }: Outcome): Partial<Call> {
  return memberErrors === undefined ? { written } : { written, memberErrors };
}

function faultSubject({ route, subject }: Step) {
  const { accountId, roomId, appInstanceArn, channelArn, memberId, memberArn, members = [] } = subject;
  const memberIds = [memberId, ...members.map((member) => member.memberId)];
  const memberArns = [memberArn, ...(subject.memberArns ?? [])];
  const { name: operation } = route.operation;
  return { operation, accountId, roomId, appInstanceArn, channelArn, memberIds, memberArns };
}

/** What the client tells about itself. */
function clientFacts({ headers }: ApiRequest): Partial<Call> {
  const authorization = attempt(() => parseAuthorization(headers["authorization"]));
  const count = /(?:^|;\s*)attempt=(\d+)/.exec(headers["amz-sdk-request"] ?? "")?.[1];
  const invocationId = headers["amz-sdk-invocation-id"];
  return {
    ...(authorization instanceof ApiError
      ? {}
      : { accessKeyId: authorization.accessKeyId, region: authorization.region }),
    ...(count === undefined ? {} : { attempt: Number(count) }),
    ...(invocationId === undefined ? {} : { invocationId }),
  };
}

function attempt<T>(work: () => T): T | ApiError {
  try {
    return work();
  } catch (error) {
    return asApiError(error);
  }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Whatever else is thrown is a mistake of the emulator: it must be heard, and still be answered.
  console.error(error);
  return new ApiError("InternalFailure", "The emulator has failed. This is a mistake of the emulator.");
}
