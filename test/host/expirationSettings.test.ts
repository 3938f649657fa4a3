import assert from "node:assert/strict";

import type { OperationName } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { ENTITIES, type EntityScene } from "../support/entities";
import { Host, type Properties } from "../support/host";

const IN_A_YEAR = { expirationCriterion: "CREATED_TIMESTAMP", expirationDays: 365 };
const IN_A_MONTH = { expirationCriterion: "CREATED_TIMESTAMP", expirationDays: 30 };

const KINDS: Record<string, { put: OperationName; criteria: string[] }> = {
  AppInstanceUser: { put: "PutAppInstanceUserExpirationSettings", criteria: ["CREATED_TIMESTAMP"] },
  Channel: {
    put: "PutChannelExpirationSettings",
    criteria: ["CREATED_TIMESTAMP", "LAST_MESSAGE_TIMESTAMP"],
  },
};

for (const [kind, { put, criteria }] of Object.entries(KINDS)) {
  describe(`Expiration settings (${kind}):`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    beforeEach(async () => {
      scene = await ENTITIES[kind]!();
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "1" };
      host = await Host.start({ chime: scene.chime, kind: scene.kind, config });
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    const expiring = (expirationSettings: Properties): Properties => ({ ...scene.state, expirationSettings });
    const called = (): string[] => scene.chime.journal.calls().map(({ operation }) => operation);

    it("create sends them, and read returns them", async () => {
      const { id, outputs } = await host.create({ ...scene.inputs, expirationSettings: IN_A_YEAR });
      assert.deepEqual(outputs["expirationSettings"], IN_A_YEAR);
      assert.equal(scene.chime.journal.count(put), 0);
      assert.deepEqual((await host.read(id, outputs)).outputs, outputs);
    });

    it("update changes and removes them in place, with one call each", async () => {
      for (const [olds, news] of [
        [scene.state, expiring(IN_A_YEAR)],
        [expiring(IN_A_YEAR), expiring(IN_A_MONTH)],
        [expiring(IN_A_MONTH), scene.state],
      ] as const) {
        const { changes, replaces } = await host.diff(scene.id, olds, news);
        assert.deepEqual([changes, replaces], [true, []]);
        assert.deepEqual(await host.update(scene.id, olds, news), news);
        assert.deepEqual((await host.read(scene.id, olds)).outputs, news);
      }
      assert.deepEqual(called(), [
        put,
        scene.operations.read,
        put,
        scene.operations.read,
        put,
        scene.operations.read,
      ]);
    });

    it("update of another property does not call the operation", async () => {
      await host.update(scene.id, expiring(IN_A_YEAR), { ...expiring(IN_A_YEAR), name: "Newer" });
      assert.deepEqual(called(), [scene.operations.update]);
    });

    it("read shows what was changed outside Pulumi", async () => {
      await host.update(scene.id, scene.state, expiring(IN_A_MONTH));
      const { outputs, inputs } = await host.read(scene.id, scene.state);
      assert.deepEqual([outputs, inputs["expirationSettings"]], [expiring(IN_A_MONTH), IN_A_MONTH]);
    });

    it("check accepts the criteria that the API has, and refuses everything else", async () => {
      const check = async (expirationSettings: unknown): Promise<string> =>
        (await host.check({ ...scene.inputs, expirationSettings })).failures.join();
      for (const expirationCriterion of [...criteria, UNKNOWN_VALUE])
        assert.equal(await check({ expirationCriterion, expirationDays: 5475 }), "");
      assert.equal(await check({ ...IN_A_YEAR, expirationDays: UNKNOWN_VALUE }), "");
      for (const expirationCriterion of ["NEVER", ...(criteria.length > 1 ? [] : ["LAST_MESSAGE_TIMESTAMP"])])
        assert.match(
          await check({ ...IN_A_YEAR, expirationCriterion }),
          /^expirationSettings has an expirationCriterion that must be "CREATED_TIMESTAMP"/,
        );
      for (const expirationDays of [0, 5476, 1.5, "30", null])
        assert.match(
          await check({ ...IN_A_YEAR, expirationDays }),
          /a whole number of 1 to 5475 as expirationDays/,
        );
      assert.match(await check(30), /^expirationSettings must have the properties/);
      assert.match(await check({ ...IN_A_YEAR, days: 3 }), /must have only the properties .*, not days/);
    });

    it("an error says which permission is missing", async () => {
      scene.chime.faults.inject({ operation: put, kind: "error", error: "ForbiddenException" });
      const update = host.update(scene.id, scene.state, expiring(IN_A_YEAR));
      await assert.rejects(update, new RegExp(`IAM permission chime:${put}`));
    });
  });
}
