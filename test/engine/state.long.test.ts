import assert from "node:assert/strict";

import { PROVIDER_TEXT } from "../../provider/schema/providerText";
import { Project } from "../support/project";
import { Room, type Ids } from "../support/room";

const ID_OF_THREE = "[p.accountId,p.roomId,p.memberId].join('/')";

/**
 * Resources with the same arguments and id whose hooks do nothing: the engine's own cost. Their provider text is
 * longer than ours, and the difference is taken off again.
 */
const DO_NOTHING_TEXT = `exports.handler=()=>({create:async p=>({id:${ID_OF_THREE},outs:p})})`;
const DO_NOTHING_PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
class DoNothing extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/chime:RoomMembership", name, { ...args, __provider: ${JSON.stringify(DO_NOTHING_TEXT)} });
  }
}
for (const [name, args] of Object.entries(require("./members.json"))) new DoNothing(name, args);
`;
/** The text stands in the state twice, as input and as output. */
const LONGER_TEXT = 2 * (DO_NOTHING_TEXT.length - PROVIDER_TEXT.RoomMembership.length);

describe("The state of a stack", function () {
  this.timeout(300_000);

  let room: Room;
  let open: Project[];
  beforeEach(async () => {
    room = await Room.open();
    open = [];
  });
  afterEach(async () => {
    for (const project of open) await project.close();
    await room.close();
  });

  async function projectOf(program?: string): Promise<Project> {
    const files = program === undefined ? undefined : { "index.js": program, "members.json": "{}" };
    const project = await Project.open({ chime: room.chime, ...(files ? { files } : {}) });
    open.push(project);
    return project;
  }

  /** The bytes that one further membership takes, on disk and as exported. */
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
    const more = Object.keys(team).length - 1;
    return { disk: (all.disk - one.disk) / more, exported: (all.exported - one.exported) / more };
  }

  async function sizes(project: Project): Promise<{ disk: number; exported: number }> {
    const exported = JSON.stringify(await project.exported(), undefined, 4);
    return { disk: (await project.stateText()).length, exported: exported.length };
  }

  it("grows by a membership by at most 1.1 times what a resource that does nothing takes", async () => {
    const team = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`member-${index}`, room.user()]),
    );
    const roles = Object.fromEntries(
      Object.entries(team).map(([name, ids]) => [name, { ...ids, role: "Member" }]),
    );
    const ours = await bytesOfOne(await projectOf(), roles);
    const floor = await bytesOfOne(await projectOf(DO_NOTHING_PROGRAM), roles);
    for (const form of ["disk", "exported"] as const) {
      const least = floor[form] - LONGER_TEXT;
      const ratio = ours[form] / least;
      assert.ok(ratio <= 1.1, `${form}: ${ours[form]} bytes are ${ratio.toFixed(3)} times ${least}`);
    }
  });
});
