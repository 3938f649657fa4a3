import assert from "node:assert/strict";

import { PROVIDER_TEXT } from "../../provider/schema/providerText";
import { Project } from "../support/project";
import { Room, type Ids } from "../support/room";

const ID_EXPRESSION = "[p.accountId,p.roomId,p.memberId].join('/')";

/**
 * Declares resources with the same inputs and ids, whose hooks do nothing. They show the size that the engine itself needs.
 * Their provider code is longer than that of this package, and the difference is subtracted.
 */
const DO_NOTHING_TEXT = `exports.handler=()=>({create:async p=>({id:${ID_EXPRESSION},outs:p})})`;
const DO_NOTHING_PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
class DoNothing extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/chime:RoomMembership", name, { ...args, __provider: ${JSON.stringify(DO_NOTHING_TEXT)} });
  }
}
for (const [name, args] of Object.entries(require("./members.json"))) new DoNothing(name, args);
`;
/** The provider code is in the state twice, as an input and as an output. */
const TEXT_OVERHEAD = 2 * (DO_NOTHING_TEXT.length - PROVIDER_TEXT.RoomMembership.length);

describe("The state of a stack", function () {
  this.timeout(300_000);

  let room: Room;
  let openProjects: Project[];
  beforeEach(async () => {
    room = await Room.open();
    openProjects = [];
  });
  afterEach(async () => {
    for (const project of openProjects) await project.close();
    await room.close();
  });

  async function projectOf(program?: string): Promise<Project> {
    const files = program === undefined ? undefined : { "index.js": program, "members.json": "{}" };
    const project = await Project.open({ chime: room.chime, ...(files ? { files } : {}) });
    openProjects.push(project);
    return project;
  }

  /** The bytes of each additional membership, in the state file and in an export. */
  async function bytesOfOne(
    project: Project,
    team: Record<string, Ids>,
  ): Promise<{ disk: number; exported: number }> {
    const [first] = Object.entries(team);
    await project.declare(Object.fromEntries([first!]));
    await project.stack.up();
    const one = await sizes(project);
    await project.declare(team);
    await project.stack.up();
    const all = await sizes(project);
    const additional = Object.keys(team).length - 1;
    return { disk: (all.disk - one.disk) / additional, exported: (all.exported - one.exported) / additional };
  }

  async function sizes(project: Project): Promise<{ disk: number; exported: number }> {
    const exported = JSON.stringify(await project.exported(), undefined, 4);
    return { disk: (await project.stateText()).length, exported: exported.length };
  }

  it("grows with each membership by at most 1.1 times the size of a resource whose hooks do nothing", async () => {
    const team = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`member-${index}`, room.user()]),
    );
    const roles = Object.fromEntries(
      Object.entries(team).map(([name, ids]) => [name, { ...ids, role: "Member" }]),
    );
    const own = await bytesOfOne(await projectOf(), roles);
    const baseline = await bytesOfOne(await projectOf(DO_NOTHING_PROGRAM), roles);
    for (const format of ["disk", "exported"] as const) {
      const smallest = baseline[format] - TEXT_OVERHEAD;
      const ratio = own[format] / smallest;
      assert.ok(ratio <= 1.1, `${format}: ${own[format]} bytes are ${ratio.toFixed(3)} times ${smallest}`);
    }
  });
});
