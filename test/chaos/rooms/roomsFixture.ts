import type { EmulatorOptions, Role } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { BOT, type World } from "../model/resourceFamily";

/** An account with some users, a bot and two rooms. */
export class RoomsWorld implements World {
  public readonly members: World["members"];
  public readonly given: World["given"];
  public readonly guardian?: { readonly memberId: string; readonly role: Role };

  public constructor(
    public readonly service: HostedEmulator,
    private readonly accountId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = service;
    state.addAccount({ accountId });
    const users = Array.from({ length: BOT }, () => state.addUser({ accountId }));
    this.members = [...users, state.addBot({ accountId })];
    this.given = {
      first: state.addRoom({ accountId, name: "first" }),
      second: state.addRoom({ accountId, name: "second" }),
    };
    if (options.lastAdministrator === "refused") {
      this.guardian = { memberId: state.addUser({ accountId }), role: "Administrator" };
    }
  }

  public parents(): { parentId: string; title: string }[] {
    return this.service.state
      .rooms(this.accountId)
      .map(({ roomId, name }) => ({ parentId: roomId, title: name }));
  }

  public membersOf(roomId: string): Map<string, Role> {
    const members = this.service.state.members(this.accountId, roomId);
    return new Map(members.map(({ memberId, role }) => [memberId, role]));
  }

  public put(roomId: string, memberId: string, role: Role): void {
    const { service, accountId } = this;
    const member = { accountId, roomId, memberId, role };
    if (this.membersOf(roomId).has(memberId)) service.state.setRole(member);
    else service.state.addMember(member);
  }

  public removeMember(roomId: string, memberId: string): void {
    this.service.state.removeMember({ accountId: this.accountId, roomId, memberId });
  }

  public removeParent(roomId: string): void {
    this.service.state.removeRoom({ accountId: this.accountId, roomId });
  }

  public parentInputs(roomId: unknown): Properties {
    return { accountId: this.accountId, roomId };
  }

  public ownParentInputs(name: string): Properties {
    return { accountId: this.accountId, name };
  }

  public parentOfChosenId(): never {
    throw new Error("The service chooses the ids of rooms.");
  }

  // A bot's role can only be changed by taking it out and adding it.
  public isStandingFixed(memberId: string): boolean {
    return memberId === this.members[BOT];
  }

  public madeWith(): Map<string, Role> {
    return new Map();
  }
}
