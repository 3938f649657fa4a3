import { ApiError, badRequest } from "../../http/errors";
import type { ClientRequest } from "../../store/clientRequest";
import type { Room } from "../../store/roomStore";
import { createdBefore } from "../idempotency";
import { operation, type Context } from "../operation";
import { room } from "./chimeShapes";
import { fields, required, string } from "../requestFields";
import { label } from "./chimeFields";

const TOKEN = /^[-_a-zA-Z0-9]{2,64}$/;

interface Input {
  readonly accountId: string;
  readonly name: string;
  readonly request: ClientRequest | undefined;
}

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoom.html */
export const CreateRoom = operation({
  name: "CreateRoom",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms", status: 201 },

  validate: (request): Input => {
    const body = fields(request);
    const name = required(string(body["Name"], "Name"), "Name");
    const token = requestToken(body["ClientRequestToken"]);
    return {
      accountId: label(request, "AccountId"),
      name,
      request: token === undefined ? undefined : { token, content: JSON.stringify({ name }) },
    };
  },

  run: (input, context) => {
    const account = context.rooms.account(input.accountId);
    // Not ConflictException: the operation does not declare it.
    const existing = input.request && createdBefore(account.rooms.values(), input.request, badRequest);
    const created = existing ?? create(input, context);
    return { output: { Room: room(account, created) }, written: existing === undefined };
  },
});

function requestToken(value: unknown): string | undefined {
  const token = string(value, "ClientRequestToken");
  if (token === undefined || TOKEN.test(token)) return token;
  throw badRequest("ClientRequestToken must be 2 to 64 letters, digits, hyphens and underscores.");
}

function create({ accountId, name, request }: Input, { rooms, quotas, caller }: Context): Room {
  if (rooms.account(accountId).rooms.size >= quotas.roomsPerAccount) {
    throw new ApiError("ResourceLimitExceededException", "The account has the maximum number of rooms.");
  }
  return rooms.addRoom(accountId, { name, createdBy: caller.arn, request });
}
