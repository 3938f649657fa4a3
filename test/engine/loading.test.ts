import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Project } from "../support/project";
import { Room } from "../support/room";

/** Preloaded into every Node.js process of a deployment: notes which of them load the AWS SDK. */
const RECORDER = `"use strict";
const { appendFileSync } = require("node:fs");
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  const by = (process.argv[1] ?? "").includes("dynamic-provider") ? "plugin" : "program";
  if (/^@(aws-sdk|smithy)\\//.test(request)) appendFileSync(process.env.RECORD, by + " " + request + "\\n");
  return load.call(this, request, ...rest);
};
`;

describe("The AWS SDK", function () {
  this.timeout(120_000);

  let room: Room;
  let project: Project;
  let folder: string;
  let record: string;
  beforeEach(async () => {
    room = await Room.open();
    folder = await mkdtemp(join(tmpdir(), "chime-loading-"));
    record = join(folder, "record");
    await writeFile(join(folder, "recorder.cjs"), RECORDER);
    project = await Project.open({
      chime: room.chime,
      env: { NODE_OPTIONS: `--require=${join(folder, "recorder.cjs")}`, RECORD: record },
    });
    await project.declare({ member: room.user() });
    await writeFile(record, "");
  });
  afterEach(async () => {
    await project.close();
    await rm(folder, { recursive: true });
    await room.close();
  });

  it("is loaded by no process of a preview", async () => {
    await project.stack.preview();
    assert.equal(await readFile(record, "utf8"), "");
  });

  it("is loaded by the plugin of an update, and not by the program", async () => {
    await project.stack.up();
    const loaded = await readFile(record, "utf8");
    assert.match(loaded, /^plugin @aws-sdk\/client-chime$/m);
    assert.doesNotMatch(loaded, /^program/m);
  });
});
