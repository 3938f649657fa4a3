import assert from "node:assert/strict";

import { DEFAULT_CREDENTIALS } from "../../emulator";
import { addPlugin } from "../support/projectPlugin";
import { writes } from "./ownership/fixture";
import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

/** A resource that the program declares, and in which form. */
interface Declared {
  kind: string;
  name: string;
  args: object;
  form: "dynamic" | "native";
  /** The name of an earlier resource. */
  dependsOn?: string | undefined;
}

// As an SDK that Pulumi generates: the schema has the aliases.
const PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
const chime = require("pulumi-chime");
const TYPES = {
  native: (kind) => \`chime:index:\${kind}\`,
  dynamic: (kind) => \`pulumi-nodejs:dynamic/chime:\${kind}\`,
};
class Native extends pulumi.CustomResource {
  constructor(kind, name, args, opts) {
    super(TYPES.native(kind), name, args, opts);
  }
}
const made = {};
for (const { kind, name, args, form, dependsOn } of require("./resources.json")) {
  const [Class, other] = form === "native" ? [Native.bind(null, kind), "dynamic"] : [chime[kind], "native"];
  made[name] = new Class(name, args, { aliases: [{ type: TYPES[other](kind) }], dependsOn: made[dependsOn] });
}
`;

/** More than the members of any test but the one that fills the room. */
const ROOM_SIZE = 10;

describe("The native plugin on the engine", function () {
  this.timeout(120_000);

  let room: Room;
  let project: Project;
  beforeEach(async () => {
    room = await Room.open({ quotas: { membershipsPerRoom: ROOM_SIZE } });
    const files = { "index.js": PROGRAM, "resources.json": "[]" };
    project = await Project.open({ chime: room.chime, files });
    await addPlugin(project);
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  const declare = (...resources: Declared[]): Promise<void> =>
    project.write("resources.json", JSON.stringify(resources));
  const membership = (
    name: string,
    ids: Ids,
    more: object = {},
    form: Declared["form"] = "native",
  ): Declared => ({
    kind: "RoomMembership",
    name,
    args: { ...ids, ...more },
    form,
  });
  const roster = (members: Ids[], more: object = {}, form: Declared["form"] = "native"): Declared => ({
    kind: "RoomRoster",
    name: "roster",
    args: {
      accountId: room.accountId,
      roomId: room.roomId,
      members: members.map(({ memberId }) => ({ memberId })),
      ...more,
    },
    form,
  });
  const otherRoom = (name: string): Declared => ({
    kind: "Room",
    name: "other",
    args: { accountId: room.accountId, name },
    form: "native",
  });
  const inRoom = (): string[] => room.members().map(({ memberId }) => memberId);
  const idsOf = (...members: Ids[]): string[] => members.map(({ memberId }) => memberId).sort();
  const written = (): string[] => writes(room.chime.journal.calls());

  it("adds, changes and removes a member, and its previews write nothing", async () => {
    const ana = room.user();
    await declare(membership("ana", ana));
    await project.stack.preview();
    assert.deepEqual(written(), []);
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");

    await declare(membership("ana", ana, { role: "Administrator" }));
    const { stdout, changeSummary } = await project.stack.preview({ diff: true });
    assert.deepEqual(changeSummary, { same: 1, update: 1 });
    assert.match(stdout, /~ role *: "Member" => "Administrator"/);
    assert.equal(room.roleOf(ana), "Member");
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Administrator");

    const unchanged = await project.stack.up();
    assert.deepEqual(unchanged.summary.resourceChanges, { same: 2 });
    await declare();
    await project.stack.up();
    assert.deepEqual(inRoom(), []);
  });

  it("shows what was changed by hand in a refresh, and revokes everything in a destroy", async () => {
    const [ana, ben] = [room.user(), room.user()];
    await declare(membership("ana", ana), roster([ben]));
    await project.stack.up();
    room.chime.state.removeMember(ana);
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { delete: 1, same: 2 });
    await project.stack.up();
    assert.deepEqual(inRoom().sort(), idsOf(ana, ben));
    await project.stack.destroy();
    assert.deepEqual(inRoom(), []);
  });

  it("imports a membership and a roster by their ids", async () => {
    const [ana, ben] = [room.user(), room.user()];
    for (const ids of [ana, ben]) room.chime.state.addMember({ ...ids, role: "Member" });
    const { accountId, roomId, memberId } = ana;
    const id = `${accountId}/${roomId}/${memberId}`;
    const flags = ["--yes", "--generate-code=false", "--protect=false"];
    await project.stack.run(["import", "chime:index:RoomMembership", "ana", id, ...flags]);
    const rosterId = `${accountId}/${roomId}`;
    await declare(membership("ana", ana, { role: "Member" }));
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
    await project.stack.run(["state", "delete", "--all", "--yes"]);
    await project.stack.run(["import", "chime:index:RoomRoster", "roster", rosterId, ...flags]);
    await declare(roster([ana, ben].sort(byId)));
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
    assert.deepEqual(written(), []);
  });

  it("takes over a state of the dynamic form and gives it back, without a call that writes and without a replacement", async () => {
    const [ana, ben] = [room.user(), room.user()];
    await declare(membership("ana", ana, {}, "dynamic"), roster([ben], {}, "dynamic"));
    await project.stack.up();
    const before = written();
    const { memberId } = ben;
    for (const [form, members] of [
      ["native", [{ memberId, role: "Member" }]],
      ["dynamic", { [memberId]: "Member" }],
    ] as const) {
      await declare(membership("ana", ana, {}, form), roster([ben], {}, form));
      const { summary } = await project.stack.up();
      assert.deepEqual(summary.resourceChanges, { same: 2, update: 1 });
      assert.deepEqual(written(), before);
      const entries = await project.stack.resources();
      assert.deepEqual(entries.find(({ urn }) => urn.endsWith("::roster"))?.outputs["members"], members);
    }
    await project.stack.destroy();
    assert.deepEqual(inRoom(), []);
  });

  it("gives what it created to the dynamic form, which only reads, and then refreshes, removes and destroys it", async () => {
    const [ana, ben, chi] = [room.user(), room.user(), room.user()];
    const { accountId } = room;
    const inForm = (form: Declared["form"]): [Declared, Declared, Declared] => [
      membership("ana", ana, {}, form),
      roster([ben, chi], {}, form),
      { kind: "Room", name: "room", args: { accountId, name: "Launch" }, form },
    ];
    await declare(...inForm("native"));
    await project.stack.up();
    const before = written();
    const [one, , other] = inForm("dynamic");
    await declare(...inForm("dynamic"));
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 1, update: 3 });
    assert.deepEqual(written(), before);
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 4 });
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 4 });

    await declare(one, roster([ben], {}, "dynamic"), other);
    await project.stack.up();
    assert.deepEqual(inRoom().sort(), idsOf(ana, ben));
    await project.stack.destroy();
    assert.deepEqual(inRoom(), []);
    assert.equal(room.chime.state.rooms(accountId).length, 1);
  });

  it("keeps the members of a roster whose replacement is skipped, while an earlier one is still to be deleted", async () => {
    const [ana, ben] = [room.user(), room.user()];
    const { accountId } = room;
    const existing: Declared = {
      kind: "Room",
      name: "other",
      args: { accountId, name: "Other" },
      form: "native",
    };
    await declare(roster([ana, ben]), existing);
    await project.stack.up();
    // The room cannot be renamed, so that the update fails before it deletes the old roster.
    const failing: Declared = { ...existing, args: { accountId, name: "Renamed" }, dependsOn: "roster" };
    const fail = (): unknown =>
      room.chime.faults.inject({ operation: "UpdateRoom", kind: "error", error: "ForbiddenException" });
    for (const members of [[ana], [ana, ben]]) {
      fail();
      await declare(roster(members), failing);
      await assert.rejects(project.stack.up());
    }
    fail();
    await declare({ ...failing, dependsOn: undefined }, { ...roster([ana]), dependsOn: "other" });
    await assert.rejects(project.stack.run(["up", "--yes", "--skip-preview", "--continue-on-error"]));
    assert.ok(inRoom().includes(ana.memberId), "The program declares Ana.");
    await project.stack.up();
    assert.deepEqual(inRoom(), [ana.memberId]);
  });

  it("keeps a member who moves from a roster to a membership, in whatever form each is", async () => {
    for (const [from, to] of [
      ["native", "native"],
      ["native", "dynamic"],
      ["dynamic", "native"],
    ] as const) {
      const [ana, ben] = [room.user(), room.user()];
      await declare(roster([ana, ben], {}, from));
      await project.stack.up();
      await declare(roster([ana], {}, from), membership("ben", ben, { adoptExisting: true }, to));
      await project.stack.up();
      assert.deepEqual(inRoom().sort(), idsOf(ana, ben), `${from} to ${to}`);
      assert.deepEqual(room.chime.journal.calls({ operation: "DeleteRoomMembership" }), []);
      await project.stack.destroy();
      assert.deepEqual(inRoom(), []);
      room.chime.journal.clear();
    }
  });

  it("keeps what a failed create may have added, and the next update completes it", async () => {
    const ana = room.user();
    await declare(membership("ana", ana));
    await project.stack.setConfig("chime:maxRetries", { value: "0" });
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "afterWrite" });
    const failure = await failureOf(project.stack.up());
    assert.match(failure, /no answer to CreateRoomMembership/);
    assert.deepEqual(inRoom(), idsOf(ana));
    await project.stack.up();
    assert.deepEqual(inRoom(), idsOf(ana));
  });

  for (const [others, adds] of [
    ["a membership", (ana: Ids) => membership("two", ana, { adoptExisting: true, role: "Administrator" })],
    ["a roster", (ana: Ids) => roster([ana])],
  ] as [string, (ana: Ids) => Declared][]) {
    it(`refuses ${others} of a member whom a membership declares, with both names, in the preview`, async () => {
      const ana = room.user();
      await declare(membership("one", ana, { adoptExisting: true }), adds(ana));
      const failure = await failureOf(project.stack.preview());
      assert.match(failure, /The resources \w+ "\w+" and \w+ "\w+" declare the same membership: member /);
      assert.match(failure, /RoomMembership "one"/);
      assert.deepEqual(written(), []);
    });
  }

  it("replaces a roster that drops a member, in the preview too, and removes only that member", async () => {
    const [ana, ben] = [room.user(), room.user()];
    await declare(roster([ana, ben]));
    await project.stack.up();
    room.chime.journal.clear();
    await declare(roster([ana]));
    const { stdout, changeSummary } = await project.stack.preview();
    assert.deepEqual(changeSummary, { replace: 1, same: 1 });
    assert.match(
      stdout,
      new RegExp(`-1, from 2 to 1 member, in the roster of .* Remove: ${ben.memberId}\\.`),
    );
    await project.stack.up();
    assert.deepEqual(inRoom(), idsOf(ana));
    assert.deepEqual(written(), ["DeleteRoomMembership"]);
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
  });

  it("keeps a member whom a roster drops and a resource declares that waits for one that fails", async () => {
    const [ana, ben] = [room.user(), room.user()];
    await declare(otherRoom("One"), roster([ana, ben]));
    await project.stack.up();
    room.chime.journal.clear();
    room.chime.faults.inject({ operation: "UpdateRoom", kind: "error", error: "ForbiddenException" });
    const late = { ...membership("ben", ben, { adoptExisting: true }), dependsOn: "other" };
    await declare(otherRoom("Two"), roster([ana]), late);
    await failureOf(project.stack.up());
    assert.deepEqual(inRoom().sort(), idsOf(ana, ben));
    await project.stack.up();
    assert.deepEqual(inRoom().sort(), idsOf(ana, ben));
    assert.deepEqual(room.chime.journal.calls({ operation: "DeleteRoomMembership" }), []);
    await declare(otherRoom("Two"), roster([ana]));
    await project.stack.up();
    assert.deepEqual(inRoom(), idsOf(ana));
  });

  it("keeps a member whom an exclusive roster drops, if the update fails before its end", async () => {
    const [ana, ben] = [room.user(), room.user()];
    await declare(otherRoom("One"), roster([ana, ben], { exclusive: true }));
    await project.stack.up();
    room.chime.faults.inject({ operation: "UpdateRoom", kind: "error", error: "ForbiddenException" });
    await declare(otherRoom("Two"), roster([ana], { exclusive: true }));
    await failureOf(project.stack.up());
    assert.deepEqual(inRoom().sort(), idsOf(ana, ben));
    await project.stack.up();
    assert.deepEqual(inRoom(), idsOf(ana));
  });

  it("keeps a member whose new resource is skipped, because another one failed with --continue-on-error", async () => {
    const ana = room.user();
    await declare(membership("old", ana));
    await project.stack.up();
    room.chime.faults.inject({ operation: "CreateRoom", kind: "error", error: "ForbiddenException" });
    await declare(otherRoom("One"), {
      ...membership("new", ana, { adoptExisting: true }),
      dependsOn: "other",
    });
    const args = ["up", "--yes", "--skip-preview", "--continue-on-error"];
    const failure = await failureOf(project.pulumi(...args));
    assert.match(failure, /another resource of this program declares it but does not have it yet/);
    assert.deepEqual(inRoom(), idsOf(ana));
    await project.stack.up();
    assert.deepEqual(inRoom(), idsOf(ana));
    assert.deepEqual(room.chime.journal.calls({ operation: "DeleteRoomMembership" }), []);
  });

  it("says who stays in a full room because somebody else was to be added, and how to go on", async () => {
    const [ana, ben, cem] = [room.user(), room.user(), room.user()];
    await declare(roster([ana, ben]));
    await project.stack.up();
    const others = Array.from({ length: ROOM_SIZE - 2 }, () => room.user());
    for (const other of others) room.chime.state.addMember(other);
    await declare(roster([ana, cem]));
    const failure = await failureOf(project.stack.up());
    assert.match(
      failure,
      new RegExp(`Not removed yet: 1 member that the roster no longer lists \\(${ben.memberId}\\)`),
    );
    await declare(roster([ana]));
    await project.stack.up();
    assert.deepEqual(inRoom().sort(), idsOf(ana, ...others));
    await declare(roster([ana, cem]));
    await project.stack.up();
    assert.deepEqual(inRoom().sort(), idsOf(ana, cem, ...others));
  });

  it("shows no key of a provider that it refuses", async () => {
    await declare(membership("ana", room.user()));
    await project.stack.setConfig("chime:secretKey", { value: "key-that-nobody-may-see", secret: true });
    const failure = await failureOf(project.stack.preview());
    assert.match(failure, /chime:accessKey/);
    assert.doesNotMatch(failure, /key-that-nobody-may-see/);
  });

  it("uses the settings under chime:, and none under aws:", async () => {
    await declare(membership("ana", room.user()));
    await project.stack.setConfig("aws:profile", { value: "nobody" });
    await project.stack.up();
    assert.equal(inRoom().length, 1);
    await project.stack.setConfig("chime:profile", { value: "nobody" });
    assert.match(await failureOf(project.stack.up()), /the profile "nobody" \(chime:profile\) gave none/);
  });

  it("encrypts the keys of a provider whose program does not mark them as secrets", async () => {
    const { accessKeyId: accessKey, secretAccessKey: secretKey } = DEFAULT_CREDENTIALS;
    const program = `"use strict";
const { CustomResource, ProviderResource } = require("@pulumi/pulumi");
const provider = new ProviderResource("chime", "other", ${JSON.stringify({ accessKey, secretKey })});
new CustomResource("chime:index:RoomMembership", "ana", ${JSON.stringify(room.user())}, { provider });
`;
    await project.write("index.js", program);
    await project.stack.up();
    assert.equal(inRoom().length, 1);
    const state = await project.pulumi("stack", "export");
    assert.ok(!state.includes(secretKey) && !state.includes(accessKey), state);
    await project.stack.destroy();
    assert.deepEqual(inRoom(), []);
  });

  it("refuses a setting that does not exist, before any call", async () => {
    await declare(membership("ana", room.user()));
    await project.stack.setConfig("chime:maxRetry", { value: "3" });
    const failure = await failureOf(project.stack.up());
    assert.match(failure, /chime:maxRetry does not exist\. Did you mean chime:maxRetries\?/);
    assert.deepEqual(room.operations(), []);
  });
});

function byId(one: Ids, other: Ids): number {
  return one.memberId < other.memberId ? -1 : 1;
}
