/**
 * Waits for `work` until `deadline`, in milliseconds since the epoch, and then fails with the error that `overdue` creates.
 * The work itself goes on.
 *
 * @param signal Ends the wait before the deadline.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  deadline: number,
  overdue: () => Error,
  signal?: AbortSignal,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let end = (): void => undefined;
  const alarm = new Promise<never>((_, reject) => {
    end = () => {
      reject(overdue());
    };
    timer = setTimeout(end, deadline - Date.now());
  });
  signal?.addEventListener("abort", end);
  if (signal?.aborted === true) end();
  try {
    return await Promise.race([work, alarm]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}
