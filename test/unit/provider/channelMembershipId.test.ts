import assert from "node:assert/strict";

import fc from "fast-check";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { parseChannelId } from "../../../provider/schema/channels/channelId";

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
