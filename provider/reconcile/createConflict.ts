/**
 * The cause of a conflict that could not be explained: a create got no answer, its retry was refused because something
 * exists, and the read that would show whose it is failed too.
 *
 * @param failedRead The error of that read; undefined if it succeeded and found nothing.
 */
export function causeOf(conflict: Error, failedRead: unknown): Error {
  return failedRead === undefined
    ? conflict
    : new AggregateError([conflict, failedRead], "The create failed, and so did the read after it");
}
