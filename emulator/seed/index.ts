import { readFileSync } from "node:fs";
import * as check from "../check";
import { appInstancesShape, checkAppInstances, type SeedAppInstance } from "./appInstances";
import { refuseTwice } from "./unique";

export type {
  SeedAppInstance,
  SeedAppInstanceBot,
  SeedAppInstanceUser,
  SeedChannel,
  SeedChannelMember,
} from "./appInstances";

/** What a member may do in a room. */
export type Role = "Administrator" | "Member";

/** A person of an account. */
export interface SeedUser {
  readonly userId: string;
  readonly email: string;
  readonly name?: string;
}

/** A bot of an account. */
export interface SeedBot {
  readonly botId: string;
  readonly name?: string;
}

/** Someone who is in a room. */
export interface SeedMember {
  readonly memberId: string;
  /** Default `Member`. */
  readonly role?: Role;
}

/** A room of an account. */
export interface SeedRoom {
  readonly roomId: string;
  readonly name?: string;
  readonly members?: readonly SeedMember[];
}

/** An Amazon Chime account. */
export interface SeedAccount {
  readonly accountId: string;
  readonly name?: string;
  readonly users?: readonly SeedUser[];
  readonly bots?: readonly SeedBot[];
  readonly rooms?: readonly SeedRoom[];
}

/** What exists when the emulator starts. */
export interface Seed {
  readonly accounts: readonly SeedAccount[];
  readonly appInstances?: readonly SeedAppInstance[];
}

const name = check.optional(check.text);

const shape = check.object({
  accounts: check.array(
    check.object({
      accountId: check.text,
      name,
      users: check.optional(check.array(check.object({ userId: check.text, email: check.email, name }))),
      bots: check.optional(check.array(check.object({ botId: check.text, name }))),
      rooms: check.optional(
        check.array(
          check.object({
            roomId: check.text,
            name,
            members: check.optional(
              check.array(
                check.object({
                  memberId: check.text,
                  role: check.optional(check.oneOf("Administrator", "Member")),
                }),
              ),
            ),
          }),
        ),
      ),
    }),
  ),
  appInstances: check.optional(appInstancesShape),
});

/** Checks a seed, also for ids that are used twice and members that do not exist. */
export const seedCheck: check.Check<Seed> = (value, at) => {
  const seed = shape(value, at) as Seed;
  const prefix = at === "" ? "accounts" : `${at}.accounts`;
  refuseTwice(
    seed.accounts.map((account) => account.accountId),
    (index) => `${prefix}[${index}].accountId`,
  );
  seed.accounts.forEach((account, index) => {
    checkAccount(account, `${prefix}[${index}]`);
  });
  checkAppInstances(seed.appInstances ?? [], at === "" ? "appInstances" : `${at}.appInstances`);
  return seed;
};

/** Reads and checks a seed file. Whatever is wrong with it is said with the file's name and the property. */
export function readSeed(file: string): Seed {
  try {
    return seedCheck(JSON.parse(readFileSync(file, "utf8")), "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot use the seed ${file}: ${reason}`, { cause: error });
  }
}

function checkAccount(account: SeedAccount, at: string): void {
  const users = (account.users ?? []).map((user) => user.userId);
  const bots = (account.bots ?? []).map((bot) => bot.botId);
  const people = [...users, ...bots];
  refuseTwice(people, (index) =>
    index < users.length ? `${at}.users[${index}].userId` : `${at}.bots[${index - users.length}].botId`,
  );
  refuseTwice(
    (account.rooms ?? []).map((room) => room.roomId),
    (index) => `${at}.rooms[${index}].roomId`,
  );
  (account.rooms ?? []).forEach((room, index) => {
    checkMembers(room.members ?? [], new Set(people), `${at}.rooms[${index}].members`);
  });
}

function checkMembers(members: readonly SeedMember[], people: ReadonlySet<string>, at: string): void {
  members.forEach(({ memberId }, index) => {
    if (!people.has(memberId)) {
      throw new check.CheckError(
        `${at}[${index}].memberId`,
        "the id of a user or bot of the account",
        memberId,
      );
    }
  });
  refuseTwice(
    members.map((member) => member.memberId),
    (index) => `${at}[${index}].memberId`,
  );
}
