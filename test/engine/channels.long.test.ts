import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

import { startEmulator, type ChannelMemberView, type Emulator } from "../../emulator";
import { appInstanceOf } from "../../provider/schema/channels/chimeArn";
import { Project } from "../support/project";
import { Channel } from "../support/scenes";

/** Declares an app instance with users, a channel, single memberships and a roster. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const declared = require("./declared.json");
const app = new chime.AppInstance("app", { name: "Support" });
const { appInstanceArn } = app;
const userArn = (id) => {
  const args = { appInstanceArn, appInstanceUserId: id, name: id + " Secret" };
  return new chime.AppInstanceUser(id, args, { deleteBeforeReplace: true }).appInstanceUserArn;
};
const chimeBearer = userArn("admin");
const arns = Object.fromEntries(["ana", "ben", "cem", "dan"].map((id) => [id, userArn(id)]));
const { name, privacy } = declared;
const launch = new chime.Channel("launch", { appInstanceArn, name, privacy, chimeBearer });
const { channelArn } = launch;
const singles = Object.entries(declared.singles).map(
  ([id, type]) => new chime.ChannelMembership(id + "-single", { channelArn, chimeBearer, memberArn: arns[id], type }),
);
const members = declared.roster.map((id) => ({ memberArn: arns[id] }));
const roster = new chime.ChannelRoster("roster", { channelArn, chimeBearer, members }, { deletedWith: launch });
exports.channelArn = channelArn;
const { memberships, people } = chime.getChannelMembershipsOutput({ channelArn, chimeBearer }, { dependsOn: [roster, ...singles] });
exports.memberships = memberships;
exports.people = people;
const later = { dependsOn: [roster] };
const ofBearer = { appInstanceUserArn: chimeBearer, chimeBearer };
exports.access = {
  admins: chime.getAppInstanceAdminsOutput({ appInstanceArn }, later).appInstanceAdminArns,
  moderators: chime.getChannelModeratorsOutput({ channelArn, chimeBearer }, later).channelModeratorArns,
  bans: chime.getChannelBansOutput({ channelArn, chimeBearer }, later).memberArns,
  memberOf: chime.getAppInstanceUserMembershipsOutput(ofBearer, later).memberships.apply((all) => all.map(({ name }) => name)),
  moderates: chime.getAppInstanceUserModeratedChannelsOutput(ofBearer, later).channels.apply((all) => all.map(({ name }) => name)),
};
exports.userName = chime.AppInstanceUser.get("looked-up", chimeBearer).name;
`;

const FIRST = { name: "Launch", privacy: "PRIVATE", singles: { ana: "DEFAULT" }, roster: ["ben", "cem"] };
const SECOND = { name: "Landing", privacy: "PRIVATE", singles: { ana: "HIDDEN" }, roster: ["cem", "dan"] };
/** Replaces the channel. */
const THIRD = { ...SECOND, privacy: "PUBLIC" };

describe("A stack of an app instance, users, a channel and its members", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    // Only members may describe a private channel here. The creator is a member, and not an administrator.
    chime = await startEmulator({ rates: "published", privateChannelDetails: "members" });
    const files = { "index.js": PROGRAM, "declared.json": JSON.stringify(FIRST) };
    project = await Project.open({ chime, files });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  const members = (channelArn: string): Record<string, string> =>
    Object.fromEntries(
      chime.state
        .channelMembers(channelArn)
        .map(({ memberArn, type }: ChannelMemberView) => [memberArn.split("/").at(-1)!, type]),
    );
  /** The resources with an unencrypted name of a user in the state. */
  const unencryptedNames = async (): Promise<string[]> =>
    (await project.stack.resources())
      .filter((resource) => JSON.stringify(resource).includes(" Secret"))
      .map(({ urn }) => urn.split("::").slice(-2).join("::"));
  const count = (operation: Parameters<Emulator["journal"]["count"]>[0]): number =>
    chime.journal.count(operation);
  const failedCalls = (): object[] =>
    chime.journal.calls().filter(({ status = 0 }) => status < 200 || status > 299);

  it("is created, updated and destroyed without a failed call", async () => {
    await project.stack.preview();
    assert.equal(count({}), 0);
    const { outputs } = await project.stack.up();
    const channelArn = outputs["channelArn"]?.value as string;
    assert.deepEqual(members(channelArn), {
      admin: "DEFAULT",
      ana: "DEFAULT",
      ben: "DEFAULT",
      cem: "DEFAULT",
    });
    assert.deepEqual(
      (outputs["memberships"]?.value as { memberArn: string }[]).map(({ memberArn }) =>
        memberArn.split("/").at(-1),
      ),
      ["admin", "ana", "ben", "cem"],
    );
    // The user who creates a channel is its first member and moderator.
    const moderators = [`${appInstanceOf(channelArn)}/user/admin`];
    const ofBearer = { memberOf: ["Launch"], moderates: ["Launch"] };
    assert.deepEqual(outputs["access"], {
      value: { admins: [], moderators, bans: [], ...ofBearer },
      secret: false,
    });
    for (const personal of ["userName", "people"]) assert.equal(outputs[personal]?.secret, true);
    assert.deepEqual(await unencryptedNames(), []);

    chime.journal.clear();
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    assert.deepEqual(await unencryptedNames(), []);

    await project.write("declared.json", JSON.stringify(SECOND));
    const { summary } = await project.stack.up();
    assert.deepEqual([summary.resourceChanges?.update, summary.resourceChanges?.replace], [2, 1]);
    assert.deepEqual(members(channelArn), {
      admin: "DEFAULT",
      ana: "HIDDEN",
      cem: "DEFAULT",
      dan: "DEFAULT",
    });
    const { appInstanceArn } = chime.state.appInstances()[0]!;
    assert.deepEqual(
      chime.state.channels(appInstanceArn).map((one) => [one.channelArn, one.name, one.privacy]),
      [[channelArn, "Landing", "PRIVATE"]],
    );

    assert.deepEqual(failedCalls(), []);

    chime.journal.clear();
    await project.write("declared.json", JSON.stringify(THIRD));
    const replaced = (await project.stack.up()).outputs["channelArn"]?.value as string;
    assert.deepEqual(
      chime.state.channels(appInstanceArn).map((one) => [one.channelArn, one.privacy]),
      [[replaced, "PUBLIC"]],
    );
    assert.deepEqual(members(replaced), { admin: "DEFAULT", ana: "HIDDEN", cem: "DEFAULT", dan: "DEFAULT" });
    // The new channel is filled before the old one is deleted, which also removes the old roster's members.
    const writes = chime.journal.calls().map(({ operation }) => operation);
    assert.deepEqual(
      writes.filter((operation) => /^(Batch|Delete)/.test(operation)),
      ["BatchCreateChannelMembership", "DeleteChannelMembership", "DeleteChannel"],
    );

    // A replaced user is no longer a member of any channel. The roster and the single membership add the user again.
    const before = members(replaced);
    const resources = await project.resources();
    await project.stack.up({ replace: ["ana", "dan"].map((name) => resources[name]!.urn) });
    assert.equal(count({ operation: "DeleteAppInstanceUser" }), 2);
    assert.deepEqual(members(replaced), before);
    assert.deepEqual(failedCalls(), []);
    chime.journal.clear();
    await project.stack.destroy();
    assert.deepEqual(chime.state.appInstances(), []);
    const deletions = chime.journal.calls().map(({ operation }) => operation);
    assert.deepEqual(deletions.slice(-2), ["DeleteAppInstanceUser", "DeleteAppInstance"]);
    assert.deepEqual(
      deletions.filter((operation) => /Membership|DeleteChannel$/.test(operation)).at(-1),
      "DeleteChannel",
    );
    assert.deepEqual(
      chime.journal.calls().filter(({ status }) => status !== 204),
      [],
    );
    assert.equal(count("DeleteChannelMembership"), 1);
  });

  it("has no duplicates if the answers to its creates are lost, and a refresh finds deleted users", async () => {
    const creations = ["CreateAppInstance", "CreateAppInstanceUser", "CreateChannel"] as const;
    for (const operation of creations) chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
    const { outputs } = await project.stack.up();
    assert.deepEqual(
      creations.map((operation) => count({ operation, written: true })),
      [1, 5, 1],
    );
    const channelArn = outputs["channelArn"]?.value as string;
    const arnOf = (id: string): string => channelArn.replace(/channel.*/, `user/${id}`);
    for (const id of ["ana", "dan"]) chime.state.removeAppInstanceUser({ arn: arnOf(id) });
    await project.stack.refresh();
    const names = await project.names();
    for (const gone of ["ana", "dan", "ana-single"]) assert.ok(!names.includes(gone), gone);
    assert.ok(names.includes("ben") && names.includes("launch"));
    await project.stack.destroy();
    assert.deepEqual(chime.state.appInstances(), []);
  });
});

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

describe("pulumi-chime import --channel", function () {
  this.timeout(300_000);

  for (const roster of [[], ["--roster"]]) {
    it(`imports the members, moderators and bans of a channel${roster.length > 0 ? " as rosters" : ""}, and the next update changes nothing`, async () => {
      const { chime, appInstanceArn, channelArn, chimeBearer } = await Channel.open();
      const files = { "index.ts": 'import "./chime-members";\n', "chime-members.ts": "export {};\n" };
      const project = await Project.open({ chime, files });
      try {
        for (const type of ["DEFAULT", "HIDDEN"] as const) {
          const memberArn = chime.state.addAppInstanceUser({ appInstanceArn });
          chime.state.addChannelMember({ channelArn, memberArn, type });
        }
        const memberArn = chime.state.addAppInstanceBot({ appInstanceArn });
        chime.state.addChannelMember({ channelArn, memberArn });
        const newUser = (): string => chime.state.addAppInstanceUser({ appInstanceArn });
        for (const moderatorArn of [newUser(), chimeBearer])
          chime.state.addChannelModerator({ channelArn, moderatorArn });
        chime.state.addChannelBan({ channelArn, memberArn: newUser() });
        const held = (): unknown[] => [
          chime.state.channelMembers(channelArn),
          chime.state.channelModerators(channelArn),
          chime.state.channelBans(channelArn),
        ];
        const before = held();

        const inProject = (command: string, args: string[]): Promise<unknown> =>
          promisify(execFile)(command, args, { cwd: project.folder, env: project.environment });
        const channel = ["--channel", channelArn, "--bearer", chimeBearer];
        await inProject(process.execPath, [COMMAND, "import", ...channel, ...roster, "--force"]);
        await inProject("pulumi", [
          ...["import", "--stack", "test", "--file", "chime-import.json"],
          ...["--yes", "--generate-code=false", "--protect=false"],
        ]);
        chime.journal.clear();
        await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
        assert.equal(chime.journal.count({}), 0);
        await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
        assert.deepEqual(held(), before);
        assert.equal((await project.names()).length, roster.length > 0 ? 3 : 5);
        await project.stack.destroy();
        assert.deepEqual(held(), [[], [chimeBearer], []]);
      } finally {
        await project.close();
        await chime.stop();
      }
    });
  }
});
