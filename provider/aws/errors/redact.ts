/** How much of a message is shown, in characters. */
const MAX_LENGTH = 500;

/** The first line of a message that a service or a library wrote, without email addresses: logs have many readers. */
export function redact(message: string): string {
  // Cut first: a service can send megabytes, and the search for email addresses takes quadratic time.
  const firstLine = message.slice(0, MAX_LENGTH).split("\n", 1)[0] ?? "";
  return firstLine.replace(/[^\s@<>"'(]+@[^\s@<>"'),;]+/g, "(email address)");
}
