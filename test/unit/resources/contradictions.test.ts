import assert from "node:assert/strict";

import * as chime from "../../../provider";
import { mockPrograms } from "../../support/mockedProgram";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const CHANNEL = `${APP}/channel/launch`;
const ADA = `${APP}/user/ada`;

const KINDS = {
  AppInstanceAdmin: () =>
    new chime.AppInstanceAdmin("ada", { appInstanceArn: APP, appInstanceAdminArn: ADA }),
  ChannelBan: () => new chime.ChannelBan("ada", { channelArn: CHANNEL, memberArn: ADA }),
  ChannelMembership: () => new chime.ChannelMembership("ada", { channelArn: CHANNEL, memberArn: ADA }),
  ChannelModerator: () =>
    new chime.ChannelModerator("ada", { channelArn: CHANNEL, channelModeratorArn: ADA }),
  ChannelModeratorRoster: () =>
    new chime.ChannelModeratorRoster("ada", { channelArn: CHANNEL, members: [ADA] }),
  ChannelRoster: () => new chime.ChannelRoster("ada", { channelArn: CHANNEL, members: [{ memberArn: ADA }] }),
};
type Kind = keyof typeof KINDS;

describe("A program", () => {
  mockPrograms();

  for (const kind of (Object.keys(KINDS) as Kind[]).filter((name) => name !== "ChannelBan")) {
    for (const [first, second] of [
      [kind, "ChannelBan"],
      ["ChannelBan", kind],
    ] as const) {
      it(`fails if ${second} contradicts ${first}, and the error names both with their types`, () => {
        KINDS[first]();
        const names = `The resources ${first} "ada" and ${second} "ada" contradict each other: ${second} "ada" declares`;
        assert.throws(KINDS[second], (error: Error) => error.message.startsWith(names));
      });
    }
  }

  it("can make an administrator a member and a moderator", () => {
    for (const kind of ["AppInstanceAdmin", "ChannelMembership", "ChannelModerator"] as const) KINDS[kind]();
  });

  it("can ban an administrator from a channel of another app instance", () => {
    KINDS.AppInstanceAdmin();
    const other = "arn:aws:chime:us-east-1:111122223333:app-instance/other";
    new chime.ChannelBan("eve", { channelArn: `${other}/channel/launch`, memberArn: `${other}/user/ada` });
  });

  it("fails if two resources declare the same, and the error names both with their types", () => {
    KINDS.ChannelRoster();
    assert.throws(
      KINDS.ChannelMembership,
      /The resources ChannelRoster "ada" and ChannelMembership "ada" declare the same membership: /,
    );
  });
});
