import type { EmulatorOptions, Role } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { BOT_INDEX, type ServiceFixture } from "../model/serviceFixture";

/** An account with users, a bot and two rooms. */
export class RoomsFixture implements ServiceFixture {
  public readonly members: ServiceFixture["members"];
  public readonly existingParents: ServiceFixture["existingParents"];
  public readonly unmanagedAdministrator?: { readonly memberId: string; readonly role: Role };

  public constructor(
    public readonly emulator: HostedEmulator,
    private readonly accountId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = emulator;
    state.addAccount({ accountId });
    const users = Array.from({ length: BOT_INDEX }, () => state.addUser({ accountId }));
    this.members = [...users, state.addBot({ accountId })];
    this.existingParents = {
      first: state.addRoom({ accountId, name: "first" }),
      second: state.addRoom({ accountId, name: "second" }),
    };
    if (options.lastAdministrator === "refused") {
      this.unmanagedAdministrator = { memberId: state.addUser({ accountId }), role: "Administrator" };
    }
  }

  public parents(): { parentId: string; name: string }[] {
    return this.emulator.state.rooms(this.accountId).map(({ roomId, name }) => ({ parentId: roomId, name }));
  }

  public membersOf(roomId: string): Map<string, Role> {
    const members = this.emulator.state.members(this.accountId, roomId);
    return new Map(members.map(({ memberId, role }) => [memberId, role]));
  }

  public putMember(roomId: string, memberId: string, role: Role): void {
    const { emulator, accountId } = this;
    const member = { accountId, roomId, memberId, role };
    if (this.membersOf(roomId).has(memberId)) emulator.state.setRole(member);
    else emulator.state.addMember(member);
  }

  public removeMember(roomId: string, memberId: string): void {
    this.emulator.state.removeMember({ accountId: this.accountId, roomId, memberId });
  }

  public removeParent(roomId: string): void {
    this.emulator.state.removeRoom({ accountId: this.accountId, roomId });
  }

  public parentInputs(roomId: unknown): Properties {
    return { accountId: this.accountId, roomId };
  }

  public declaredParentInputs(name: string): Properties {
    return { accountId: this.accountId, name };
  }

  public chosenParentId(): never {
    throw new Error("The service generates the ids of rooms.");
  }

  // The API cannot update the role of a bot.
  public isRoleImmutable(memberId: string): boolean {
    return memberId === this.members[BOT_INDEX];
  }

  public initialMembers(): Map<string, Role> {
    return new Map();
  }
}
