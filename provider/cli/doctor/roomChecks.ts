import {
  GetAccountCommand,
  GetRoomCommand,
  ListRoomMembershipsCommand,
  ListRoomsCommand,
  ListUsersCommand,
  type ChimeClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-chime";

import { adviceFor, LIST_ACCOUNTS, type Advice } from "../../aws/errors/advice";
import { isChimeError } from "../../aws/errors/chimeError";
import { roomParams } from "../../aws/rooms/roomMembershipShape";
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

/** The Amazon Chime account to check, and a room in it. */
export interface RoomSubject {
  accountId: string;
  roomId: string | undefined;
}

/**
 * Checks what the credentials may read in an Amazon Chime account, and in one room.
 *
 * @param credentials Where the credentials come from.
 */
export async function checkRooms(
  { accountId, roomId }: RoomSubject,
  credentials: string,
  calls: CallChecks<ServiceInputTypes, ServiceOutputTypes, ChimeClientResolvedConfig>,
): Promise<void> {
  const account = { AccountId: accountId };
  const read = await calls.check(
    "read the account",
    new GetAccountCommand(account),
    accountAdvice(credentials),
  );
  if (isChimeError(read, "notFound")) calls.block("The Amazon Chime account was not found.");
  await calls.check("list the rooms", new ListRoomsCommand({ ...account, ...ONE }));
  await calls.check("list the users", new ListUsersCommand({ ...account, ...ONE }));
  if (roomId === undefined) calls.skip("room", "Name a room with --room.");
  else {
    const room = roomParams({ accountId, roomId });
    if (isChimeError(await calls.check("read the room", new GetRoomCommand(room)), "notFound"))
      calls.block("The room was not found.");
    await calls.check("list the members", new ListRoomMembershipsCommand({ ...room, ...ONE }));
  }
  calls.writesNotTested(ROOM_WRITES);
}

// One item of a list is enough: the names and addresses in it are personal data.
const ONE = { MaxResults: 1 };

function accountAdvice(credentials: string): Advice {
  const ifForeign = `Check --account, and that the AWS account of the credentials owns it. They come from ${credentials}. ${LIST_ACCOUNTS}`;
  return {
    notFound: ifForeign,
    forbidden: `${adviceFor("forbidden", "GetAccount")} If it has the permission: ${ifForeign}`,
  };
}
