import { readFileSync } from "node:fs";
import type { Role } from "../model/enums";
import { appInstancesShape, checkAppInstances, type SeedAppInstance } from "./appInstanceSeed";
import * as check from "./check";
import { checkUnique } from "./uniqueIds";

/** A user of an account. */
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

/** A member of a room. */
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

/** The resources that exist when the emulator starts. */
export interface Seed {
  readonly accounts: readonly SeedAccount[];
  readonly appInstances?: readonly SeedAppInstance[];
}

const name = check.optional(check.text);

const seedShape = check.object({
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

/** Checks a seed, including for duplicate ids and members that do not exist. */
export const seedCheck: check.Check<Seed> = (value, at) => {
  const seed = seedShape(value, at) as Seed;
  const prefix = at === "" ? "accounts" : `${at}.accounts`;
  checkUnique(
    seed.accounts.map((account) => account.accountId),
    (index) => `${prefix}[${index}].accountId`,
  );
  seed.accounts.forEach((account, index) => {
    checkAccount(account, `${prefix}[${index}]`);
  });
  checkAppInstances(seed.appInstances ?? [], at === "" ? "appInstances" : `${at}.appInstances`);
  return seed;
};

/**
 * Reads and checks a seed file.
 *
 * @throws Error with the name of the file and the invalid property
 */
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
  const profiles = [...users, ...bots];
  checkUnique(profiles, (index) =>
    index < users.length ? `${at}.users[${index}].userId` : `${at}.bots[${index - users.length}].botId`,
  );
  checkUnique(
    (account.rooms ?? []).map((room) => room.roomId),
    (index) => `${at}.rooms[${index}].roomId`,
  );
  (account.rooms ?? []).forEach((room, index) => {
    checkMembers(room.members ?? [], new Set(profiles), `${at}.rooms[${index}].members`);
  });
}

function checkMembers(members: readonly SeedMember[], profiles: ReadonlySet<string>, at: string): void {
  members.forEach(({ memberId }, index) => {
    if (!profiles.has(memberId)) {
      throw new check.CheckError(
        `${at}[${index}].memberId`,
        "the id of a user or bot of the account",
        memberId,
      );
    }
  });
  checkUnique(
    members.map((member) => member.memberId),
    (index) => `${at}[${index}].memberId`,
  );
}
