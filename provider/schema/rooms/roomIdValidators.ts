import { validateId } from "../validators";

/** A value that is no id of this kind, and what to use instead. The value is not named: it may be personal data. */
interface Mistake {
  readonly pattern: RegExp;
  readonly reason: string;
}

const AN_ARN: Mistake = {
  pattern: /^arn:/,
  reason: "must be an id, not an ARN. For a channel, use ChannelMembership or ChannelRoster.",
};

/** Validates the id of an Amazon Chime account. */
export const validateAccountId = idValidator([
  AN_ARN,
  {
    pattern: /^\d{12}$/,
    reason:
      "must be the id of an Amazon Chime account, not the number of an AWS account. `aws chime list-accounts` lists the ids.",
  },
  {
    pattern: /\//,
    reason:
      "must be the id of an Amazon Chime account alone: use the output accountId of the Room, not its id.",
  },
]);

/** Validates the id of a room. */
export const validateRoomId = idValidator([
  AN_ARN,
  {
    pattern: /\//,
    reason: "must be the id of a room without its account: use the output roomId of the Room, not its id.",
  },
  {
    pattern: /\s/,
    reason: "must be the id of a room, not its name: use the function getRoom to find the id by name.",
  },
]);

/** Validates the id of a user or bot. */
export const validateMemberId = idValidator([
  AN_ARN,
  {
    pattern: /@/,
    reason:
      "must be the id of a user or bot, not an email address: use the function getUser to find the id by email address.",
  },
  { pattern: /\//, reason: "must be the id of a user or bot, without the account and the room." },
  { pattern: /\s/, reason: "must be the id of a user or bot, not a name." },
]);

function idValidator(mistakes: readonly Mistake[]): (value: unknown) => string | undefined {
  return (value) => validateId(value) ?? mistakes.find(({ pattern }) => pattern.test(String(value)))?.reason;
}
