import assert from "node:assert/strict";

import type { ServiceError } from "@grpc/grpc-js";

import type { FaultRule } from "../../emulator";
import { Host } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

/** What a hook has answered, in all that its engine sees of it. */
interface Answer {
  reply?: unknown;
  failed?: { message: string; details: string; code: number; kept: unknown };
  printed: string;
}

interface Outcome extends Answer {
  /** Who is in the room or channel afterwards. */
  members: object;
}

/** One hook with one kind of outcome. */
interface Row {
  title: string;
  /** What the parent is before the hook runs: nobody is in it, unless this adds somebody. */
  before?: (scene: Scene, ana: string, ben: string) => void;
  run: (host: Host, scene: Scene, ana: string, ben: string) => Promise<unknown>;
  /** What is in the JSON of the reply. */
  replies?: (scene: Scene, ana: string) => string;
  /** What is in the message of the error. */
  fails?: RegExp;
  /** What is in the JSON of what the engine keeps after an error. */
  keeps?: (scene: Scene, ana: string) => string;
  /** What is printed for the person at the screen. */
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
    title: "check fills in what is left out",
    run: (host, scene, ana) => {
      const named = Object.entries(scene.inputs(ana)).filter(([name]) => name !== scene.names.role);
      return host.check(Object.fromEntries(named));
    },
    replies: ({ roles }) => `"${roles[0]}"`,
  },
  {
    title: "check refuses a property that does not exist",
    run: (host, scene, ana) => host.check({ ...scene.inputs(ana), other: 1 }),
    replies: () => "there is no property other",
  },
  {
    title: "diff finds no difference",
    run: (host, scene, ana) => host.diff(scene.id(ana), scene.inputs(ana), scene.inputs(ana)),
    replies: () => '"changes":false',
  },
  {
    title: "diff replaces a membership that gets another member",
    run: (host, scene, ana, ben) => host.diff(scene.id(ana), scene.inputs(ana), scene.inputs(ben)),
    replies: ({ names }) => `"replaces":["${names.member}"]`,
  },
  {
    title: "create adds the member",
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    replies: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "create is refused by the service",
    before: refuse,
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: REFUSED,
  },
  {
    title: "create finds somebody with another role",
    before: (scene, ana) => {
      scene.add(ana, scene.roles[1]);
    },
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: /adoptExisting/,
  },
  {
    title: "create keeps a member whose creation could not be confirmed",
    before: (scene) => {
      inject(scene, { operation: scene.operations.create, kind: "cut", when: "afterWrite" });
    },
    run: (host, scene, ana) => host.create(scene.inputs(ana)),
    fails: /^2 UNKNOWN: Could not add member/,
    keeps: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "read finds the member",
    before: addAna,
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    replies: (scene, ana) => `"id":"${scene.id(ana)}"`,
  },
  {
    title: "read finds that the member is gone",
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    replies: () => '"id":""',
  },
  {
    title: "read is refused by the service",
    before: refuse,
    run: (host, scene, ana) => host.read(scene.id(ana), scene.inputs(ana)),
    fails: REFUSED,
  },
  {
    title: "update adopts the member with the role of the program",
    before: addAna,
    run: (host, scene, ana) =>
      host.update(scene.id(ana), scene.inputs(ana), {
        ...scene.inputs(ana, scene.roles[0]),
        adoptExisting: true,
      }),
    replies: ({ roles }) => `"${roles[0]}"`,
  },
  {
    title: "update is refused by the service",
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
    title: "delete finds that the member is gone",
    run: (host, scene, ana) => host.delete(scene.id(ana), scene.inputs(ana)),
  },
  {
    title: "delete is refused by the service",
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
    title: "check of a roster refuses a member without an id",
    run: (host, scene) => roster(host, scene).check(scene.roster([{}] as never)),
    replies: () => "is required",
  },
  {
    title: "create of a roster adds its members",
    run: (host, scene, ana, ben) => roster(host, scene).create(listed(scene, ana, ben)),
    replies: ({ parentId }) => `"id":"${parentId}"`,
  },
  {
    title: "create of a roster keeps what was done where a member fails",
    before: (scene, ana) => {
      const operation = scene.operations.batch;
      const member = scene.names.member === "memberArn" ? { memberArn: ana } : { memberId: ana };
      inject(scene, { operation, kind: "memberError", errorCode: "Forbidden", ...member });
    },
    run: (host, scene, ana, ben) => roster(host, scene).create(listed(scene, ana, ben)),
    fails: /Forbidden/,
    keeps: ({ parentId }) => `"id":"${parentId}"`,
  },
  {
    title: "read of a roster finds who is in it",
    before: addAna,
    run: (host, scene, ana) => roster(host, scene).read(scene.parentId, listed(scene, ana)),
    replies: (_, ana) => `"${ana}"`,
  },
  {
    title: "update of a roster adds one and removes one",
    before: addAna,
    run: (host, scene, ana, ben) =>
      roster(host, scene).update(scene.parentId, listed(scene, ana), listed(scene, ben)),
    replies: ({ roles }) => `"${roles[0]}"`,
  },
  {
    title: "delete of a roster removes its members",
    before: addAna,
    run: (host, scene, ana) => roster(host, scene).delete(scene.parentId, listed(scene, ana)),
  },
];

// The other host tests have the plugin in their own process: what holds there must hold over gRPC too. A row for each hook
// and kind of outcome is enough for that; `npm run test:processes` has all of them over gRPC.
for (const [service, open] of Object.entries(SCENES)) {
  describe(`A plugin process over gRPC answers as one in the process of the tests, with members of ${service}:`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let hosts: Host[];
    before(async () => {
      scene = await open();
      const { chime, kinds } = scene;
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0" };
      const start = (process: boolean): Promise<Host> =>
        Host.start({ chime, kind: kinds.membership, config, process });
      hosts = await Promise.all([start(false), start(true)]);
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
          // After a write, the plugin lists the members of the room again.
          await host.withKind(scene.kinds.membership).create(scene.inputs(scene.newMember()));
          for (const member of Object.keys(scene.members())) scene.removeMember(member);
          row.before?.(scene, ana, ben);
          const answer = await answerOf(host, () => row.run(host, scene, ana, ben));
          answers.push({ ...answer, members: scene.members() });
        }
        const [here, apart] = answers as [Outcome, Outcome];
        assert.deepEqual(apart, here);
        assertAnswer(row, apart, scene, ana);
      });
    }
  });
}

function assertAnswer(
  { replies, fails, keeps, prints }: Row,
  { reply, failed, printed }: Answer,
  scene: Scene,
  ana: string,
): void {
  assert.equal(failed === undefined, fails === undefined, failed?.message);
  if (replies) assertHas(JSON.stringify(reply), replies(scene, ana));
  if (fails) assert.match(failed!.message, fails);
  if (fails) assert.equal(failed!.code, 2);
  if (keeps) assertHas(String(failed?.kept), keeps(scene, ana));
  if (prints) assert.match(printed, prints);
}

function assertHas(text: string, part: string): void {
  assert.ok(text.includes(part), `${part} is missing in: ${text}`);
}

async function answerOf(host: Host, hook: () => Promise<unknown>): Promise<Answer> {
  const before = host.errorOutput.length;
  // What differs from one call to the next.
  const alike = (text: string): string =>
    text.replaceAll(/request id \S+\)|\d+\.\d s|createStarted[^}]+/g, "");
  try {
    const reply = await hook();
    return { reply, printed: alike(host.errorOutput.slice(before)) };
  } catch (error) {
    const { message, details, code } = error as ServiceError;
    const kept = alike(JSON.stringify(host.partialFailure(error) ?? null));
    const failed = { message: alike(message), details: alike(details), code, kept };
    return { failed, printed: alike(host.errorOutput.slice(before)) };
  }
}
