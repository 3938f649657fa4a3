// What the identity that deploys must be allowed. The operations know no resource-level permissions.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html

/** For `RoomMembership` and `RoomRoster`. */
export const MEMBERSHIPS = [
  "chime:CreateRoomMembership",
  "chime:BatchCreateRoomMembership",
  "chime:UpdateRoomMembership",
  "chime:DeleteRoomMembership",
  "chime:ListRoomMemberships",
  // Whether a 404 is about an account that these credentials can see.
  "chime:GetAccount",
];

/** For `Room`. */
export const ROOMS = ["chime:CreateRoom", "chime:GetRoom", "chime:UpdateRoom", "chime:DeleteRoom"];

/** For the look-ups `getUser`, `getRoom` and `getRooms`; `getRoomMemberships` needs chime:ListRoomMemberships. */
export const LOOK_UPS = ["chime:ListUsers", "chime:ListRooms"];
