import type { Emulator, Throttle } from "../../emulator";

/** Somebody to be made a member. */
export interface Person {
  memberId: string;
  role: "Member";
}

/** A room with nobody in it, and people of its account. */
export interface Team {
  room: { accountId: string; roomId: string };
  members: Person[];
}

/** The calls since the journal was cleared. */
export interface Tally {
  /** How many there were of each operation, attempts that failed too. */
  calls: Record<string, number>;
  /** When the first one arrived and the last one arrived, in milliseconds since 1970. */
  first: number | null;
  last: number | null;
}

/** What the process of the emulator does when asked to. */
export type Actions = ReturnType<typeof actionsOf>;

/** What can be asked of an emulator from another process: arguments and answers are plain data. */
export function actionsOf({ state, journal, faults, env }: Emulator) {
  return {
    environment: (): Readonly<Record<string, string>> => env,

    team: (size: number): Team => {
      const accountId = state.addAccount();
      const roomId = state.addRoom({ accountId });
      const members = Array.from({ length: size }, (): Person => {
        return { memberId: state.addUser({ accountId }), role: "Member" };
      });
      return { room: { accountId, roomId }, members };
    },

    membersIn: ({ accountId, roomId }: Team["room"]): number => state.members(accountId, roomId).length,

    limit: (throttle: Throttle | null): void => {
      faults.clear();
      if (throttle !== null) faults.throttle(throttle);
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
      return { calls, first: timeOf(0), last: timeOf(-1) };
    },
  };
}
