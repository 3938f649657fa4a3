import { ApiError } from "../../http/errors";

/** The constraints of a string. */
export interface StringConstraint {
  readonly min: number;
  readonly max?: number;
  /** Default: any string. */
  readonly pattern?: RegExp;
}

/** The body of a request in the AWS query protocol. */
export function parseForm(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString("utf8"));
}

/** A string field of a form, or `undefined`. */
export function text(form: URLSearchParams, name: string, rule: StringConstraint): string | undefined {
  const { min, max = Infinity, pattern } = rule;
  const given = form.get(name) ?? undefined;
  if (given === undefined) return undefined;
  if (given.length < min || given.length > max) throw invalid(name, `have length from ${min} to ${max}`);
  if (pattern !== undefined && !pattern.test(given)) throw invalid(name, `satisfy ${String(pattern)}`);
  return given;
}

/** A required string field. */
export function requiredText(form: URLSearchParams, name: string, rule: StringConstraint): string {
  const given = text(form, name, rule);
  if (given === undefined) throw invalid(name, "not be null");
  return given;
}

/** An integer field, or `undefined`. */
export function wholeNumber(
  form: URLSearchParams,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const given = form.get(name);
  if (given === null) return undefined;
  const value = Number(given);
  if (/^-?\d+$/.test(given) && value >= min && value <= max) return value;
  throw invalid(name, `be an integer from ${min} to ${max}`);
}

/**
 * The names of the items of a list, such as `Tags.member.1`.
 *
 * @param range the maximum number of items
 */
export function items(form: URLSearchParams, name: string, range: { max: number }): string[] {
  const found = [...form.keys()].flatMap((key) => {
    const [item] = key.startsWith(`${name}.member.`) ? (/^\w+\.member\.\d+/.exec(key) ?? []) : [];
    return item === undefined ? [] : [item];
  });
  const names = [...new Set(found)];
  if (names.length > range.max) throw invalid(name, `have at most ${range.max} items`);
  return names;
}

/** ValidationError: the input does not satisfy the constraints that AWS STS specifies. */
function invalid(name: string, rule: string): ApiError {
  return new ApiError(
    "ValidationError",
    `Value at '${name}' failed to satisfy constraint: Member must ${rule}`,
  );
}
