import assert from "node:assert/strict";

import fc from "fast-check";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { parseChannelId } from "../../../provider/schema/channels/channelId";

// Whatever is neither a comma, a slash, white space nor a control character.
const anId = fc
  .string({ minLength: 1, maxLength: 64, unit: "grapheme" })
  .filter((text) => /^[^/,\s\p{Cc}]+$/u.test(text));
const anAppInstance = fc
  .tuple(fc.constantFrom("aws", "aws-us-gov"), fc.constantFrom("us-east-1", "eu-central-1"), anId)
  .map(([partition, region, id]) => `arn:${partition}:chime:${region}:111122223333:app-instance/${id}`);
const aPair = fc
  .tuple(anAppInstance, anId, fc.constantFrom("user", "bot"), anId)
  .map(([appInstanceArn, channel, kind, member]) => ({
    channelArn: `${appInstanceArn}/channel/${channel}`,
    memberArn: `${appInstanceArn}/${kind}/${member}`,
  }));

describe("The id of a membership of a channel", () => {
  it("comes back from parsing as it went into formatting, and its channel's id too", () => {
    fc.assert(
      fc.property(aPair, ({ channelArn, memberArn }) => {
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
