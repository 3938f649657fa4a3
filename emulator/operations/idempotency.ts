import type { ApiError } from "../http/errors";
import type { ClientRequest } from "../store/clientRequest";

/**
 * What an earlier call with the same ClientRequestToken created. A repeated call returns it and creates nothing. It can
 * have been changed since: the parameters are compared with those of the earlier call.
 *
 * @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstance.html
 * @throws the `mismatch` if the earlier call had other parameters
 */
export function createdBefore<T extends { readonly request: ClientRequest | undefined }>(
  created: Iterable<T>,
  request: ClientRequest,
  mismatch: (reason: string) => ApiError,
): T | undefined {
  for (const candidate of created) {
    if (candidate.request?.token !== request.token) continue;
    if (candidate.request.content === request.content) return candidate;
    throw mismatch("The ClientRequestToken was used for a request with other parameters.");
  }
  return undefined;
}
