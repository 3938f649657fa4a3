import { ApiError } from "../../http/errors";
import type { MembershipType } from "../../store/messaging/appInstances";
import { addMembership, type MembershipPlace } from "../../store/messaging/memberships";
import { mayAdd } from "../../store/messaging/roles";
import { arn, arnOf, list, oneOf, refuseSubChannel } from "../constraints";
import { operation, type Context } from "../operation";
import { fields } from "../validation";
import { bearer, channelOf, demand } from "./place";
import { identity } from "./shapes";
import { MEMBERSHIP_TYPES } from "./values";

const MOST_MEMBERS = 100;

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
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArns: list(body["MemberArns"], "MemberArns", MOST_MEMBERS, arn),
      type: oneOf(body["Type"], "Type", MEMBERSHIP_TYPES) ?? "DEFAULT",
    };
  },

  run: ({ memberArns, type, ...input }, context) => {
    const scene = channelOf(context, input, "NotFound");
    demand(
      memberArns.every((memberArn) => mayAdd(scene, memberArn)),
      "add members to this channel",
    );
    const place = { ...context, ...scene };
    const results = memberArns.map((memberArn) => add(place, memberArn, type, context));
    const failures = results.filter((result) => "errorCode" in result);
    const successes = results.filter((result) => "written" in result);
    return {
      output: {
        BatchChannelMemberships: {
          InvitedBy: identity(scene.instance, input.bearer),
          Type: type,
          Members: successes.map(({ memberArn }) => identity(scene.instance, memberArn)),
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
  place: MembershipPlace,
  memberArn: string,
  type: MembershipType,
  { rules, memberFaults }: Context,
): Success | Failure {
  const injected = memberFaults.get(memberArn);
  if (injected !== undefined) return { memberArn, errorCode: injected, message: "Injected." };
  const existing = rules.existingChannelMemberInBatch === "member" ? "accepted" : "refused";
  try {
    return { memberArn, written: addMembership(place, { memberArn, type }, existing).written };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { memberArn, errorCode: error.code ?? error.error, message: error.message };
  }
}
