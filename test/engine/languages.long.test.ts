import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import type { ScratchProject } from "../../tools/project/scratchProject";
import { exampleIn, expectedOf, heldBy, type AnyExample } from "../examples/example";
import { onEngine, pulumi } from "../examples/suite";
import { InstalledPlugin, pathWithoutPlugin } from "../support/installedPlugin";
import { LANGUAGES, missingFor } from "../support/otherLanguages";
import { failureOf, Project } from "../support/project";
import { Room } from "../support/room";

const DECLARE = 'new CustomResource("chime:index:RoomMembership", "ana", ids);';

const AT_ONCE = ["--yes", "--skip-preview"];

describe("The native plugin, installed from its archive,", function () {
  // The first builds of the language hosts and of a program in Go take minutes.
  this.timeout(1_200_000);

  let plugin: InstalledPlugin;
  before(async () => {
    plugin = await InstalledPlugin.install();
  });
  after(() => plugin.remove());

  describe("serves a program in JavaScript, which", () => {
    let room: Room;
    beforeEach(async () => {
      room = await Room.open();
    });
    afterEach(() => room.close());

    const open = async (env: Record<string, string>, statement = DECLARE): Promise<Project> => {
      const program = `"use strict";
const { CustomResource, runtime } = require("@pulumi/pulumi");
const ids = ${JSON.stringify(room.user())};
${statement}
`;
      return Project.open({ chime: room.chime, files: { "index.js": program }, env });
    };

    it("finds it without an entry in PATH or Pulumi.yaml", async () => {
      const project = await open(plugin.env);
      await project.stack.up();
      assert.equal(room.members().length, 1);
      await project.stack.destroy();
      assert.equal(room.members().length, 0);
      await project.close();
    });

    it("names, in an error, a page in its own folder", async () => {
      room.chime.faults.inject({
        operation: "*",
        kind: "error",
        error: "ForbiddenException",
        times: "always",
      });
      const project = await open(plugin.env);
      const failure = await failureOf(project.stack.up());
      const [, page = ""] = /See (\S+)#forbidden\./.exec(failure) ?? [];
      assert.ok(page.startsWith(plugin.env.PULUMI_HOME), failure);
      assert.match(await readFile(page, "utf8"), /^#+ Forbidden$/m);
      await project.close();
    });

    it("begins an error of a look-up with the name of the function", async () => {
      const project = await open(
        plugin.env,
        `runtime.invoke("chime:index:getUser", { ...ids, email: "nobody" });`,
      );
      assert.match(await failureOf(project.stack.up()), /getUser: .*email/);
      assert.deepEqual(room.operations(), []);
      await project.close();
    });

    it("fails where it is not installed, and calls nothing", async () => {
      const project = await open({ PATH: pathWithoutPlugin() });
      assert.match(await failureOf(project.stack.up()), /no resource plugin 'pulumi-resource-chime' found/);
      assert.deepEqual(room.operations(), []);
      await project.close();
    });
  });

  for (const [name, language] of Object.entries(LANGUAGES)) {
    describe(`serves examples/${name}, which`, () => {
      const example = exampleIn(name);
      let folder: string | undefined;
      let env: Record<string, string>;
      before(async function () {
        const missing = await missingFor(language);
        if (missing !== undefined) {
          console.log(`      (skipped: ${missing} is not on PATH)`);
          this.skip();
        }
        folder = await mkdtemp(join(tmpdir(), `chime-${name}-`));
        const path = [...(await language.prepare(folder)), plugin.env.PATH];
        env = { ...plugin.env, PATH: path.join(delimiter) };
      });
      after(async () => {
        if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      });

      it("adds members, changes a role, removes a member and leaves nothing behind", () =>
        onEngine(
          example,
          async ({ chime, seed, project }) => {
            const { afterUp, change, afterChange, afterDestroy } = expectedOf(example);
            await language.addSdk(project, folder!);
            await pulumi(project, ["stack", "init", "emulator"]);
            await pulumi(project, ["preview"]);
            assert.deepEqual(chime.journal.calls({ written: true }), []);
            await pulumi(project, ["up", ...AT_ONCE]);
            assert.deepEqual(heldBy(chime.state, seed), afterUp);

            chime.journal.clear();
            await pulumi(project, ["up", "--expect-no-changes", ...AT_ONCE]);
            assert.deepEqual(chime.journal.calls({ written: true }), []);

            for (const [key, value] of Object.entries(change!))
              await pulumi(project, ["config", "set", key, value]);
            await pulumi(project, ["up", ...AT_ONCE]);
            assert.deepEqual(heldBy(chime.state, seed), afterChange);

            await removeBen(name, example, project);
            await pulumi(project, ["up", ...AT_ONCE]);
            const onlyAda = { "Example Team": { Launch: { Ada: "Administrator" } } };
            assert.deepEqual(heldBy(chime.state, seed), onlyAda);
            assert.equal(chime.journal.calls({ operation: "DeleteRoomMembership" }).length, 1);

            await pulumi(project, ["destroy", ...AT_ONCE]);
            assert.deepEqual(heldBy(chime.state, seed), afterDestroy);
          },
          env,
        ));

      if (name !== "yaml") return;

      it("is refused with its line if it has a role or a property that does not exist", () =>
        onEngine(
          example,
          async ({ chime, project }) => {
            await pulumi(project, ["stack", "init", "emulator"]);
            for (const [right, wrong, message] of MISTAKES) {
              await project.write(
                "Pulumi.yaml",
                example.files["Pulumi.yaml"]!.replace(right, () => wrong),
              );
              await assert.rejects(pulumi(project, ["up", ...AT_ONCE]), message);
            }
            assert.deepEqual(chime.journal.calls({ written: true }), []);
          },
          env,
        ));
    });
  }
});

const MISTAKES = [
  [
    "role: Administrator",
    "rol: Administrator",
    /Property rol does not exist on .*\n.* Pulumi\.yaml line 17:/,
  ],
  ["role: ${benRole}", "role: Owner", /Pulumi\.yaml line 24:[^]*Allowed values are Member/],
] as const;

/** The program of an example, and its part that declares ben. */
const BEN: Readonly<Record<string, { file: string; part: RegExp }>> = {
  go: { file: "main.go", part: /\t\t_, err = chime\.NewRoomMembership[^]*?\n\t\t\}\n/ },
  python: { file: "__main__.py", part: /chime\.RoomMembership\(\n {4}"ben",[^]*?\n\)\n/ },
  yaml: { file: "Pulumi.yaml", part: / {2}ben:\n(?: {4}.*\n)+/ },
};

async function removeBen(name: string, { files }: AnyExample, project: ScratchProject): Promise<void> {
  const { file, part } = BEN[name]!;
  const text = files[file]!;
  assert.match(text, part);
  await project.write(file, text.replace(part, ""));
}
