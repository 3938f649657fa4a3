import { ApiError } from "../http/errors";
import { decode, parseQuery, type ApiRequest } from "../http/messages";
import { MISSING_OPERATIONS } from "../model/missingOperations";
import { parseForm } from "../operations/sts/formFields";
import { matchPath } from "./pathTemplate";

const SHOWN_CHARACTERS = 300;

/** The error for a request that is of no operation of the emulator. Names the operation of AWS, if it is known. */
export function unknownOperation(request: ApiRequest): ApiError {
  const name = missingOperation(request);
  const reason =
    name === undefined
      ? "The emulator has no operation with this method and path."
      : `The emulator does not have the operation ${name}.`;
  return new ApiError("UnknownOperationException", `${reason} ${described(request)}`);
}

/** What was asked, without the query: that of a presigned request has a signature. */
function described({ method, path, headers }: ApiRequest): string {
  const host = headers["host"] ?? "none";
  const target = headers["x-amz-target"] ?? "none";
  return `The request was ${short(`${method} ${path}`)}, host ${short(host)}, X-Amz-Target ${short(target)}.`;
}

/** The name of the operation of AWS that was asked for, as far as the request tells. */
export function missingOperation(request: ApiRequest): string | undefined {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return short(target);
  return request.path === "/" ? actionOf(request) : restOperationOf(request);
}

/** The action of the AWS query protocol. */
function actionOf({ body }: ApiRequest): string | undefined {
  const action = parseForm(body).get("Action") ?? "";
  return /^\w{1,128}$/.test(action) ? action : undefined;
}

function restOperationOf({ method, path, queryString }: ApiRequest): string | undefined {
  const segments = path.split("/").map(decode);
  const query = parseQuery(queryString);
  const found = Object.entries(MISSING_OPERATIONS).find(([binding]) => {
    const [itsMethod = "", itsPath = "", itsQuery = ""] = binding.split(/[ ?]/);
    return (
      method === itsMethod &&
      hasParameters(query, itsQuery) &&
      matchPath(itsPath, segments) !== undefined &&
      (itsQuery !== "" || selectorIn(query) === undefined)
    );
  });
  return found?.[1];
}

function hasParameters(query: ReadonlyMap<string, readonly string[]> | undefined, wanted: string): boolean {
  return [...(parseQuery(wanted) ?? [])].every(([name, [value]]) => query?.get(name)?.at(-1) === value);
}

/** The parameter that distinguishes operations with the same method and path. */
function selectorIn(query: ReadonlyMap<string, readonly string[]> | undefined): string | undefined {
  return (query?.get("operation") ?? query?.get("scope"))?.at(-1);
}

function short(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
