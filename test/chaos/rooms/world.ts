import type { EmulatorOptions, Role } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import { BOT, type World } from "../model/family";

/** An account with some users, a bot and two rooms. */
export class RoomsWorld implements World {
  public readonly members: World["members"];
  public readonly given: World["given"];
  public readonly guardian?: { readonly memberId: string; readonly standing: Role };

  public constructor(
    public readonly tenant: HostedEmulator,
    private readonly accountId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = tenant;
    state.addAccount({ accountId });
    const users = Array.from({ length: BOT }, () => state.addUser({ accountId }));
    this.members = [...users, state.addBot({ accountId })];
    this.given = {
      first: state.addRoom({ accountId, name: "first" }),
      second: state.addRoom({ accountId, name: "second" }),
    };
    if (options.lastAdministrator === "refused") {
      this.guardian = { memberId: state.addUser({ accountId }), standing: "Administrator" };
    }
  }

  public places(): { placeId: string; title: string }[] {
    return this.tenant.state
      .rooms(this.accountId)
      .map(({ roomId, name }) => ({ placeId: roomId, title: name }));
  }

  public membersOf(roomId: string): Map<string, Role> {
    const members = this.tenant.state.members(this.accountId, roomId);
    return new Map(members.map(({ memberId, role }) => [memberId, role]));
  }

  public put(roomId: string, memberId: string, role: Role): void {
    const { tenant, accountId } = this;
    const member = { accountId, roomId, memberId, role };
    if (this.membersOf(roomId).has(memberId)) tenant.state.setRole(member);
    else tenant.state.addMember(member);
  }

  public takeOut(roomId: string, memberId: string): void {
    this.tenant.state.removeMember({ accountId: this.accountId, roomId, memberId });
  }

  public removePlace(roomId: string): void {
    this.tenant.state.removeRoom({ accountId: this.accountId, roomId });
  }

  public placeInputs(roomId: unknown): Properties {
    return { accountId: this.accountId, roomId };
  }

  public ownPlaceInputs(name: string): Properties {
    return { accountId: this.accountId, name };
  }

  public placeOfChosen(): never {
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
