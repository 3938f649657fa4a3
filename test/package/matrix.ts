import assert from "node:assert/strict";

import { peerDependencies } from "../../package.json";
import { usePulumiCli } from "../../tools/project/pulumiOnPath";
import { Room } from "../support/room";
import { COMBINATIONS, type Combination } from "./combinations";
import { FreshProject } from "./support/freshProject";
import { upRemoveDestroy } from "./support/lifecycle";
import { oldestAndNewest } from "./support/releases";
import { Tarball } from "../../tools/package/tarball";
import { Toolchain } from "./support/toolchain";

// Takes minutes, so only `npm run test:package` runs it.
describe("The package as npm would publish it, installed in a new project,", function () {
  this.timeout(600_000);

  let releases: Record<Combination["pulumi"], string>;
  let tarball: Tarball;
  let toolchain: Toolchain;
  before(async () => {
    await usePulumiCli();
    releases = await oldestAndNewest("@pulumi/pulumi", peerDependencies["@pulumi/pulumi"]);
    tarball = await Tarball.pack();
    toolchain = await Toolchain.open();
  });
  after(async () => {
    await toolchain.close();
    await tarball.remove();
  });

  let room: Room;
  beforeEach(async () => {
    room = await Room.open();
  });
  afterEach(async () => {
    await room.close();
  });

  for (const combination of COMBINATIONS) {
    it(`manages the members of a room with ${titleOf(combination)}`, async () => {
      const pulumi = releases[combination.pulumi];
      const path = await toolchain.path(combination);
      const project = await FreshProject.open({ combination, tarball, path, pulumi, chime: room.chime });
      try {
        await project.install();
        await project.installFromLockfile();
        await project.checkTypes();
        const { node } = await upRemoveDestroy(project, room);
        assert.equal(Number.parseInt(node.slice(1), 10), combination.node);
        assert.equal(await project.versionOf("@pulumi/pulumi"), pulumi);
      } finally {
        await project.close();
      }
    });
  }
});

function titleOf({ language, node, manager, layout, pulumi }: Combination): string {
  return `${language}, Node.js ${node}, ${manager}, ${layout}, ${pulumi} @pulumi/pulumi`;
}
