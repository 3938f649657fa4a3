import * as check from "./configuration/check";
import type { FaultRule, ReadLag, Throttle } from "./faults/faultRules";
import { ApiError } from "./http/errors";
import { parseQuery, type ApiRequest, type Reply } from "./http/messages";
import type { Handler } from "./http/server";
import type { Emulation } from "./requests/emulation";
import type { State } from "./state/state";

const PREFIX = "/_emulator/";

/** What the admin API reads and changes. */
export type AdminTarget = Pick<Emulation, "journal" | "faults"> & { readonly state: State };

type Action = (request: ApiRequest, emulator: AdminTarget) => object | undefined;

const ACTIONS: Readonly<Record<string, Action>> = {
  "GET /_emulator/journal": (_, { journal }) => ({ calls: journal.calls() }),
  "GET /_emulator/members": members,
  "GET /_emulator/channel-members": channelMembers,
  "POST /_emulator/faults": injectFault,
  "DELETE /_emulator/faults": (_, { faults }) => {
    faults.clear();
    return undefined;
  },
};

/**
 * Serves the admin API under `/_emulator/`, which needs no signature, and passes other requests to the API. It has
 * `GET journal`, `GET members?account=…&room=…`, `GET channel-members?channel=ARN`, `POST faults`, `DELETE faults`.
 */
export function adminHandler(emulator: AdminTarget, api: Handler): Handler {
  return (request) =>
    request.path.startsWith(PREFIX) ? Promise.resolve(answer(request, emulator)) : api(request);
}

function answer(request: ApiRequest, emulator: AdminTarget): Reply {
  try {
    refuseBrowsers(request);
    const action = ACTIONS[`${request.method} ${request.path}`];
    if (action === undefined)
      return json(404, { error: `Not found. The admin API has ${Object.keys(ACTIONS).join(", ")}.` });
    const output = action(request, emulator);
    return output === undefined ? json(204) : json(200, output);
  } catch (error) {
    const known =
      error instanceof check.CheckError || error instanceof ApiError || error instanceof SyntaxError;
    if (!known) throw error;
    return json(error instanceof ApiError ? error.status : 400, { error: error.message });
  }
}

/** A web page must not use the admin API, neither by DNS rebinding nor by a cross-origin form. */
function refuseBrowsers({ headers, method }: ApiRequest): void {
  const host = (headers["host"] ?? "").replace(/:\d+$/, "");
  check.oneOf("127.0.0.1", "localhost")(host, "the header host");
  if (method !== "GET" && headers["origin"] !== undefined) {
    throw new check.CheckError("the header origin", "no origin", headers["origin"]);
  }
}

function members(request: ApiRequest, { state }: AdminTarget): object {
  const query = parseQuery(request.queryString) ?? new Map<string, string[]>();
  const account = check.text(query.get("account")?.at(-1), "account");
  const room = check.text(query.get("room")?.at(-1), "room");
  return { members: state.members(account, room) };
}

function channelMembers(request: ApiRequest, { state }: AdminTarget): object {
  const query = parseQuery(request.queryString) ?? new Map<string, string[]>();
  return { members: state.channelMembers(check.text(query.get("channel")?.at(-1), "channel")) };
}

function injectFault(request: ApiRequest, { faults }: AdminTarget): undefined {
  const value: unknown = JSON.parse(request.body.toString("utf8"));
  const { kind, ...rest } = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  // These methods check their argument at run time.
  if (kind === "throttle") faults.throttle(rest as unknown as Throttle);
  else if (kind === "readLag") faults.setReadLag(rest as unknown as ReadLag);
  else faults.inject(value as FaultRule);
}

function json(status: number, output?: object): Reply {
  const body = output === undefined ? "" : `${JSON.stringify(output, undefined, 2)}\n`;
  return { status, headers: { "content-type": "application/json" }, body };
}
