import assert from "node:assert/strict";

import { PERSONAL_NAME } from "../support/leaks";
import { Project } from "../support/project";
import { Room } from "../support/room";

// `Project` searches the output of every engine test. These are the tests of that search.
describe("The search for personal data and secrets", function () {
  this.timeout(120_000);

  let room: Room;
  beforeEach(async () => {
    room = await Room.open();
  });
  afterEach(() => room.close());

  it("fails a test that leaks them in the output of the CLI, in a file or in the journal", async () => {
    const { secretAccessKey } = room.chime.credentials;
    const project = await Project.open({
      chime: room.chime,
      files: { "index.js": programThatPrints("nothing") },
    });
    const ups = ["ana@example.com", PERSONAL_NAME, secretAccessKey].map((secret) => async () => {
      await project.write("index.js", programThatPrints(secret));
      const up = project.stack.up();
      await assert.rejects(up, new RegExp(`what \`pulumi up\` printed has .*: .*${secret}`, "s"));
    });
    for (const up of ups) await up();
    room.chime.journal.open({ operation: "GetUser", requestId: "id", memberId: `of ${PERSONAL_NAME}` });
    room.chime.journal
      .open({ operation: "GetUser", requestId: "id" })
      .update({ ended: true, error: PERSONAL_NAME });
    const closed = project.close();
    await assert.rejects(closed, /the journal has a person's name/);
    for (const file of [/tmp\/events-1 has an email address/, /state\/.*test\.json has a secret key/]) {
      await assert.rejects(closed, file);
    }
  });

  it("finds none in the states, event logs and backups of a membership", async () => {
    const ana = room.user();
    const project = await Project.open({ chime: room.chime });
    await project.declare({ ana });
    await project.stack.up();
    await project.stack.refresh();
    assert.ok((await project.stateText()).includes(ana.memberId));
    await project.close();
  });
});

/** A program that prints a text and exports it. */
function programThatPrints(text: string): string {
  return `"use strict"; console.log(${JSON.stringify(text)}); module.exports = { text: ${JSON.stringify(text)} };`;
}
