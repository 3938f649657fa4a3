import type { FailureKind } from "./classify";

/** The section of docs/guides/errors.md about each kind of failure. */
const SECTION: Record<FailureKind, string> = {
  notFound: "not-found",
  notVisible: "the-account-is-not-visible",
  conflict: "it-exists-already",
  badRequest: "bad-request",
  limitExceeded: "a-limit-is-reached",
  unauthorized: "unauthorized",
  forbidden: "forbidden",
  throttled: "throttled",
  serviceFailure: "a-failure-of-the-service",
  credentials: "credentials",
  unreachable: "no-answer",
  notChime: "somebody-else-answers",
  unservedRegion: "a-wrong-region",
  internal: "an-internal-error",
  unknown: "anything-else",
};

/** The sentence that leads from an error to the page about it, which is in the package. */
export function errorPage(kind: FailureKind): string {
  return `See node_modules/pulumi-chime/docs/guides/errors.md#${SECTION[kind]}.`;
}
