import { redact } from "../aws/errors/redact";
import { DEBUG } from "../settings/commandSettings";
import { UserError } from "../schema/userError";
import type { Log } from "./log";

/** Reports the stack of an error and of its causes where PULUMI_CHIME_DEBUG asks for that. */
export function reportTrace(log: Pick<Log, "info">, error: unknown): void {
  if (process.env[DEBUG] === "true") log.info(traceOf(error));
}

/** The stack of an error and of its causes, each under the redacted first line of its message. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return redact(String(error));
  const stack = error instanceof UserError ? error.trace : (error.stack ?? "");
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [];
  const causes = error.cause === undefined ? errors : [error.cause, ...errors];
  const lines = [`${error.name}: ${redact(error.message)}`, ...frames];
  return [...lines, ...causes.map((cause) => `Caused by: ${traceOf(cause)}`)].join("\n");
}
