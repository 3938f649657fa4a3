import type { ChimeSettings } from "./settings";

/** The regions of Amazon Chime SDK messaging and identity. https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html */
const REGIONS = ["us-east-1", "eu-central-1"];

/** What to do about a region that is not served. */
export const REGION_ADVICE = `Set chime:region to ${REGIONS.join(" or ")}, or correct the region of the ARN.`;

/**
 * Why channels and app instances cannot be in a region, as a sentence without its full stop. Undefined for a region that AWS
 * lists, and for one that an endpoint in the settings names: AWS may have added it since.
 *
 * @param source Where the region comes from, such as `chime:region`.
 */
export function unservedRegion(
  region: string,
  source: string,
  { messagingEndpoint, identityEndpoint }: Pick<ChimeSettings, "messagingEndpoint" | "identityEndpoint">,
): string | undefined {
  const isNamed = [messagingEndpoint, identityEndpoint].some((url) => url?.includes(`.${region}.`));
  if (isNamed || REGIONS.includes(region)) return undefined;
  const regions = REGIONS.join(" and ");
  return `Amazon Chime SDK messaging and identity are not in the region ${region} (from ${source}), only in ${regions}`;
}
