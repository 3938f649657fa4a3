import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Project } from "../support/project";
import { Room } from "../support/room";

/** Preloaded into every Node.js process of a deployment. Records which of them load the AWS SDK. */
const SDK_RECORDER = `"use strict";
const { appendFileSync } = require("node:fs");
const { join } = require("node:path");
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  const by = (process.argv[1] ?? "").includes("dynamic-provider") ? "plugin" : "program";
  if (/^@(aws-sdk|smithy)\\//.test(request)) appendFileSync(join(__dirname, "loaded"), by + " " + request + "\\n");
  return load.call(this, request, ...rest);
};
`;

describe("The AWS SDK", function () {
  this.timeout(120_000);

  let room: Room;
  let project: Project;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime, preload: SDK_RECORDER });
    await project.declare({ member: room.user() });
    await project.write("loaded", "");
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  const loaded = (): Promise<string> => readFile(join(project.folder, "loaded"), "utf8");

  it("is not loaded in a preview", async () => {
    await project.stack.preview();
    assert.equal(await loaded(), "");
  });

  it("is loaded in an update by the plugin, but not by the program", async () => {
    await project.stack.up();
    assert.match(await loaded(), /^plugin @aws-sdk\/client-chime$/m);
    assert.doesNotMatch(await loaded(), /^program/m);
  });
});
