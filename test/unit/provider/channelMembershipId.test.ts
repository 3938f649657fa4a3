import assert from "node:assert/strict";

import fc from "fast-check";

import { APP_INSTANCE_ADMIN_SCHEMA } from "../../../provider/schema/channels/appInstanceAdminSchema";
import { CHANNEL_BAN_SCHEMA } from "../../../provider/schema/channels/channelBanSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../../../provider/schema/channels/channelModeratorSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { parseChannelId } from "../../../provider/schema/channels/channelId";

const CHANNEL = "arn:aws:chime:us-east-1:111122223333:app-instance/app/channel/launch";
const USER = "arn:aws:chime:us-east-1:111122223333:app-instance/app/user/ana";

// An id may contain anything but commas, slashes, white space and control characters.
const arbitraryId = fc
  .string({ minLength: 1, maxLength: 64, unit: "grapheme" })
  .filter((text) => /^[^/,\s\p{Cc}]+$/u.test(text));
const arbitraryAppInstanceArn = fc
  .tuple(fc.constantFrom("aws", "aws-us-gov"), fc.constantFrom("us-east-1", "eu-central-1"), arbitraryId)
  .map(([partition, region, id]) => `arn:${partition}:chime:${region}:111122223333:app-instance/${id}`);
const arbitraryMembership = fc
  .tuple(arbitraryAppInstanceArn, arbitraryId, fc.constantFrom("user", "bot"), arbitraryId)
  .map(([appInstanceArn, channel, kind, member]) => ({
    channelArn: `${appInstanceArn}/channel/${channel}`,
    memberArn: `${appInstanceArn}/${kind}/${member}`,
  }));

/** The schemas whose ids are made of two ARNs, and the property of each. */
const KINDS = [
  [CHANNEL_MEMBERSHIP_SCHEMA, "channelArn", "memberArn"],
  [CHANNEL_MODERATOR_SCHEMA, "channelArn", "channelModeratorArn"],
  [CHANNEL_BAN_SCHEMA, "channelArn", "memberArn"],
  [APP_INSTANCE_ADMIN_SCHEMA, "appInstanceArn", "appInstanceAdminArn"],
] as const;

describe("The ids of memberships, moderators, bans and administrators", () => {
  it("are parsed into the ARNs that they were formatted from, by their own kind only", () => {
    fc.assert(
      fc.property(arbitraryMembership, ({ channelArn, memberArn }) => {
        const appInstanceArn = channelArn.replace(/\/channel\/.*/, "");
        const parent = { channelArn, appInstanceArn, chimeBearer: memberArn };
        for (const [schema, parentProperty, memberProperty] of KINDS) {
          const id = schema.formatId(parent, memberArn);
          assert.deepEqual(schema.parseId(id), {
            [parentProperty]: parent[parentProperty],
            [memberProperty]: memberArn,
          });
          for (const [other] of KINDS) if (other !== schema) assert.throws(() => other.parseId(id));
        }
      }),
    );
  });

  for (const id of [
    "",
    "ban",
    `${CHANNEL},ban`,
    `${CHANNEL},ban,`,
    `${CHANNEL},ban,${USER},${USER}`,
    `${CHANNEL},BAN,${USER}`,
    `${USER},ban,${CHANNEL}`,
  ]) {
    it(`are refused with their form if they are malformed: ${id}`, () => {
      assert.throws(() => CHANNEL_BAN_SCHEMA.parseId(id), {
        message: `"${id}" is not the id of a ban from a channel: it has the form channelArn,ban,memberArn.`,
      });
    });
  }
});

describe("A channel membership id", () => {
  it("is parsed into the ARNs that it was formatted from, and so is the channel id", () => {
    fc.assert(
      fc.property(arbitraryMembership, ({ channelArn, memberArn }) => {
        const parent = { channelArn, chimeBearer: memberArn };
        assert.deepEqual(
          CHANNEL_MEMBERSHIP_SCHEMA.parseId(CHANNEL_MEMBERSHIP_SCHEMA.formatId(parent, memberArn)),
          {
            channelArn,
            memberArn,
          },
        );
        assert.equal(parseChannelId(CHANNEL_MEMBERSHIP_SCHEMA.formatParentId(parent)), channelArn);
      }),
    );
  });
});
