import { joinSentences, unsentFailure } from "../errors/errorText";
import { ConfigurationError } from "../errors/configurationError";
import { errorPage } from "../errors/errorPage";
import { UserError } from "../../schema/userError";
import type { ChimeSettings } from "../../settings/settings";
import { sharedCredentials } from "./credentials";

/**
 * Why the credentials cannot be resolved, and what to do; undefined if they can.
 *
 * @param hint What else can be done, as a sentence.
 */
export async function credentialsFailure(settings: ChimeSettings, hint = ""): Promise<string | undefined> {
  try {
    await sharedCredentials(settings)();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    if (!(error instanceof ConfigurationError)) throw error;
    const reason = unsentFailure(error).replace(/^there/, "There");
    return joinSentences([reason, error.advice, hint, errorPage(error.kind)]);
  }
}
