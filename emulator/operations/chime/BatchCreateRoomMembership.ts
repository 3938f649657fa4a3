import { ApiError, badRequest } from "../../http/errors";
import type { Role } from "../../model/enums";
import { addMembership, roomMembershipContext, type RoomMembershipContext } from "./roomMemberships";
import { operation } from "../operation";
import { fields, isFields } from "../requestFields";
import { id, label, role } from "./chimeFields";

const MAX_ITEMS = 50;

interface Item {
  readonly memberId: string;
  readonly role: Role;
}

interface Failure {
  readonly memberId: string;
  readonly errorCode: string;
  readonly message: string;
}

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchCreateRoomMembership.html */
export const BatchCreateRoomMembership = operation({
  name: "BatchCreateRoomMembership",
  http: {
    method: "POST",
    path: "/accounts/{AccountId}/rooms/{RoomId}/memberships",
    selector: "batch-create",
    status: 201,
  },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    items: items(fields(request)["MembershipItemList"]),
  }),

  run: (input, context) => {
    context.rooms.room(input.accountId, input.roomId);
    const memberships = roomMembershipContext(context, input);
    const results = input.items.map((item) => add(memberships, item, context.memberFaults));
    const failures = results.filter((result) => typeof result !== "boolean");
    return {
      output: {
        Errors: failures.map(({ memberId, errorCode, message }) => ({
          MemberId: memberId,
          ErrorCode: errorCode,
          ErrorMessage: message,
        })),
      },
      written: results.includes(true),
      memberErrors: failures.map(({ memberId, errorCode }) => ({ memberId, errorCode })),
    };
  },
});

function items(value: unknown): Item[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_ITEMS) {
    throw badRequest(`MembershipItemList must have 1 to ${MAX_ITEMS} items.`);
  }
  return value.map((item: unknown) => {
    if (!isFields(item)) throw badRequest("Each item of MembershipItemList must be an object.");
    return { memberId: id(item["MemberId"], "MemberId"), role: role(item["Role"]) ?? "Member" };
  });
}

/** Whether the membership was written, or the error. */
function add(
  context: RoomMembershipContext,
  item: Item,
  faults: ReadonlyMap<string, string>,
): boolean | Failure {
  const { memberId } = item;
  const errorCode = faults.get(memberId);
  if (errorCode !== undefined) return { memberId, errorCode, message: "Injected by the emulator." };
  try {
    return addMembership(context, item).written;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { memberId, errorCode: error.code ?? error.error, message: error.message };
  }
}
