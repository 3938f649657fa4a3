import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

import type { Emulator } from "../../emulator";
import { PACKAGE } from "../../schema";
import { ADA as ADA_ARN, CHANNEL } from "../../schema/channels/shared";
import { ACCOUNT, ADA, ROOM } from "../../schema/rooms/shared";
import { slugOf } from "../../tools/docs/markdown";
import { snippetsOf } from "../docs/snippets";
import { startWorld } from "../schema/samples";
import { PERSONAL_NAME } from "../support/leaks";
import { addPlugin } from "../support/projectPlugin";
import { failureOf, Project } from "../support/project";
import { Room } from "../support/room";
import { Channel } from "../support/scenes";
import { writes } from "./ownership/fixture";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

/** A secret in an exported state. */
interface Secret {
  plaintext: string;
}

// As an SDK that Pulumi generates: what the schema calls a secret is one.
const PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
class Native extends pulumi.CustomResource {}
for (const { type, name, args, secrets } of require("./resources.json")) {
  for (const key of secrets) args[key] = pulumi.secret(args[key]);
  new Native(type, name, args);
}
`;

describe("pulumi-chime import --native", function () {
  this.timeout(120_000);

  let project: Project;
  afterEach(() => project.close());

  async function open(chime: Emulator): Promise<void> {
    const files = { "index.js": PROGRAM, "resources.json": "[]" };
    project = await Project.open({ chime, files });
    await addPlugin(project);
  }

  /** Writes the import file, and runs the commands that are next, up to the preview. */
  async function importAll(...options: string[]): Promise<void> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [COMMAND, "import", "--native", "--json", "--force", ...options],
      { cwd: project.folder, env: project.environment },
    );
    const { next } = JSON.parse(stdout) as { next: string[] };
    for (const command of next.slice(0, -1)) await project.pulumi(...argumentsOf(command));
  }

  /** Declares in the program what the state has. Returns how many resources there are. */
  async function declareImported(): Promise<number> {
    const { resources = [] } = (await project.stack.exportStack()).deployment;
    const imported = resources.filter(({ type }) => type.startsWith("chime:index:"));
    const declared = imported.map(({ type, urn, inputs }) => {
      const entries = Object.entries(inputs);
      return {
        type,
        name: urn.split("::").at(-1),
        args: Object.fromEntries(
          entries.map(([name, value]): [string, unknown] => [
            name,
            isSecret(value) ? JSON.parse(value.plaintext) : value,
          ]),
        ),
        secrets: entries.filter(([, value]) => isSecret(value)).map(([name]) => name),
      };
    });
    await project.write("resources.json", JSON.stringify(declared));
    return imported.length;
  }

  async function assertUnchanged(chime: Emulator, count: number): Promise<void> {
    for (const deploy of ["up", "refresh"] as const) {
      const { summary } = await project.stack[deploy]();
      assert.deepEqual(summary.resourceChanges, { same: count + 1 }, deploy);
    }
    assert.deepEqual(writes(chime.journal.calls()), []);
  }

  for (const [roster, count] of [
    [[], 4],
    [["--roster"], 2],
  ] as const) {
    const options = ["--with-room", ...roster];
    it(`imports a room and all its members (${options.join(" ")}), and the next update changes nothing`, async () => {
      const room = await Room.open();
      try {
        await open(room.chime);
        room.chime.state.addMember({ ...room.user(), role: "Administrator" });
        room.chime.state.addMember(room.user());
        room.chime.state.addMember(room.bot());
        const members = room.members();
        await importAll("--account", room.accountId, "--room", room.roomId, ...options);
        assert.equal(await declareImported(), count);
        await assertUnchanged(room.chime, count);
        assert.deepEqual(room.members(), members);
      } finally {
        await room.close();
      }
    });
  }

  for (const [roster, count] of [
    [[], 9],
    [["--roster"], 8],
  ] as const) {
    it(`imports a channel with all that belongs to it (${["--channel", ...roster].join(" ")}), and the next update changes nothing`, async () => {
      const { chime, appInstanceArn, channelArn, chimeBearer } = await Channel.open();
      try {
        await open(chime);
        const user = (userId: string): string =>
          chime.state.addAppInstanceUser({ appInstanceArn, userId, name: PERSONAL_NAME });
        const memberArn = user("u-1");
        chime.state.addChannelMember({ channelArn, memberArn, type: "HIDDEN" });
        chime.state.addChannelMember({ channelArn, memberArn: chimeBearer });
        for (const moderatorArn of [memberArn, chimeBearer])
          chime.state.addChannelModerator({ channelArn, moderatorArn });
        chime.state.addChannelBan({ channelArn, memberArn: user("u-2") });
        const extras = ["--with-channel", "--with-users", "--with-app-instance"];
        await importAll("--channel", channelArn, "--bearer", chimeBearer, ...extras, ...roster);
        assert.equal(await declareImported(), count);
        // The bearer is an input of each resource now.
        await project.stack.removeConfig("chime:appInstanceUserArn");
        await assertUnchanged(chime, count);
        assert.ok(!(await project.stateText()).includes(PERSONAL_NAME));
      } finally {
        await chime.stop();
      }
    });
  }

  for (const { name } of PACKAGE.resources) {
    it(`imports a resource with the commands on the page of ${name}, and the next update changes nothing`, async () => {
      const chime = await startWorld();
      try {
        await open(chime);
        chime.state.addMember({ accountId: ACCOUNT, roomId: ROOM, memberId: ADA });
        chime.state.addChannelMember({ channelArn: CHANNEL, memberArn: ADA_ARN });
        const snippets = await snippetsOf(`docs/resources/${slugOf(name)}.md`);
        const { text } = snippets.find((snippet) => snippet.text.includes("pulumi import chime:"))!;
        for (const command of text.split("\n")) await project.pulumi(...argumentsOf(command));
        assert.equal(await declareImported(), 1);
        await assertUnchanged(chime, 1);
      } finally {
        await chime.stop();
      }
    });
  }

  it("says how to set the bearer if a channel is imported without one", async () => {
    const { chime, channelArn } = await Channel.open();
    try {
      await open(chime);
      const flags = ["--yes", "--generate-code=false"];
      const importing = project.pulumi("import", "chime:index:Channel", "launch", channelArn, ...flags);
      assert.match(
        await failureOf(importing),
        /There is no chimeBearer.*`pulumi config set chime:appInstanceUserArn ARN`/,
      );
      assert.equal(chime.journal.count({}), 0);
    } finally {
      await chime.stop();
    }
  });
});

/** The arguments of a command of the CLI, as a test runs it: without a question, and without a program, which the test's CLI cannot write. */
function argumentsOf(command: string): string[] {
  const [, ...args] = command.split(" ");
  const flags = ["--yes", "--generate-code=false"].filter((flag) => !args.includes(flag));
  return args[0] === "import" ? [...args, ...flags] : args;
}

function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && "plaintext" in value;
}
