import type { Emulator } from "../../emulator";
import type { ApiName } from "../apiName";
import type { ActionProcess } from "../process/actionProcess";
import type { Limit } from "../variants";

/** The properties that identify a room or a channel in a program. */
export type Parent = { accountId: string; roomId: string } | { channelArn: string; chimeBearer: string };

/** The properties of a member in a program. */
export type Member = { memberId: string; role: "Member" } | { memberArn: string; type: "DEFAULT" };

/** An empty room or channel, and users that can become its members. */
export interface Team {
  parent: Parent;
  members: Member[];
}

/** The calls since the journal was cleared. */
export interface Tally {
  /** The number of calls of each operation, including failed attempts. */
  calls: Record<string, number>;
  /** The number of throttled calls. */
  throttled: number;
  /** The arrival of the first and the last call, in milliseconds since 1970. */
  first: number | null;
  last: number | null;
}

/** The actions of the emulator process. */
export type EmulatorActions = ReturnType<typeof actionsOf>;

/** The process of the emulator. */
export type EmulatorProcess = ActionProcess<EmulatorActions>;

/** The actions that another process can request. Arguments and results are plain data. */
export function actionsOf({ state, journal, faults, rates, env }: Emulator) {
  return {
    environment: (): Readonly<Record<string, string>> => env,

    createTeam: (api: ApiName, size: number): Team =>
      api === "rooms" ? createRoomTeam(state, size) : createChannelTeam(state, size),

    memberCount: (parent: Parent): number =>
      "roomId" in parent
        ? state.members(parent.accountId, parent.roomId).length
        : state.channelMembers(parent.channelArn).length,

    /** Sets the rate limit, and the milliseconds that each call takes in addition. Calls do not wait for each other. */
    setConditions: (limit: Limit | null, distance: number): void => {
      faults.clear();
      rates.enforce(limit === "published" ? limit : "unlimited");
      if (limit !== null && limit !== "published") faults.throttle(limit);
      if (distance > 0)
        faults.inject({ operation: "*", kind: "delay", milliseconds: distance, times: "always" });
    },

    clearCalls: (): void => {
      journal.clear();
    },

    tally: (): Tally => {
      const calls: Record<string, number> = {};
      const journaled = journal.calls();
      for (const { operation } of journaled) calls[operation] = (calls[operation] ?? 0) + 1;
      const timeOf = (index: number): number | null => {
        const call = journaled.at(index);
        return call === undefined ? null : Date.parse(call.time);
      };
      const throttled = journaled.filter(({ status }) => status === 429).length;
      return { calls, throttled, first: timeOf(0), last: timeOf(-1) };
    },
  };
}

function createRoomTeam(state: Emulator["state"], size: number): Team {
  const accountId = state.addAccount();
  const parent = { accountId, roomId: state.addRoom({ accountId }) };
  return {
    parent,
    members: createMembers(size, () => ({ memberId: state.addUser({ accountId }), role: "Member" })),
  };
}

function createChannelTeam(state: Emulator["state"], size: number): Team {
  const appInstanceArn = state.addAppInstance();
  const addUser = (): string => state.addAppInstanceUser({ appInstanceArn });
  const chimeBearer = addUser();
  state.addAppInstanceAdmin({ adminArn: chimeBearer });
  const parent = { channelArn: state.addChannel({ appInstanceArn }), chimeBearer };
  return { parent, members: createMembers(size, () => ({ memberArn: addUser(), type: "DEFAULT" })) };
}

function createMembers(size: number, create: () => Member): Member[] {
  return Array.from({ length: size }, create);
}
