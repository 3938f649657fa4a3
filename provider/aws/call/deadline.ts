/**
 * Waits for `work`, but not beyond `deadline` (milliseconds since the epoch): then it fails with what `overdue`
 * makes. The work itself is not stopped.
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
