import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { accessKey, type Contents, type Key } from "../model/contents";
import type { AccessKind } from "../model/resourceFamily";
import type { AccessFixture, ServiceFixture } from "../model/serviceFixture";

/** The administrators of an app instance, and the moderators and bans of its channels. */
export class ChannelAccess implements AccessFixture {
  public constructor(
    private readonly state: HostedEmulator["state"],
    public readonly instanceId: string,
    private readonly fixture: Pick<ServiceFixture, "members" | "parentInputs" | "parents">,
  ) {}

  // The bearer has rights too. No program declares those.
  public contents(): Contents {
    const { state, instanceId, fixture } = this;
    const keys = (parentId: string, access: AccessKind, memberIds: readonly string[]): [Key, string][] =>
      memberIds
        .filter((memberId) => fixture.members.includes(memberId))
        .map((memberId) => [accessKey(parentId, access, memberId), access]);
    return new Map([
      [instanceId, "app instance"],
      ...keys(instanceId, "admin", state.appInstanceAdmins(instanceId)),
      ...fixture
        .parents()
        .flatMap(({ parentId }) => [
          ...keys(parentId, "moderator", state.channelModerators(parentId)),
          ...keys(parentId, "ban", state.channelBans(parentId)),
        ]),
    ]);
  }

  public put(access: AccessKind, channelArn: string, memberArn: string): void {
    const { state } = this;
    if (access === "admin") state.addAppInstanceAdmin({ adminArn: memberArn });
    else if (access === "moderator") state.addChannelModerator({ channelArn, moderatorArn: memberArn });
    else state.addChannelBan({ channelArn, memberArn });
  }

  public remove(access: AccessKind, channelArn: string, memberArn: string): void {
    const { state } = this;
    if (access === "admin") state.removeAppInstanceAdmin({ adminArn: memberArn });
    else if (access === "moderator") state.removeChannelModerator({ channelArn, moderatorArn: memberArn });
    else state.removeChannelBan({ channelArn, memberArn });
  }

  public parentInputs(access: AccessKind, parentId: unknown): Properties {
    return access === "admin" ? { appInstanceArn: parentId } : this.fixture.parentInputs(parentId);
  }
}
