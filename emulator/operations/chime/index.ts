import type { Operation } from "../operation";
import { BatchCreateRoomMembership } from "./BatchCreateRoomMembership";
import { CreateRoom } from "./CreateRoom";
import { CreateRoomMembership } from "./CreateRoomMembership";
import { DeleteRoom } from "./DeleteRoom";
import { DeleteRoomMembership } from "./DeleteRoomMembership";
import { GetAccount } from "./GetAccount";
import { GetRoom } from "./GetRoom";
import { GetUser } from "./GetUser";
import { ListRoomMemberships } from "./ListRoomMemberships";
import { ListRooms } from "./ListRooms";
import { ListUsers } from "./ListUsers";
import { UpdateRoom } from "./UpdateRoom";
import { UpdateRoomMembership } from "./UpdateRoomMembership";

/** The operations of Amazon Chime. */
export const chimeOperations: readonly Operation[] = [
  BatchCreateRoomMembership,
  CreateRoom,
  CreateRoomMembership,
  DeleteRoom,
  DeleteRoomMembership,
  GetAccount,
  GetRoom,
  GetUser,
  ListRoomMemberships,
  ListRooms,
  ListUsers,
  UpdateRoom,
  UpdateRoomMembership,
];
