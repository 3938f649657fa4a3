import assert from "node:assert/strict";

import type { State } from "../../emulator";
import { examples } from "./example";
import { onEngine, pulumi } from "./suite";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/support";
const BEN = `${APP}/user/ben`;
const LEFT = ["config", "set", "left", '["ben"]'];
const AT_ONCE = ["--yes", "--skip-preview"];

const channelArn = (id: string): string => `${APP}/channel/${id}`;

/** Where somebody is: `member of launch`, `banned from ideas` … */
function placesOf(state: State, arn: string): string[] {
  const places = state
    .channels(APP)
    .flatMap(({ channelArn: channel, name }) => [
      ...(state.channelMembers(channel).some(({ memberArn }) => memberArn === arn)
        ? [`member of ${name}`]
        : []),
      ...(state.channelModerators(channel).includes(arn) ? [`moderator of ${name}`] : []),
      ...(state.channelBans(channel).includes(arn) ? [`banned from ${name}`] : []),
    ]);
  return [...places, ...(state.appInstanceAdmins(APP).includes(arn) ? ["administrator"] : [])].sort();
}

describe("The offboarding of examples/offboarding", function () {
  this.timeout(120_000);

  const example = examples().find(({ name }) => name === "offboarding")!;

  it("says in the preview where somebody is, removes it, warns of what others did, and keeps the bans", () =>
    onEngine(example, async ({ chime: { state, journal }, project }) => {
      await pulumi(project, ["stack", "init", "emulator"]);
      await pulumi(project, ["config", "set", "banFrom", '["ideas", "launch"]']);
      await pulumi(project, ["up", ...AT_ONCE]);

      // What the program does not know of.
      state.addChannel({ appInstanceArn: APP, channelId: "secret", name: "secret" });
      state.addChannelMember({ channelArn: channelArn("secret"), memberArn: BEN });
      state.addChannelModerator({ channelArn: channelArn("landing"), moderatorArn: BEN });
      state.addChannelMember({ channelArn: channelArn("landing"), memberArn: `${APP}/user/ada` });

      await pulumi(project, LEFT);
      journal.clear();
      const preview = await pulumi(project, ["preview"]);
      assert.match(
        preview,
        /ben left, and is an administrator; a moderator of landing, launch; a member of ideas, landing, launch, secret\./,
      );
      assert.match(preview, /ben stays in secret, which this program does not declare/);
      assert.match(preview, /ben stays a moderator of landing: this program did not do that/);
      assert.match(preview, /ben is not banned from ideas while an administrator or moderator/);
      assert.deepEqual(journal.calls({ written: true }), []);

      await pulumi(project, ["up", ...AT_ONCE]);
      assert.deepEqual(placesOf(state, BEN), ["member of ideas", "member of secret", "moderator of landing"]);
      assert.deepEqual(placesOf(state, `${APP}/user/ada`), [
        "administrator",
        "member of launch",
        "moderator of launch",
      ]);

      state.removeChannelModerator({ channelArn: channelArn("landing"), moderatorArn: BEN });
      state.removeChannel({ channelArn: channelArn("secret") });
      await pulumi(project, ["up", ...AT_ONCE]);
      assert.deepEqual(placesOf(state, BEN), ["banned from ideas", "banned from launch"]);
      const printed = await pulumi(project, ["up", "--expect-no-changes", ...AT_ONCE]);
      assert.match(printed, /ben left, and is nowhere\./);

      await pulumi(project, ["destroy", ...AT_ONCE]);
      assert.deepEqual(placesOf(state, BEN), ["banned from ideas"]);
    }));
});
