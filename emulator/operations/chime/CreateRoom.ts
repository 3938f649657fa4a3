import { ApiError, badRequest } from "../../http/errors";
import type { Room } from "../../store/roomStore";
import { operation, type Context } from "../operation";
import { room } from "./chimeShapes";
import { fields, required, string } from "../requestFields";
import { label } from "./chimeFields";

const TOKEN = /^[-_a-zA-Z0-9]{2,64}$/;

interface Input {
  readonly accountId: string;
  readonly name: string;
  readonly token: string | undefined;
}

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoom.html */
export const CreateRoom = operation({
  name: "CreateRoom",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms", status: 201 },

  validate: (request): Input => {
    const body = fields(request);
    return {
      accountId: label(request, "AccountId"),
      name: required(string(body["Name"], "Name"), "Name"),
      token: requestToken(body["ClientRequestToken"]),
    };
  },

  run: (input, context) => {
    const account = context.rooms.account(input.accountId);
    const existing = createdWith(input.token, account.rooms);
    if (existing !== undefined && existing.name !== input.name) {
      // Not ConflictException: the operation does not declare it.
      throw badRequest("The ClientRequestToken was used for a room with another name.");
    }
    const created = existing ?? create(input, context);
    return { output: { Room: room(account, created) }, written: existing === undefined };
  },
});

function requestToken(value: unknown): string | undefined {
  const token = string(value, "ClientRequestToken");
  if (token === undefined || TOKEN.test(token)) return token;
  throw badRequest("ClientRequestToken must be 2 to 64 letters, digits, hyphens and underscores.");
}

/** The room that an earlier call with this token created. */
function createdWith(token: string | undefined, rooms: ReadonlyMap<string, Room>): Room | undefined {
  return token === undefined ? undefined : [...rooms.values()].find((candidate) => candidate.token === token);
}

function create({ accountId, name, token }: Input, { rooms, quotas, caller }: Context): Room {
  if (rooms.account(accountId).rooms.size >= quotas.roomsPerAccount) {
    throw new ApiError("ResourceLimitExceededException", "The account has the maximum number of rooms.");
  }
  return rooms.addRoom(accountId, { name, createdBy: caller.arn, ...(token === undefined ? {} : { token }) });
}
