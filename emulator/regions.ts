/**
 * The regions that messaging and identity are in.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
export const SDK_REGIONS = ["us-east-1", "eu-central-1"] as const;

/** A region that messaging and identity are in. */
export type SdkRegion = (typeof SDK_REGIONS)[number];
