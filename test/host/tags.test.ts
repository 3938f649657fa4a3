import assert from "node:assert/strict";

import type { OperationName } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { ENTITIES, type EntityScene } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";

const TAGS = { team: "support", cost: "low" };
const TAG_OPERATIONS: OperationName[] = ["ListTagsForResource", "TagResource", "UntagResource"];

for (const [kind, open] of Object.entries(ENTITIES)) {
  describe(`Tags (${kind}):`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    const start = async (env: Record<string, string> = {}): Promise<void> => {
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "1" };
      host = await Host.start({ chime: scene.chime, kind: scene.kind, config, env });
    };
    beforeEach(async () => {
      scene = await open();
      await start();
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    const called = (): string[] => scene.chime.journal.calls().map(({ operation }) => operation);
    const tagged = (tags: Properties = TAGS): Properties => ({ ...scene.state, tags });
    const setTags = (tags: Record<string, string>): void => {
      for (const [key, value] of Object.entries(tags))
        scene.chime.state.addTag({ arn: scene.id, key, value });
    };

    it("create sends them with the other properties", async () => {
      const { id, outputs } = await host.create({ ...scene.inputs, tags: TAGS });
      assert.deepEqual(scene.chime.state.tags(id), TAGS);
      assert.deepEqual(outputs["tags"], TAGS);
      assert.deepEqual(called(), [
        scene.operations.create,
        ...(kind === "AppInstanceUser" ? [scene.operations.read] : []),
      ]);
    });

    it("update changes only the tags that differ, and nothing else", async () => {
      setTags(TAGS);
      const news = tagged({ team: "sales", stage: "test" });
      const { changes, replaces } = await host.diff(scene.id, tagged(), news);
      assert.deepEqual([changes, replaces], [true, []]);
      assert.deepEqual(await host.update(scene.id, tagged(), news), news);
      assert.deepEqual(scene.chime.state.tags(scene.id), { team: "sales", stage: "test" });
      assert.deepEqual(called(), ["UntagResource", "TagResource"]);
    });

    it("update removes them all if the program has none any more", async () => {
      setTags(TAGS);
      assert.deepEqual(await host.update(scene.id, tagged(), scene.state), scene.state);
      assert.deepEqual(scene.chime.state.tags(scene.id), {});
      assert.deepEqual(called(), ["UntagResource"]);
    });

    it("update removes them again after an ambiguous outcome", async () => {
      setTags(TAGS);
      scene.chime.faults.inject({ operation: "UntagResource", kind: "cut", when: "beforeWrite", times: 2 });
      const saved = host.partialFailure(await rejectionOf(host.update(scene.id, tagged(), scene.state)));
      assert.ok(saved);
      assert.ok((await host.diff(scene.id, saved.properties, scene.state)).changes);
      await host.update(scene.id, saved.properties, scene.state);
      assert.deepEqual(scene.chime.state.tags(scene.id), {});
    });

    it("read shows what was changed outside Pulumi, except for the tags of AWS", async () => {
      setTags({ ...TAGS, team: "sales", "aws:createdBy": "somebody" });
      const { outputs, inputs } = await host.read(scene.id, tagged());
      assert.deepEqual(outputs["tags"], { team: "sales", cost: "low" });
      assert.deepEqual(inputs["tags"], { team: "sales", cost: "low" });
    });

    it("read shows that all were removed", async () => {
      assert.deepEqual((await host.read(scene.id, tagged())).outputs, scene.state);
    });

    it("no hook makes a call about tags if neither the program nor the state has any", async () => {
      setTags(TAGS);
      const { id, outputs } = await host.create(scene.inputs);
      await host.update(id, outputs, { ...outputs, name: "Newer" });
      await host.read(scene.id, scene.state);
      await host.delete(scene.id, scene.state);
      assert.deepEqual(
        called().filter((name) => TAG_OPERATIONS.some((one) => one === name)),
        [],
      );
    });

    it("diff ignores their order", async () => {
      const news = tagged({ cost: "low", team: "support" });
      assert.equal((await host.diff(scene.id, tagged(), news)).changes, false);
    });

    it("check refuses what the API would refuse, names no value, and leaves out an empty map", async () => {
      const refused: [unknown, RegExp][] = [
        ["text", /^tags must be a map of strings/],
        [{ "": "value" }, /^tags has a key that does not have 1 to 128 characters/],
        [{ "aws:team": "value" }, /^tags has the key "aws:team"/],
        [{ team: "" }, /^tags must have a string of 1 to 256 characters as the value of "team"\.$/],
        [{ team: 7 }, /as the value of "team"\.$/],
        [
          Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"])),
          /at most 50 entries/,
        ],
      ];
      for (const [tags, expected] of refused) {
        const { failures } = await host.check({ ...scene.inputs, tags });
        assert.match(failures.join("\n"), expected);
      }
      const unknown = await host.check({ ...scene.inputs, tags: { team: UNKNOWN_VALUE } });
      assert.deepEqual(unknown.failures, []);
      assert.deepEqual((await host.check({ ...scene.inputs, tags: {} })).inputs, scene.inputs);
    });

    it("an error of a call about tags says which permission is missing", async () => {
      for (const operation of TAG_OPERATIONS)
        scene.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException", times: "always" });
      setTags(TAGS);
      await assert.rejects(host.read(scene.id, tagged()), /IAM permission chime:ListTagsForResource/);
      await assert.rejects(host.update(scene.id, scene.state, tagged()), /IAM permission chime:TagResource/);
      await assert.rejects(
        host.update(scene.id, tagged(), scene.state),
        /IAM permission chime:UntagResource/,
      );
    });

    if (kind === "AppInstanceUser") return;

    it("create adopts a resource after a crash only if it has the same tags", async () => {
      const desired = { ...scene.inputs, tags: TAGS };
      const { id, outputs } = await host.create(desired);
      await host.stop();
      await start({ PULUMI_CHIME_RECOVER: id });
      const other = await host.create({ ...desired, tags: { team: "sales" } });
      assert.notEqual(other.id, id);
      assert.deepEqual(await host.create(desired), { id, outputs });
    });
  });
}
