import type { ChannelRef } from "../../schema/channels/channelId";
import { appInstanceOf } from "../../schema/channels/chimeArn";
import type { FromState } from "../../schema/fromState";
import { ChimeError, isChimeError } from "../errors/chimeError";

/**
 * The bearer of `chime:appInstanceUserArn`, with which a call is retried that is refused to the bearer in the state.
 *
 * Without it nobody could remove what has left the program: its bearer may be deleted or have lost its permissions, and no
 * program can give it another one. What the program declares fails instead: an update that removes a member with one bearer
 * and cannot add it again with the other would lock somebody out. So only reads and removals fall back, and only those that
 * `read` and `delete` make for a resource of the state. An update of an exclusive roster removes with its own bearer alone.
 */
export class FallbackBearer {
  /** The bearers, by channel, that were refused where the fallback was not. The fallback is then used first. */
  private readonly refused = new Set<string>();

  /** @param bearer The ARN of the fallback bearer; undefined if the settings have none. */
  public constructor(private readonly bearer: string | undefined) {}

  /**
   * Makes a call with the bearer of the channel, and if that is refused, with the fallback bearer.
   *
   * @param call Makes the call with the bearer of the `ref` that it gets: the channel itself, or a copy with the other bearer.
   * @throws ChimeError with the answers to both bearers, if both fail.
   */
  public async call<Parent extends ChannelRef & FromState, Result>(
    channel: Parent,
    call: (ref: Parent) => Promise<Result>,
  ): Promise<Result> {
    const [first, second] = this.inOrder(channel);
    try {
      return await call(first);
    } catch (error) {
      if (second === undefined || !isChimeError(error, "forbidden")) throw error;
      const result = await call(second).catch((again: unknown) => {
        throw bothFailed(error, { bearer: second.chimeBearer, error: again });
      });
      this.refused.add(keyOf(first));
      return result;
    }
  }

  private inOrder<Parent extends ChannelRef & FromState>(own: Parent): [first: Parent, second?: Parent] {
    const { bearer } = this;
    if (own.fromState !== true || bearer === undefined || bearer === own.chimeBearer) return [own];
    // In another app instance it could only be refused.
    if (appInstanceOf(bearer) !== appInstanceOf(own.channelArn)) return [own];
    const other = { ...own, chimeBearer: bearer };
    return this.refused.has(keyOf(own)) ? [other, own] : [own, other];
  }
}

function keyOf({ channelArn, chimeBearer }: ChannelRef): string {
  return `${chimeBearer} in ${channelArn}`;
}

// Whatever the second answer, the first was a refusal, which leaves open whether there is anything to refuse.
function bothFailed(first: ChimeError, { bearer, error }: { bearer: string; error: unknown }): unknown {
  if (!(error instanceof ChimeError) || error.kind === "notFound") return error;
  return first.with({
    reason: `${first.reason} Then${error.kind === "forbidden" ? "" : ` with the bearer ${bearer}`}: ${error.reason}`,
    advice: error.advice,
    outcomeUnknown: first.outcomeUnknown || error.outcomeUnknown,
    cause: new AggregateError([first, error], "The call failed with both bearers"),
  });
}
