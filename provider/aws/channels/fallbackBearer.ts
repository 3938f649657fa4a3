import type { ChannelKey, ChannelState } from "../../schema/channels/channelSchema";
import type { ChannelRef } from "../../schema/channels/channelMembershipType";
import { appInstanceOf } from "../../schema/channels/chimeArn";
import { ChimeError, isChimeError } from "../errors/chimeError";
import type { EntityStateApi } from "../entityApi";
import type { MembershipApi } from "../memberships/membershipApi";

/**
 * On whose behalf a call is made once more that is refused to the bearer of a resource's state.
 *
 * What has left the program has its bearer from the state, and no program gives it another one. If that user is gone, or
 * may no longer do anything, nobody could ever delete what it was made for. What the program has is another matter: there
 * a refusal is for the program to mend.
 */
export class FallbackBearer {
  /** Which bearers were refused in which channel where the stand-in was not. They are not asked first again. */
  private readonly refused = new Set<string>();

  /** @param bearer The ARN of the stand-in, which `chime:appInstanceUserArn` names; undefined where there is none. */
  public constructor(private readonly bearer: string | undefined) {}

  /**
   * Makes a call on behalf of the bearer of the place, and where that is refused, on that of the stand-in.
   *
   * @throws ChimeError that names both, where the stand-in fails too.
   */
  public async call<Parent extends ChannelRef, Result>(
    parent: Parent,
    call: (parent: Parent) => Promise<Result>,
  ): Promise<Result> {
    const [first, second] = this.inOrder(parent);
    try {
      return await call(first);
    } catch (error) {
      if (second === undefined || !isChimeError(error, "forbidden")) throw error;
      const result = await call(second).catch((again: unknown) => {
        throw bothFailed({ as: first.chimeBearer, error }, { as: second.chimeBearer, error: again });
      });
      this.refused.add(nameOf(first));
      return result;
    }
  }

  private inOrder<Parent extends ChannelRef>(own: Parent): [first: Parent, second?: Parent] {
    const { bearer } = this;
    if (bearer === undefined || bearer === own.chimeBearer) return [own];
    // Where it does not belong it could only be refused.
    if (appInstanceOf(bearer) !== appInstanceOf(own.channelArn)) return [own];
    const other = { ...own, chimeBearer: bearer };
    return this.refused.has(nameOf(own)) ? [other, own] : [own, other];
  }
}

/** The calls about memberships, for what is deleted and read as the state has it. */
export function membershipsWithFallback(
  service: MembershipApi<ChannelRef>,
  fallbackBearer: FallbackBearer,
): MembershipApi<ChannelRef> {
  return {
    ambiguousRefusals: service.ambiguousRefusals,
    create: (channel, member) => service.create(channel, member),
    createBatch: (channel, members, progress) => service.createBatch(channel, members, progress),
    remove: (channel, memberId) => fallbackBearer.call(channel, (one) => service.remove(one, memberId)),
    isServiceTimeKnown: (channel) => service.isServiceTimeKnown(channel),
    serviceTime: (channel, began) => service.serviceTime(channel, began),
    observe: (channel, memberId, after) =>
      fallbackBearer.call(channel, (one) => service.observe(one, memberId, after)),
    snapshot: (channel, after) => fallbackBearer.call(channel, (one) => service.snapshot(one, after)),
  };
}

/** The calls about channels, for what is deleted and read as the state has it. */
export function channelsWithFallback(
  service: EntityStateApi<ChannelKey, ChannelState>,
  fallbackBearer: FallbackBearer,
): EntityStateApi<ChannelKey, ChannelState> {
  return {
    ambiguousRefusals: service.ambiguousRefusals,
    remove: (key) => fallbackBearer.call(key, (one) => service.remove(one)),
    observe: async (key) => {
      const found = await fallbackBearer.call(key, (one) => service.observe(one));
      // Who stands in is not written down: the bearer is an argument, and the program's to change.
      return found && { ...found, state: { ...found.state, chimeBearer: key.chimeBearer } };
    },
  };
}

function nameOf({ channelArn, chimeBearer }: ChannelRef): string {
  return `${chimeBearer} in ${channelArn}`;
}

interface Refusal {
  as: string;
  error: unknown;
}

// Whatever became of the second, the first was a refusal, which leaves open whether there is anything to refuse.
function bothFailed(first: Refusal & { error: ChimeError }, second: Refusal): unknown {
  if (!(second.error instanceof ChimeError) || second.error.kind === "notFound") return second.error;
  const said = [first, second].map(
    ({ as, error }) => `with the bearer ${as}: ${(error as ChimeError).reason}`,
  );
  return first.error.with({
    reason: said.join(" Then "),
    advice: second.error.advice,
    outcomeUnknown: first.error.outcomeUnknown || second.error.outcomeUnknown,
    cause: new AggregateError([first.error, second.error], "Both bearers were refused"),
  });
}
