import { isChimeError } from "../errors/chimeError";

/**
 * What is read of something that may be gone. Most operations of Amazon Chime SDK Identity and Messaging declare no
 * NotFoundException, and answer 403 to what does not exist, as to what one may not see. So a refusal is asked about once
 * more: a list that one may see, and that lacks it, says that it is gone.
 *
 * @param read Reads it.
 * @param isListed Whether a list has it. Where that cannot be said it fails, or says yes.
 * @returns undefined where it is gone.
 */
export async function unlessGone<Found>(
  read: () => Promise<Found>,
  isListed: () => Promise<boolean>,
): Promise<Found | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isChimeError(error, "notFound")) return undefined;
    // The refusal says more than that the list was refused too.
    if (!isChimeError(error, "forbidden") || (await isListed().catch(() => true))) throw error;
    return undefined;
  }
}
