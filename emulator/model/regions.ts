/**
 * The regions of Amazon Chime SDK messaging and identity.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
export const SDK_REGIONS = ["us-east-1", "eu-central-1"] as const;

/** A region of Amazon Chime SDK messaging and identity. */
export type SdkRegion = (typeof SDK_REGIONS)[number];
