import { ApiError } from "../../http/errors";
import type { MembershipType } from "../../model/enums";
import { addMembership, type ChannelMembershipContext } from "./channelMemberships";
import { canAddMember } from "./permissions";
import { arn, arnOf, list, oneOf, refuseSubChannel } from "../sdkConstraints";
import { operation, type Context } from "../operation";
import { fields } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { identity } from "../sdkShapes";
import { MEMBERSHIP_TYPES } from "../../model/enums";

const MAX_MEMBERS = 100;

interface Failure {
  readonly memberArn: string;
  readonly errorCode: string;
  readonly message: string;
}

interface Success {
  readonly memberArn: string;
  readonly written: boolean;
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_BatchCreateChannelMembership.html */
export const BatchCreateChannelMembership = operation({
  name: "BatchCreateChannelMembership",
  http: {
    method: "POST",
    path: "/channels/{ChannelArn}/memberships",
    selector: "batch-create",
    status: 200,
  },

  validate: (request) => {
    const body = fields(request);
    refuseSubChannel(body["SubChannelId"]);
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArns: list(body["MemberArns"], "MemberArns", MAX_MEMBERS, arn),
      type: oneOf(body["Type"], "Type", MEMBERSHIP_TYPES) ?? "DEFAULT",
    };
  },

  run: ({ memberArns, type, ...input }, context) => {
    const access = accessChannel(context, input, "NotFound");
    requirePermission(
      memberArns.every((memberArn) => canAddMember(access, memberArn)),
      "add members to this channel",
    );
    const memberships = { ...context, ...access };
    const results = memberArns.map((memberArn) => add(memberships, memberArn, type, context));
    const failures = results.filter((result) => "errorCode" in result);
    const successes = results.filter((result) => "written" in result);
    return {
      output: {
        BatchChannelMemberships: {
          InvitedBy: identity(access.instance, input.bearer),
          Type: type,
          Members: successes.map(({ memberArn }) => identity(access.instance, memberArn)),
          ChannelArn: input.channelArn,
        },
        Errors: failures.map(({ memberArn, errorCode, message }) => ({
          MemberArn: memberArn,
          ErrorCode: errorCode,
          ErrorMessage: message,
        })),
      },
      written: successes.some(({ written }) => written),
      memberErrors: failures.map(({ memberArn, errorCode }) => ({ memberId: memberArn, errorCode })),
    };
  },
});

function add(
  memberships: ChannelMembershipContext,
  memberArn: string,
  type: MembershipType,
  { rules, memberFaults }: Context,
): Success | Failure {
  const injected = memberFaults.get(memberArn);
  if (injected !== undefined) return { memberArn, errorCode: injected, message: "Injected by the emulator." };
  const existing = rules.existingChannelMemberInBatch === "member" ? "accepted" : "refused";
  try {
    return { memberArn, written: addMembership(memberships, { memberArn, type }, existing).written };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { memberArn, errorCode: error.code ?? error.error, message: error.message };
  }
}
