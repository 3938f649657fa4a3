import type * as pulumi from "@pulumi/pulumi";

import { isChimeError } from "../chime/chimeError";
import type { ChimeSession } from "../chime/session";
import { formatMembershipId, parseMembershipId } from "../contract/membershipId";
import {
  RoomMembershipRole,
  type RoomMembershipInputs,
  type RoomMembershipState,
} from "../contract/roomMembership";
import { choiceProblem, idProblem, problemsOf, stringsOf, type Properties } from "./properties";

/** What happens to a membership as its program, its room and its service change. */
export class RoomMembershipLifecycle implements pulumi.dynamic.ResourceProvider<Properties, Properties> {
  public constructor(private readonly chime: ChimeSession) {}

  /** Keeps the settings. Done before it returns: the host lets hooks run without waiting for its promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.chime.configure(config);
    return Promise.resolve();
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in the default role. */
  public check(_olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const inputs = { ...news, role: news["role"] ?? RoomMembershipRole.Member };
    const failures = [...problemsOf(inputs, RULES), ...this.chime.problems];
    return Promise.resolve({ inputs, failures });
  }

  /** Another id is another membership; another role is an update, where Amazon Chime has one. */
  public diff(_id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const movedIds = IDS.filter((property) => olds[property] !== news[property]);
    const newRole = olds["role"] !== news["role"];
    const fixedRole = newRole && !canChangeRole(olds);
    return Promise.resolve({
      changes: movedIds.length > 0 || newRole,
      replaces: fixedRole ? [...movedIds, "role"] : movedIds,
      // The same membership cannot exist twice; two different ones can, and then nobody is locked out meanwhile.
      deleteBeforeReplace: fixedRole && movedIds.length === 0,
    });
  }

  /** Makes somebody a member. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const membership = inputsOf(inputs);
    return { id: formatMembershipId(membership), outs: { ...(await this.add(membership)) } };
  }

  /** Reads the membership as it is now, inputs too, so that a role changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const found = await this.find(id);
    if (found) return { id, props: { ...found }, inputs: { ...inputsOf({ ...found }) } };
    if (isLookup(props)) throw new Error(`There is no membership ${id}: the room has no such member.`);
    return {};
  }

  /** Gives the member the new role, or makes it a member again where it is none any more. */
  public async update(
    _id: string,
    _olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const membership = inputsOf(news);
    try {
      return { outs: { ...(await this.chime.service.roomMemberships.updateRole(membership)) } };
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
      return { outs: { ...(await this.add(membership)) } };
    }
  }

  /** Takes the member out. One that Amazon Chime does not know is out already. */
  public async delete(id: string): Promise<void> {
    try {
      await this.chime.service.roomMemberships.remove(parseMembershipId(id));
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
    }
  }

  private async add(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    try {
      return await this.chime.service.roomMemberships.create(membership);
    } catch (error) {
      // The reply to an earlier attempt may have been lost after it had done the work.
      if (!isChimeError(error, "conflict") || error.attempts < 2) throw error;
      const found = await this.chime.service.roomMemberships.find(membership);
      if (found?.role !== membership.role) throw error;
      return found;
    }
  }

  private async find(id: string): Promise<RoomMembershipState | undefined> {
    try {
      return await this.chime.service.roomMemberships.find(parseMembershipId(id));
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }
}

const IDS = ["accountId", "roomId", "memberId"] as const;

const RULES = {
  accountId: idProblem,
  roomId: idProblem,
  memberId: idProblem,
  role: (value: unknown) => choiceProblem(value, Object.values(RoomMembershipRole)),
};

function inputsOf(props: Properties): RoomMembershipInputs {
  const { accountId, roomId, memberId, role } = stringsOf(props, [...IDS, "role"]);
  return { accountId, roomId, memberId, role: role as RoomMembershipRole };
}

// "The member role can be updated only for user IDs": API_UpdateRoomMembership.html
function canChangeRole(olds: Properties): boolean {
  return olds["memberType"] === undefined || olds["memberType"] === "User";
}

// What the engine keeps always has a role; a look-up by `get` brings nothing but the id.
function isLookup(props: Properties): boolean {
  return props["role"] === undefined;
}
