import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";

/** Declares what `stack.json` contains. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { providers, resources } = require("./stack.json");
const created = Object.fromEntries(providers.map((name) => [name, new chime.Provider(name, {})]));
for (const { kind, name, args, provider, ...options } of resources)
  new chime[kind](name, args, { provider: created[provider], ...options });
`;

interface Declared {
  kind: string;
  name: string;
  args: object;
  /** The name of its provider. Default: the default provider. */
  provider?: string | undefined;
  deleteBeforeReplace?: boolean;
}

const PEOPLE = ["ana", "ben"];
const ROOM = { accountId: "account-one", roomId: "room" };

describe("The members of a program with several providers", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  let channel: { channelArn: string; chimeBearer: string };
  let arnOf: (id: string) => string;
  beforeEach(async () => {
    chime = await startEmulator();
    chime.state.addAccount({ accountId: ROOM.accountId });
    chime.state.addRoom(ROOM);
    const appInstanceArn = chime.state.addAppInstance();
    const channelArn = chime.state.addChannel({ appInstanceArn });
    arnOf = (userId) => `${appInstanceArn}/user/${userId}`;
    for (const userId of ["admin", ...PEOPLE]) chime.state.addAppInstanceUser({ appInstanceArn, userId });
    for (const userId of PEOPLE) chime.state.addUser({ accountId: ROOM.accountId, userId });
    chime.state.addAppInstanceAdmin({ adminArn: arnOf("admin") });
    channel = { channelArn, chimeBearer: arnOf("admin") };
    project = await Project.open({ chime, files: { "index.js": PROGRAM } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  /** Runs `pulumi up`, and asserts that nobody was removed. */
  const up = async (providers: string[], resources: Declared[]): Promise<object> => {
    await project.write("stack.json", JSON.stringify({ providers, resources }));
    const { summary } = await project.stack.up();
    const inRoom = chime.state.members(ROOM.accountId, ROOM.roomId).map(({ memberId }) => memberId);
    const inChannel = chime.state.channelMembers(channel.channelArn).map(({ memberArn }) => memberArn);
    assert.deepEqual([inRoom.sort(), inChannel.sort()], [PEOPLE, PEOPLE.map(arnOf)]);
    for (const operation of ["DeleteRoomMembership", "DeleteChannelMembership"])
      assert.equal(chime.journal.count(operation), 0, operation);
    return summary.resourceChanges ?? {};
  };
  const memberships = (provider?: string): Declared[] =>
    PEOPLE.flatMap((id): Declared[] => [
      { kind: "RoomMembership", name: id, args: { ...ROOM, memberId: id } },
      { kind: "ChannelMembership", name: id, args: { ...channel, memberArn: arnOf(id) } },
    ]).map((declared) => ({ ...declared, provider, deleteBeforeReplace: true }));
  const rosters = (name: string, provider: string): Declared[] => {
    const inRoom = PEOPLE.map((memberId) => ({ memberId }));
    const inChannel = PEOPLE.map((id) => ({ memberArn: arnOf(id) }));
    return [
      { kind: "RoomRoster", name, args: { ...ROOM, members: inRoom }, provider },
      { kind: "ChannelRoster", name, args: { ...channel, members: inChannel }, provider },
    ];
  };

  it("are not removed if memberships get another provider, become a roster, and the roster gets another name and provider", async () => {
    await up([], memberships());
    await up(["one"], memberships("one"));
    await up(["two"], rosters("first", "two"));
    await up(["three"], rosters("second", "three"));
    assert.deepEqual(Object.keys(await up(["three"], rosters("second", "three"))), ["same"]);
    await project.stack.destroy();
    assert.deepEqual(chime.state.members(ROOM.accountId, ROOM.roomId), []);
    assert.deepEqual(chime.state.channelMembers(channel.channelArn), []);

    // The processes of all deployments removed their ledgers.
    assert.deepEqual(await readdir(join(project.folder, "home", "pulumi-chime")), []);
  });
});
