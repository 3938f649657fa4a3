import assert from "node:assert/strict";

import type { ServiceError } from "@grpc/grpc-js";

import type { FaultRule } from "../../emulator";
import { Host } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

/** The answer of a hook, as the engine sees it. */
interface Answer {
  reply?: unknown;
  failed?: { message: string; details: string; code: number; saved: unknown };
  printed: string;
}

interface Outcome extends Answer {
  /** The members of the room or channel after the hook. */
  members: object;
}

/** A hook and one kind of outcome. */
interface Row {
  title: string;
  /** Runs before the hook. The room or channel is empty then. */
  before?: (scene: Scene, ana: string, ben: string) => void;
  run: (host: Host, scene: Scene, ana: string, ben: string) => Promise<unknown>;
  /** Text in the JSON of the reply. */
  replies?: (scene: Scene, ana: string) => string;
  /** Text in the error message. */
  fails?: RegExp;
  /** Text in the JSON of what the engine saves to the state after an error. */
  saves?: (scene: Scene, ana: string) => string;
  /** Text that is printed for the user. */
  prints?: RegExp;
}

const inject = (scene: Scene, rule: object): void => {
  scene.chime.faults.inject({ times: "always", ...rule } as FaultRule);
};
const refuse = (scene: Scene): void => {
  inject(scene, { operation: "*", kind: "error", error: "ForbiddenException" });
};
const addAna = (scene: Scene, ana: string): void => {
  scene.add(ana);
};
const REFUSED = /^2 UNKNOWN: Could not .*ForbiddenException \(HTTP 403/s;

const MEMBERSHIP: Row[] = [
  {
    title: "check adds the defaults",
    run: (host, scene, ana) => {
      const named = Object.entries(scene.inputs(ana)).filter(([, value]) => value !== scene.roles[0]);
      return host.check(Object.fromEntries(named));
    },
    replies: ({ roles }, ana) => roles[0] || ana,
  },
  {
    title: "check rejects an unknown property",
    run: (host, scene, ana) => host.check({ ...scene.inputs(ana), other: 1 }),
    replies: () => "There is no property other",
  },
  {
    title: "diff finds no difference",
    run: async (host, scene, ana) => {
      const { id, outputs } = await host.create(scene.inputs(ana));
      return host.diff(id, outputs, scene.inputs(ana));
    },
    replies: () => '"changes":false',
  },
  {
    title: "diff replaces a membership whose member changes",
    run: (host, scene, ana, ben) => host.diff(scene.id(ana), scene.inputs(ana), scene.inputs(ben)),
    replies: ({ memberProperty }) => `"replaces":["${memberProperty}"]`,
  },
  {
    title: "create adds the member",
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    replies: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "create fails if the service refuses it",
    before: refuse,
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: REFUSED,
  },
  {
    title: "create fails if the member exists with another role",
    before: (scene, ana) => {
      scene.add(ana, scene.roles[1]);
    },
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: /adoptExisting/,
  },
  {
    title: "create saves a member whose creation could not be confirmed",
    before: (scene) => {
      inject(scene, { operation: scene.operations.create, kind: "cut", when: "afterWrite" });
    },
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: /^2 UNKNOWN: Could not (add|make) /,
    saves: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "read returns the member",
    before: addAna,
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    replies: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "read reports that the member is gone",
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    replies: () => '"id":""',
  },
  {
    title: "read fails if the service refuses it",
    before: refuse,
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    fails: REFUSED,
  },
  {
    title: "update returns the declared role",
    before: addAna,
    run: (host, scene, ana) =>
      host.update(scene.id(ana), scene.inputs(ana), {
        ...scene.inputs(ana, scene.roles[0]),
        adoptExisting: true,
      }),
    replies: ({ roles }, ana) => roles[0] || ana,
  },
  {
    title: "update fails if the service refuses it",
    before: (scene, ana) => {
      scene.add(ana, scene.roles[1]);
      refuse(scene);
    },
    run: (host, scene, ana) =>
      host.update(scene.id(ana), scene.inputs(ana, scene.roles[1]), scene.inputs(ana)),
    fails: REFUSED,
  },
  {
    title: "delete removes the member",
    before: addAna,
    run: (host, scene, ana) => host.delete(scene.id(ana), scene.inputs(ana)),
  },
  {
    title: "delete succeeds if the member is already gone",
    run: (host, scene, ana) => host.delete(scene.id(ana), scene.inputs(ana)),
  },
  {
    title: "delete fails if the service refuses it",
    before: (scene, ana) => {
      scene.add(ana);
      refuse(scene);
    },
    run: (host, scene, ana) => host.delete(scene.id(ana), scene.inputs(ana)),
    fails: REFUSED,
    prints: /its resource's own message says why/,
  },
];

const roster = (host: Host, { kinds }: Scene): Host => host.withKind(kinds.roster);
const listed = (scene: Scene, ...members: string[]): Record<string, unknown> =>
  scene.roster(Object.fromEntries(members.map((member) => [member, scene.roles[0]])));

const ROSTER: Row[] = [
  {
    title: "check of a roster rejects a member with an invalid id",
    run: async (host, scene) => (await roster(host, scene).check(scene.roster([scene.item("")]))).failures,
    replies: () => "members[0]",
  },
  {
    title: "create of a roster adds its members",
    run: (host, scene, ana, ben) => roster(host, scene).create(listed(scene, ana, ben)),
    replies: ({ parentId }) => `"id":"${parentId}"`,
  },
  {
    title: "create of a roster saves the members that it added before another one failed",
    before: (scene, ana) => {
      scene.failToAdd(ana, "refused");
    },
    run: (host, scene, ana, ben) => roster(host, scene).create(listed(scene, ana, ben)),
    fails: /Forbidden/,
    saves: ({ parentId }) => `"id":"${parentId}"`,
  },
  {
    title: "read of a roster returns its members",
    before: addAna,
    run: (host, scene, ana) => roster(host, scene).read(scene.parentId, listed(scene, ana)),
    replies: (_, ana) => `"${ana}"`,
  },
  {
    title: "update of a roster adds one member and removes another",
    before: addAna,
    run: (host, scene, ana, ben) =>
      roster(host, scene).update(scene.parentId, listed(scene, ana), listed(scene, ben)),
    replies: ({ roles }) => JSON.stringify(roles[0]),
  },
  {
    title: "delete of a roster removes its members",
    before: addAna,
    run: (host, scene, ana) => roster(host, scene).delete(scene.parentId, listed(scene, ana)),
  },
];

// The other host tests run the dynamic form in the process of the tests, so all kinds of plugins must behave the same. One row for
// each hook and kind of outcome is enough here. `npm run test:processes` runs all host tests over gRPC, and `npm run test:native`
// runs them with the native plugin.
for (const [service, open] of Object.entries(SCENES)) {
  describe(`A separate plugin process and the native plugin behave like the in-process plugin (${service}):`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let hosts: Host[];
    before(async () => {
      scene = await open();
      const { chime, kinds } = scene;
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0" };
      const start = (process: boolean, native: boolean): Promise<Host> =>
        Host.start({ chime, kind: kinds.membership, config, process, native });
      hosts = await Promise.all([start(false, false), start(true, false), start(true, true)]);
    });
    after(async () => {
      await Promise.all(hosts.map((host) => host.stop()));
      await scene.close();
    });

    for (const row of [...MEMBERSHIP, ...ROSTER]) {
      it(row.title, async () => {
        const [ana, ben] = [scene.newMember(), scene.newMember()];
        const answers: Outcome[] = [];
        for (const host of hosts) {
          scene.chime.faults.clear();
          // A write invalidates the snapshots of the previous row.
          await host.withKind(scene.kinds.membership).create(scene.inputs(scene.newMember()));
          for (const member of Object.keys(scene.members())) scene.removeMember(member);
          row.before?.(scene, ana, ben);
          const answer = await answerOf(host, () => row.run(host, scene, ana, ben));
          answers.push({ ...answer, members: scene.members() });
        }
        const [inProcess, separate, native] = answers as [Outcome, Outcome, Outcome];
        assert.deepEqual(separate, inProcess);
        // Pulumi's host of dynamic providers prints errors too.
        assert.deepEqual({ ...native, printed: separate.printed }, separate);
        assert.equal(native.printed, "");
        assertAnswer(row, separate, scene, ana);
      });
    }
  });
}

function assertAnswer(
  { replies, fails, saves, prints }: Row,
  { reply, failed, printed }: Answer,
  scene: Scene,
  ana: string,
): void {
  assert.equal(failed === undefined, fails === undefined, failed?.message);
  if (replies) assertIncludes(JSON.stringify(reply), replies(scene, ana));
  if (fails) assert.match(failed!.message, fails);
  if (fails) assert.equal(failed!.code, 2);
  if (saves) assertIncludes(String(failed?.saved), saves(scene, ana));
  if (prints) assert.match(printed, prints);
}

function assertIncludes(text: string, part: string): void {
  assert.ok(text.includes(part), `${part} is missing in: ${text}`);
}

async function answerOf(host: Host, hook: () => Promise<unknown>): Promise<Answer> {
  const before = host.errorOutput.length;
  // Removes what differs between two calls.
  const normalize = (text: string): string =>
    text.replaceAll(/request id \S+\)|\d+\.\d s|createStarted[^}]+/g, "");
  try {
    const reply = await hook();
    return { reply, printed: normalize(host.errorOutput.slice(before)) };
  } catch (error) {
    const { message, details, code } = error as ServiceError;
    const saved = normalize(JSON.stringify(host.partialFailure(error) ?? null));
    const failed = { message: normalize(message), details: normalize(details), code, saved };
    return { failed, printed: normalize(host.errorOutput.slice(before)) };
  }
}
