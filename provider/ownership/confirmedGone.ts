/** Whether a read confirms that something does not exist. A failed read confirms nothing. */
export async function isConfirmedGone(find: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await find()) === undefined;
  } catch {
    return false;
  }
}
