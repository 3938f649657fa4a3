import assert from "node:assert/strict";

import type { ServiceError } from "@grpc/grpc-js";

import { Host } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

/** What a hook has answered, in all that its engine sees of it. */
interface Answer {
  reply?: unknown;
  failed?: { message: string; details: string; code: number; kept: unknown };
  printed: string;
}

// The tests have the plugin in their own process: what holds there must hold over gRPC too.
for (const [service, open] of Object.entries(SCENES)) {
  describe(`A plugin in the process of the tests, and one in a process of its own, with memberships of ${service},`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let hosts: Host[];
    let ana: string;
    beforeEach(async () => {
      scene = await open();
      const { chime, kinds } = scene;
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0" };
      const start = (process: boolean): Promise<Host> =>
        Host.start({ chime, kind: kinds.membership, config, process });
      hosts = await Promise.all([start(false), start(true)]);
      ana = scene.newMember();
    });
    afterEach(async () => {
      await Promise.all(hosts.map((host) => host.stop()));
      await scene.close();
    });

    const answerOf = async (host: Host, hook: (host: Host) => Promise<unknown>): Promise<Answer> => {
      const alike = (text: string): string =>
        text.replaceAll(/request id \S+\)|\d+\.\d s|createStarted[^}]+/g, "");
      try {
        return { reply: await hook(host), printed: host.errorOutput };
      } catch (error) {
        const { message, details, code } = error as ServiceError;
        const kept = alike(JSON.stringify(host.partialFailure(error) ?? null));
        const failed = { message: alike(message), details: alike(details), code, kept };
        return { failed, printed: host.errorOutput };
      }
    };
    /** What both say, which is the same. The place is as before for each. */
    const bothSay = async (hook: (host: Host) => Promise<unknown>, before: () => void = () => undefined) => {
      const answers: Answer[] = [];
      for (const host of hosts) {
        if (ana in scene.members()) scene.takeOut(ana);
        scene.chime.faults.clear();
        before();
        answers.push(await answerOf(host, hook));
      }
      const [here, apart] = answers as [Answer, Answer];
      assert.deepEqual(here, apart);
      return apart;
    };

    it("fill in and refuse the same", async () => {
      const { reply } = await bothSay((host) => host.check({ ...scene.inputs(ana), other: 1 }));
      assert.match(JSON.stringify(reply), /there is no property other/);
      assert.ok((await bothSay((host) => host.check(scene.inputs(ana)))).reply);
    });

    it("create, find, change and remove the same", async () => {
      const [first, second] = scene.standings;
      const [id, inputs, others] = [scene.id(ana), scene.inputs(ana, first), scene.inputs(ana, second)];
      const add = (): void => {
        scene.add(ana, first);
      };
      assert.ok((await bothSay((host) => host.create(inputs))).reply);
      assert.ok((await bothSay((host) => host.read(id, inputs), add)).reply);
      assert.ok((await bothSay((host) => host.diff(id, inputs, others))).reply);
      await bothSay((host) => host.update(id, inputs, others), add);
    });

    it("say the same of what is refused, and print the same", async () => {
      const refuse = (): void => {
        scene.chime.faults.inject({
          operation: "*",
          kind: "error",
          error: "ForbiddenException",
          times: "always",
        });
      };
      const { failed } = await bothSay((host) => host.create(scene.inputs(ana)), refuse);
      assert.equal(failed?.code, 2);
      assert.match(failed.message, /^2 UNKNOWN: Could not add member/);
      const { printed } = await bothSay((host) => host.delete(scene.id(ana), scene.inputs(ana)), refuse);
      assert.match(printed, /its resource's own message says why/);
    });

    it("have the engine keep the same of what may have been made", async () => {
      const { failed } = await bothSay(
        (host) => host.create(scene.inputs(ana)),
        () => {
          const operation = scene.operations.create as never;
          scene.chime.faults.inject({ operation, kind: "cut", when: "afterWrite", times: "always" });
        },
      );
      assert.match(String(failed?.kept), new RegExp(`"id":"${scene.id(ana)}"`));
    });

    it("are asked for rosters in the same process", async () => {
      const { reply } = await bothSay((host) =>
        host.withKind(scene.kinds.roster).check(scene.roster([] as never)),
      );
      assert.ok(reply);
    });
  });
}
