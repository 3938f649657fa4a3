import type { Ownership } from "../ownership/ownership";
import type { Progress } from "../reporting/progress";
import type { MembershipSchema } from "../schema/membershipSchema";

/**
 * Warns that a member lost the rights with which resources of the program make their calls. The preview cannot: Pulumi asks no hook
 * about a delete.
 */
export function warnIfBearer(
  {
    schema,
    ownership,
    progress,
  }: {
    schema: Pick<MembershipSchema<never>, "givesRights" | "labels">;
    ownership: Pick<Ownership, "bearers">;
    progress: Pick<Progress, "warn">;
  },
  { channelArn }: { channelArn?: string },
  memberId: string,
): void {
  if (schema.givesRights !== true || !ownership.bearers.has(memberId, channelArn)) return;
  progress.warn(
    `${memberId} is no ${schema.labels.kind} any more, and is still the chimeBearer of resources of the program. If it has no other ` +
      "rights, their next changes will fail: declare it again, or give them another chimeBearer.",
  );
}
