import type { Emulator } from "../../emulator";
import type { FamilyName } from "../families";
import type { Limit } from "../variants";

/** A room or a channel, in the properties that name it in a program. */
export type Place = { accountId: string; roomId: string } | { channelArn: string; chimeBearer: string };

/** Somebody to be made a member, in the properties that a program has for it: the id, and what it shall be. */
export type Person = { memberId: string; role: "Member" } | { memberArn: string; type: "DEFAULT" };

/** A room or a channel with nobody in it, and people who can be its members. */
export interface Team {
  place: Place;
  members: Person[];
}

/** The calls since the journal was cleared. */
export interface Tally {
  /** How many there were of each operation, attempts that failed too. */
  calls: Record<string, number>;
  /** How many of them were refused for coming too fast. */
  refused: number;
  /** When the first one arrived and the last one arrived, in milliseconds since 1970. */
  first: number | null;
  last: number | null;
}

/** What the process of the emulator does when asked to. */
export type Actions = ReturnType<typeof actionsOf>;

/** What can be asked of an emulator from another process: arguments and answers are plain data. */
export function actionsOf({ state, journal, faults, rates, env }: Emulator) {
  return {
    environment: (): Readonly<Record<string, string>> => env,

    team: (family: FamilyName, size: number): Team =>
      family === "rooms" ? roomTeam(state, size) : channelTeam(state, size),

    membersIn: (place: Place): number =>
      "roomId" in place
        ? state.members(place.accountId, place.roomId).length
        : state.channelMembers(place.channelArn).length,

    limit: (limit: Limit | null): void => {
      faults.clear();
      rates.enforce(limit === "published" ? limit : "unlimited");
      if (limit !== null && limit !== "published") faults.throttle(limit);
    },

    forgetCalls: (): void => {
      journal.clear();
    },

    tally: (): Tally => {
      const calls: Record<string, number> = {};
      const all = journal.calls();
      for (const { operation } of all) calls[operation] = (calls[operation] ?? 0) + 1;
      const timeOf = (index: number): number | null => {
        const call = all.at(index);
        return call === undefined ? null : Date.parse(call.time);
      };
      const refused = all.filter(({ status }) => status === 429).length;
      return { calls, refused, first: timeOf(0), last: timeOf(-1) };
    },
  };
}

function roomTeam(state: Emulator["state"], size: number): Team {
  const accountId = state.addAccount();
  const place = { accountId, roomId: state.addRoom({ accountId }) };
  return { place, members: people(size, () => ({ memberId: state.addUser({ accountId }), role: "Member" })) };
}

function channelTeam(state: Emulator["state"], size: number): Team {
  const appInstanceArn = state.addAppInstance();
  const user = (): string => state.addAppInstanceUser({ appInstanceArn });
  const chimeBearer = user();
  state.addAppInstanceAdmin({ adminArn: chimeBearer });
  const place = { channelArn: state.addChannel({ appInstanceArn }), chimeBearer };
  return { place, members: people(size, () => ({ memberArn: user(), type: "DEFAULT" })) };
}

function people(size: number, person: () => Person): Person[] {
  return Array.from({ length: size }, person);
}
