import type { ChannelMemberView, EmulatorOptions } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { BOT, type World } from "../model/resourceFamily";

type Type = ChannelMemberView["type"];

/** An app instance with some users, a bot, somebody who makes the calls, and two channels. */
export class ChannelsWorld implements World {
  public readonly members: World["members"];
  public readonly given: World["given"];
  /** On whose behalf calls are made: an administrator who stands in no program. */
  private readonly chimeBearer: string;
  private readonly appInstanceArn: string;

  public constructor(
    public readonly service: HostedEmulator,
    appInstanceId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = service;
    const appInstanceArn = state.addAppInstance({ appInstanceId });
    this.appInstanceArn = appInstanceArn;
    const users = Array.from({ length: BOT }, () => state.addAppInstanceUser({ appInstanceArn }));
    this.members = [...users, state.addAppInstanceBot({ appInstanceArn })];
    this.chimeBearer = state.addAppInstanceUser({ appInstanceArn });
    state.addAppInstanceAdmin({ adminArn: this.chimeBearer });
    this.given = {
      first: state.addChannel({ appInstanceArn }),
      second: state.addChannel({ appInstanceArn }),
    };
  }

  public parents(): { parentId: string; title: string }[] {
    return this.service.state
      .channels(this.appInstanceArn)
      .map(({ channelArn, name }) => ({ parentId: channelArn, title: name }));
  }

  public membersOf(channelArn: string): Map<string, Type> {
    const members = this.service.state.channelMembers(channelArn);
    return new Map(members.map(({ memberArn, type }) => [memberArn, type]));
  }

  public put(channelArn: string, memberArn: string, type: Type): void {
    this.service.state.addChannelMember({ channelArn, memberArn, type });
  }

  public removeMember(channelArn: string, memberArn: string): void {
    this.service.state.removeChannelMember({ channelArn, memberArn });
  }

  public removeParent(channelArn: string): void {
    this.service.state.removeChannel({ channelArn });
  }

  public parentInputs(channelArn: unknown): Properties {
    return { channelArn, chimeBearer: this.chimeBearer };
  }

  public ownParentInputs(name: string, channelId: string | undefined): Properties {
    const { appInstanceArn, chimeBearer } = this;
    return { appInstanceArn, name, chimeBearer, ...(channelId === undefined ? {} : { channelId }) };
  }

  public parentOfChosenId(channelId: string): string {
    return `${this.appInstanceArn}/channel/${channelId}`;
  }

  // There is no call that changes a type.
  public isStandingFixed(): boolean {
    return true;
  }

  // The bearer, as the maker of a channel. Nobody declares that, and nothing manages it: it goes with the channel.
  public madeWith(): Map<string, Type> {
    const isMember = this.options.channelCreator !== "moderator";
    return new Map(isMember ? [[this.chimeBearer, "DEFAULT"]] : []);
  }
}
