/**
 * Waits for `work` until `deadline`, in milliseconds since the epoch, and then fails with the error that `overdue` creates.
 * The work itself goes on.
 */
export async function withDeadline<T>(work: Promise<T>, deadline: number, overdue: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(overdue());
    }, deadline - Date.now());
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    clearTimeout(timer);
  }
}
