import { peerDependencies } from "../../package.json";
import { usePulumiCli } from "../../tools/project/pulumiOnPath";
import { Room } from "../support/room";
import type { Combination } from "./combinations";
import { FreshProject } from "./support/freshProject";
import { upRemoveDestroy } from "./support/lifecycle";
import { Tarball } from "../../tools/package/tarball";

/** The most common combination. `npm run test:package` tests the others. */
const COMBINATION: Combination = {
  manager: "npm",
  language: "javascript",
  layout: "one folder",
  node: 20,
  pulumi: "newest",
};

describe("The package as npm would publish it, installed with npm in a new project,", function () {
  this.timeout(300_000);

  let room: Room;
  let tarball: Tarball;
  let project: FreshProject;
  beforeEach(async () => {
    await usePulumiCli();
    room = await Room.open();
    tarball = await Tarball.pack();
    project = await FreshProject.open({
      combination: COMBINATION,
      tarball,
      path: process.env["PATH"]!,
      pulumi: peerDependencies["@pulumi/pulumi"],
      chime: room.chime,
    });
  });
  afterEach(async () => {
    await project.close();
    await tarball.remove();
    await room.close();
  });

  it("manages the members of a room", async () => {
    await project.install();
    await upRemoveDestroy(project, room);
  });
});
