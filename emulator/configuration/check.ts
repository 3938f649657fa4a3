/** A value in a seed, in options or in a fault is invalid. The message has the path, the expected value and the value. */
export class CheckError extends Error {
  override readonly name = "CheckError";

  constructor(
    readonly property: string,
    expected: string,
    value: unknown,
  ) {
    super(`${property === "" ? "the value" : property}: expected ${expected}, got ${show(value)}.`);
  }
}

/** Returns the value at the path `at`, or throws a {@link CheckError} with that path. */
export type Check<T> = (value: unknown, at: string) => T;

type Checks = Record<string, Check<unknown>>;
type Checked<C extends Checks> = { [K in keyof C]: ReturnType<C[K]> };

/** A plain object with these properties and no others: an unknown property is likely a typo. */
export function object<C extends Checks>(checks: C): Check<Checked<C>> {
  const open = openObject(checks);
  return (value, at) => {
    for (const key of Object.keys(plainObject(value, at))) {
      if (!Object.hasOwn(checks, key)) {
        throw new CheckError(join(at, key), `one of ${Object.keys(checks).join(", ")}`, key);
      }
    }
    return open(value, at);
  };
}

/** An object with these properties. Other properties are dropped. */
export function openObject<C extends Checks>(checks: C): Check<Checked<C>> {
  return (value, at) => {
    const source = plainObject(value, at);
    const entries = Object.entries(checks).map(([key, check]) => [key, check(source[key], join(at, key))]);
    return Object.fromEntries(entries.filter(([, read]) => read !== undefined)) as Checked<C>;
  };
}

/** An array in which every element passes the check. */
export function array<T>(check: Check<T>): Check<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new CheckError(at, "an array", value);
    return value.map((element, index) => check(element, `${at}[${index}]`));
  };
}

/** A value that passes the check, or `undefined`. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, at) => (value === undefined ? undefined : check(value, at));
}

/** One of the listed values. */
export function oneOf<const T extends string | number>(...allowed: readonly T[]): Check<T> {
  return (value, at) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new CheckError(at, `one of ${allowed.join(", ")}`, value);
    return found;
  };
}

/** A string that is not blank, as every id of the API is. */
export const text: Check<string> = (value, at) => {
  if (typeof value !== "string" || value.trim() === "") throw new CheckError(at, "a non-empty string", value);
  return value;
};

/** A string that matches the expression; `expected` describes it in the error. */
export function pattern(expression: RegExp, expected: string): Check<string> {
  return (value, at) => {
    if (typeof value !== "string" || !expression.test(value)) throw new CheckError(at, expected, value);
    return value;
  };
}

/** An email address. */
export const email = pattern(/^\S+@\S+\.\S+$/, "an email address");

/** A function. */
export const callable: Check<(...args: never[]) => unknown> = (value, at) => {
  if (typeof value !== "function") throw new CheckError(at, "a function", value);
  return value as (...args: never[]) => unknown;
};

/** `true` or `false`. */
export const flag: Check<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw new CheckError(at, "true or false", value);
  return value;
};

/** An integer in the range. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value, at) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      throw new CheckError(at, `a whole number ${range(least, most)}`, value);
    }
    return value;
  };
}

/** An integer of at least 0, written in digits, as in a query. */
export const digits: Check<number> = (value, at) => {
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw new CheckError(at, "a whole number of at least 0", value);
};

/** A finite number above zero. */
export const positive: Check<number> = (value, at) => {
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    throw new CheckError(at, "a number above 0", value);
  }
  return value;
};

function plainObject(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CheckError(at, "an object", value);
  }
  return value as Record<string, unknown>;
}

function range(least: number, most: number): string {
  return most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
}

function join(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : JSON.stringify(value);
}
