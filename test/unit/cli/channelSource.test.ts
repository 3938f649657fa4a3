import assert from "node:assert/strict";

import type { ChimeSession } from "../../../provider/aws/session";
import { channelSource } from "../../../provider/cli/import/channelSource";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const CHANNEL = { channelArn: `${APP}/channel/c`, chimeBearer: `${APP}/user/u-0` };
const ARNS = ["u-0", "u-1", "u-2"].map((id) => `${APP}/user/${id}`);

/** What a channel's source uses of Amazon Chime. */
const API = {
  channelMemberships: {
    members: () => Promise.resolve(ARNS.map((memberArn) => ({ memberArn, type: "DEFAULT" }))),
    observe: () => Promise.resolve({ found: { role: "DEFAULT", attributes: { invitedByArn: ARNS[0] } } }),
  },
  appInstanceUsers: {
    observe: ({ appInstanceUserArn }: { appInstanceUserArn: string }) => {
      const appInstanceUserId = appInstanceUserArn.replace(/.*\//, "");
      const state = { appInstanceUserArn, appInstanceArn: APP, appInstanceUserId, name: "A" };
      return Promise.resolve({ state });
    },
  },
};
const SESSION = { api: API } as unknown as ChimeSession;

describe("The steps of reading a channel", () => {
  it("report how many members and users were read, and of how many", async () => {
    const shown: string[] = [];
    const progress = (textOf: (count: number) => string) => (count: number) => {
      shown.push(textOf(count));
    };
    const source = channelSource(CHANNEL, { withUsers: true });
    const members = await source.members(SESSION, { withAttributes: true, withNames: false, progress });
    const users = await source.entities(SESSION, members, progress);
    assert.deepEqual(
      users.map(({ id }) => id),
      ARNS,
    );
    assert.deepEqual(shown, [
      ...[1, 2, 3].map((count) => `Reading who invited the members: ${count} of 3 …`),
      ...[1, 2, 3].map((count) => `Reading the users: ${count} of 3 …`),
    ]);
  });
});
