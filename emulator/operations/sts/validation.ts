import { ApiError } from "../../http/errors";

/** What a text must be. */
export interface TextRule {
  readonly least: number;
  readonly most?: number;
  /** Default: anything. */
  readonly pattern?: RegExp;
}

/** ValidationError: the input does not satisfy the constraints that AWS STS specifies. */
function invalid(name: string, rule: string): ApiError {
  return new ApiError(
    "ValidationError",
    `Value at '${name}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** A field of a form that is a text, or nothing. */
export function text(form: URLSearchParams, name: string, rule: TextRule): string | undefined {
  const { least, most = Infinity, pattern } = rule;
  const given = form.get(name) ?? undefined;
  if (given === undefined) return undefined;
  if (given.length < least || given.length > most)
    throw invalid(name, `have length from ${least} to ${most}`);
  if (pattern !== undefined && !pattern.test(given)) throw invalid(name, `satisfy ${String(pattern)}`);
  return given;
}

/** The same, which must be there. */
export function requiredText(form: URLSearchParams, name: string, rule: TextRule): string {
  const given = text(form, name, rule);
  if (given === undefined) throw invalid(name, "not be null");
  return given;
}

/** A field that is a whole number, or nothing. */
export function wholeNumber(
  form: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const given = form.get(name);
  if (given === null) return undefined;
  const value = Number(given);
  if (/^-?\d+$/.test(given) && value >= least && value <= most) return value;
  throw invalid(name, `be a whole number from ${least} to ${most}`);
}

/**
 * The names of the items of a list, such as `Tags.member.1`.
 *
 * @param range How many there may be, where there are any.
 */
export function items(form: URLSearchParams, name: string, range: { most: number }): string[] {
  const found = [...form.keys()].flatMap((key) => {
    const [item] = key.startsWith(`${name}.member.`) ? (/^\w+\.member\.\d+/.exec(key) ?? []) : [];
    return item === undefined ? [] : [item];
  });
  const names = [...new Set(found)];
  if (names.length > range.most) throw invalid(name, `have at most ${range.most} items`);
  return names;
}
