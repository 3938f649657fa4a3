import type { Ownership } from "../ownership/ownership";
import type { MembershipSchema } from "../schema/membershipSchema";
import { UNKNOWN_VALUE } from "../schema/unknownValue";
import type { CheckFailure } from "../schema/validators";

/**
 * Finds members that the program also declares as something that excludes it, such as a ban. The program finds it too, unless
 * it knows an id too late or an option of a resource changes one. A preview does not repeat what the program has reported. An update
 * does, because the resource must not be created.
 */
export function contradictions<Parent extends object>(
  { schema, ownership }: { schema: MembershipSchema<Parent>; ownership: Ownership },
  parent: Parent,
  members: readonly { property: string; memberId: string }[],
): CheckFailure[] {
  return members.flatMap(({ property, memberId }) => {
    const { ids = [], what = "" } = schema.excludes?.(parent, memberId) ?? {};
    // Two unknown ids are not the same id.
    const excludes = (id: string): boolean =>
      !id.includes(UNKNOWN_VALUE) && ownership.isDesired(id) && !ownership.isReported(id);
    if (!ids.some(excludes)) return [];
    const reason = `${property} has ${memberId}, and another resource of this program ${what}. Keep one of them.`;
    return [{ property, reason }];
  });
}
