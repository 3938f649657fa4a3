import { UserError } from "../../schema/userError";
import { redact } from "./redact";

/** Whether an error shows a bug of this package: AWS, the network and invalid settings cause none of these types. */
export function isInternal(error: unknown): error is Error {
  return [TypeError, ReferenceError, RangeError].some((type) => error instanceof type);
}

/** Wraps an error that shows a bug of this package in one that tells the user what to do; returns any other error as it is. */
export function explainInternal(error: unknown, what: string): unknown {
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
