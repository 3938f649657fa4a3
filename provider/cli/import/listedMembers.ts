import { forEachConcurrently } from "../../aws/call/forEachConcurrently";
import type { MemberList } from "../../aws/channels/memberships";
import type { MembershipApi } from "../../aws/memberships/membershipApi";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { ImportedMember, MembersOptions } from "./importSource";

/**
 * The members in a list of the Amazon Chime SDK.
 *
 * @param what What the list does not have, and a read of each member does: `who invited the members`.
 */
export async function listedMembers<Parent>(
  api: Pick<MembershipApi<Parent> & MemberList<Parent>, "members" | "observe">,
  parent: Parent,
  { withAttributes, withNames, progress }: MembersOptions,
  what: string,
): Promise<ImportedMember[]> {
  const listed = (await api.members(parent)).map(({ memberArn, role, name }): ImportedMember => ({
    memberId: memberArn,
    role,
    attributes: {},
    memberType: isBot(memberArn) ? "Bot" : "User",
    ...(withNames && name !== undefined ? { displayName: name } : {}),
  }));
  if (!withAttributes) return listed;
  const members: ImportedMember[] = [];
  const read = progress((count) => `Reading ${what}: ${count} of ${listed.length} …`);
  let count = 0;
  await forEachConcurrently(listed, async (member) => {
    const { found } = await api.observe(parent, member.memberId);
    // Somebody may have removed the member in the meantime.
    if (found) members.push({ ...member, attributes: found.attributes });
    read((count += 1));
  });
  return members;
}

/** The users among ARNs, sorted, each once. */
export function userArnsIn(arns: readonly string[]): string[] {
  return [...new Set(arns)].filter((arn) => !isBot(arn)).sort();
}

/** A unique text for the name of a resource. */
export function labelOfArn(arn: string): string {
  return isBot(arn) ? `bot/${idOf(arn)}` : idOf(arn);
}

/** The last part of an ARN. */
export function idOf(arn: string): string {
  return parseChimeArn(arn)?.id ?? arn;
}

function isBot(arn: string): boolean {
  return parseChimeArn(arn)?.kind === "bot";
}
