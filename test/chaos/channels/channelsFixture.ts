import type { ChannelMemberView, EmulatorOptions } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { BOT_INDEX, type ServiceFixture } from "../model/serviceFixture";
import { ChannelAccess } from "./channelAccess";

type Type = ChannelMemberView["type"];

/** An app instance with users, a bot, a bearer and two channels. */
export class ChannelsFixture implements ServiceFixture {
  public readonly members: ServiceFixture["members"];
  public readonly existingParents: ServiceFixture["existingParents"];
  /** An administrator of the app instance whom no program declares. */
  private readonly chimeBearer: string;
  public readonly access: ChannelAccess;
  private readonly appInstanceArn: string;

  public constructor(
    public readonly emulator: HostedEmulator,
    appInstanceId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = emulator;
    const appInstanceArn = state.addAppInstance({ appInstanceId });
    this.appInstanceArn = appInstanceArn;
    const users = Array.from({ length: BOT_INDEX }, () => state.addAppInstanceUser({ appInstanceArn }));
    this.members = [...users, state.addAppInstanceBot({ appInstanceArn })];
    this.chimeBearer = state.addAppInstanceUser({ appInstanceArn });
    state.addAppInstanceAdmin({ adminArn: this.chimeBearer });
    this.existingParents = {
      first: state.addChannel({ appInstanceArn }),
      second: state.addChannel({ appInstanceArn }),
    };
    this.access = new ChannelAccess(state, appInstanceArn, this);
  }

  public parents(): { parentId: string; name: string }[] {
    return this.emulator.state
      .channels(this.appInstanceArn)
      .map(({ channelArn, name }) => ({ parentId: channelArn, name }));
  }

  public membersOf(channelArn: string): Map<string, Type> {
    const members = this.emulator.state.channelMembers(channelArn);
    return new Map(members.map(({ memberArn, type }) => [memberArn, type]));
  }

  public putMember(channelArn: string, memberArn: string, type: Type): void {
    this.emulator.state.addChannelMember({ channelArn, memberArn, type });
  }

  public removeMember(channelArn: string, memberArn: string): void {
    this.emulator.state.removeChannelMember({ channelArn, memberArn });
  }

  public removeParent(channelArn: string): void {
    this.emulator.state.removeChannel({ channelArn });
  }

  public parentInputs(channelArn: unknown): Properties {
    return { channelArn, chimeBearer: this.chimeBearer };
  }

  public declaredParentInputs(name: string, channelId: string | undefined): Properties {
    const { appInstanceArn, chimeBearer } = this;
    return { appInstanceArn, name, chimeBearer, ...(channelId === undefined ? {} : { channelId }) };
  }

  public chosenParentId(channelId: string): string {
    return `${this.appInstanceArn}/channel/${channelId}`;
  }

  // No API operation updates a type.
  public isRoleImmutable(): boolean {
    return true;
  }

  // The bearer that creates a channel may become a member of it. No program declares that member.
  public initialMembers(): Map<string, Type> {
    const isMember = this.options.channelCreator !== "moderator";
    return new Map(isMember ? [[this.chimeBearer, "DEFAULT"]] : []);
  }
}
