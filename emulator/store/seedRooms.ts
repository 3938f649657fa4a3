import type { SeedAccount, SeedBot, SeedRoom, SeedUser } from "../configuration/seed";
import { EXTERNAL_IAM_USER_ARN } from "../model/awsAccount";
import type { Profile, RoomStore } from "./roomStore";

/** Adds the accounts of a seed to the store. */
export function seedRooms(store: RoomStore, accounts: readonly SeedAccount[]): void {
  for (const account of accounts) addAccount(store, account);
}

/** The profile of a user in a seed. */
export function userProfile({ userId, email, name = email }: SeedUser): Omit<Profile, "registered"> {
  return { id: userId, type: "User", email, name };
}

/** The profile of a bot in a seed. */
export function botProfile({ botId, name = botId }: SeedBot): Omit<Profile, "registered"> {
  return { id: botId, type: "Bot", email: `${botId}@bots.example.com`, name };
}

function addAccount(store: RoomStore, account: SeedAccount): void {
  const { accountId, name = accountId, users = [], bots = [], rooms = [] } = account;
  store.addAccount(accountId, name);
  for (const user of users) store.addProfile(accountId, userProfile(user));
  for (const bot of bots) store.addProfile(accountId, botProfile(bot));
  for (const room of rooms) addRoom(store, accountId, room);
}

function addRoom(store: RoomStore, accountId: string, seed: SeedRoom): void {
  const { roomId, name = roomId, members = [] } = seed;
  const room = store.addRoom(accountId, { id: roomId, name, createdBy: EXTERNAL_IAM_USER_ARN });
  for (const { memberId, role = "Member" } of members) {
    store.putMembership(room, { memberId, role, invitedBy: EXTERNAL_IAM_USER_ARN });
  }
}
