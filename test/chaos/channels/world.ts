import type { EmulatorOptions } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenants";
import type { Facts, Key, World } from "../model/family";

/** How many users there are; their indices come first, then the bot's. */
const USERS = 4;
export const BOT = USERS;

/** The channels that are there from the beginning. */
export const CHANNELS = ["first", "second"] as const;

/** The name of a channel. */
export type ChannelName = (typeof CHANNELS)[number];

/** An app instance with some users, a bot, somebody who makes the calls, and two channels. */
export class ChannelsWorld implements World {
  public readonly members: readonly string[];
  /** On whose behalf calls are made: an administrator who stands in no program. */
  public readonly chimeBearer: string;
  private readonly appInstanceArn: string;
  private readonly arns: Readonly<Record<ChannelName, string>>;

  /** @param appInstanceId The id by which the calls about this world are found. */
  public constructor(
    public readonly tenant: Tenant,
    appInstanceId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = tenant;
    const appInstanceArn = state.addAppInstance({ appInstanceId });
    this.appInstanceArn = appInstanceArn;
    const users = Array.from({ length: USERS }, () => state.addAppInstanceUser({ appInstanceArn }));
    this.members = [...users, state.addAppInstanceBot({ appInstanceArn })];
    this.chimeBearer = state.addAppInstanceUser({ appInstanceArn });
    state.addAppInstanceAdmin({ adminArn: this.chimeBearer });
    this.arns = {
      first: state.addChannel({ appInstanceArn }),
      second: state.addChannel({ appInstanceArn }),
    };
  }

  /** The ARN of a channel, which may be gone. */
  public arnOf(channel: ChannelName): string {
    return this.arns[channel];
  }

  public exists(channel: ChannelName): boolean {
    const { state } = this.tenant;
    return state.channels(this.appInstanceArn).some(({ channelArn }) => channelArn === this.arns[channel]);
  }

  /** The key of a member, by index. */
  public keyOf(channel: ChannelName, member: number): Key {
    return memberKey(this.arns[channel], this.members[member]!);
  }

  public facts(): Facts {
    const { state } = this.tenant;
    return new Map(
      state
        .channels(this.appInstanceArn)
        .flatMap(({ channelArn }) =>
          state
            .channelMembers(channelArn)
            .map(({ memberArn, type }): [Key, string] => [memberKey(channelArn, memberArn), type]),
        ),
    );
  }
}

export function memberKey(channelArn: string, memberArn: string): Key {
  return `${channelArn},${memberArn}`;
}
