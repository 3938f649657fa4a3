import {
  GetAccountCommand,
  GetRoomCommand,
  ListRoomMembershipsCommand,
  ListRoomsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-chime";

import { adviceFor, type Advice } from "../../aws/errors/advice";
import { createClient } from "../../aws/rooms/roomsClient";
import { roomParams } from "../../aws/rooms/roomMembershipShape";
import type { ChimeSettings } from "../../settings/settings";
import type { CallChecks } from "./callChecks";

/** The operations for rooms that change something. */
export const ROOM_WRITES = [
  "CreateRoom",
  "UpdateRoom",
  "DeleteRoom",
  "CreateRoomMembership",
  "BatchCreateRoomMembership",
  "UpdateRoomMembership",
  "DeleteRoomMembership",
] as const;

const IF_FOREIGN =
  "The credentials may be of another AWS account than the Amazon Chime account: check the AWS account above, AWS_PROFILE " +
  "and --account.";

const ACCOUNT_ADVICE: Advice = {
  notFound: IF_FOREIGN,
  forbidden: `${adviceFor("forbidden", "GetAccount")} If it has the permission: ${IF_FOREIGN}`,
};

/** The Amazon Chime account to check, and a room in it. */
export interface RoomSubject {
  accountId: string;
  roomId: string | undefined;
}

/** Checks what the credentials may read in an Amazon Chime account, and in one room. */
export async function checkRooms(
  { accountId, roomId }: RoomSubject,
  settings: ChimeSettings,
  calls: CallChecks,
): Promise<void> {
  const client = createClient(settings);
  const account = { AccountId: accountId };
  const read = { operation: "GetAccount", purpose: "read the account", advice: ACCOUNT_ADVICE };
  await calls.check(read, (options) => client.send(new GetAccountCommand(account), options));
  await calls.check({ operation: "ListRooms", purpose: "list the rooms" }, (options) =>
    client.send(new ListRoomsCommand({ ...account, ...ONE }), options),
  );
  await calls.check({ operation: "ListUsers", purpose: "list the users" }, (options) =>
    client.send(new ListUsersCommand({ ...account, ...ONE }), options),
  );
  if (roomId === undefined) calls.skip("room", "Name a room with --room.");
  else {
    const room = roomParams({ accountId, roomId });
    await calls.check({ operation: "GetRoom", purpose: "read the room" }, (options) =>
      client.send(new GetRoomCommand(room), options),
    );
    await calls.check({ operation: "ListRoomMemberships", purpose: "list the members" }, (options) =>
      client.send(new ListRoomMembershipsCommand({ ...room, ...ONE }), options),
    );
  }
  calls.writesNotTested(ROOM_WRITES);
}

// One item of a list is enough: the names and addresses in it are personal data.
const ONE = { MaxResults: 1 };
