import { UserError } from "../../schema/userError";
import { redact } from "./redact";

/** Whether an error shows a bug of this package: none of AWS's, of the network or of the settings has these types. */
export function isInternal(error: unknown): error is Error {
  return [TypeError, ReferenceError, RangeError].some((type) => error instanceof type);
}

/** The error for a person of something that failed with a bug of this package; any other error stays as it is. */
export function withInternalTold(error: unknown, what: string): unknown {
  if (!isInternal(error)) return error;
  const message = `Could not ${what}: ${internalReason(error)}. ${INTERNAL_ADVICE}`;
  return new UserError(message, "Internal error in pulumi-chime", { cause: error });
}

/** A bug of this package, as the rest of a sentence. */
export function internalReason({ name, message }: Error): string {
  return `internal error in pulumi-chime (${name}: ${redact(message)})`;
}

/** What to do about a bug of this package. */
export const INTERNAL_ADVICE =
  "This is a bug. Please report it with the stack shown with PULUMI_CHIME_DEBUG=true.";
