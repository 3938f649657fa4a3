import { isChimeError } from "../errors/chimeError";

/**
 * Reads something that may be deleted. Most operations of the Amazon Chime SDK declare no NotFoundException: they answer 403
 * to what does not exist, and to what the bearer may not see. So a 403 means "deleted" only if a list that the bearer may see
 * does not have it.
 *
 * @param read Reads it.
 * @param isListed Whether a list has it. Fails, or returns true, if that cannot be read.
 * @returns undefined if it is deleted.
 */
export async function unlessGone<Found>(
  read: () => Promise<Found>,
  isListed: () => Promise<boolean>,
): Promise<Found | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isChimeError(error, "notFound")) return undefined;
    // If the list fails too, the refusal is the better error.
    if (!isChimeError(error, "forbidden") || (await isListed().catch(() => true))) throw error;
    return undefined;
  }
}
