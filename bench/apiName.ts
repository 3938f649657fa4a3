/** The APIs that are measured: Amazon Chime rooms and Amazon Chime SDK messaging channels. */
export const API_NAMES = ["rooms", "channels"] as const;
export type ApiName = (typeof API_NAMES)[number];
