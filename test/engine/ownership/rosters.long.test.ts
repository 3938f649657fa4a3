import assert from "node:assert/strict";

import { testMoves, type Move } from "./move";
import { knownLater, other, outputOf, type Declared, type Program } from "./program";
import { expectOutcome, OwnershipFixture } from "./fixture";
import type { Container, Service } from "./container";

const IGNORED: Move[] = [
  {
    title: "do not remove a member whom the renamed roster ignores",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("staff", ["ada"], { ignore: ["ben"] })],
    outcome: "success",
    retained: ["ada"],
    unmanagedAfterwards: ["ben"],
  },
  {
    title: "do not remove a member whom a roster of another provider ignores (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"], { ignore: ["ben"] }, { provider: "one" })],
    outcome: "success",
    retained: ["ada"],
    unmanagedAfterwards: ["ben"],
  },
  {
    title: "do not remove a member whom another roster ignores if they are exclusive",
    unmanaged: ["ben", "yan"],
    before: () => [],
    after: (room) => [
      room.roster("team", ["ada"], { exclusive: true, ignore: ["zoe"] }),
      room.roster("guests", ["zoe"], { ignore: ["ben"] }),
    ],
    outcome: "success",
    retained: ["ada", "zoe"],
    unmanagedAfterwards: ["ben"],
    removed: ["yan"],
  },
  {
    title: "remove dropped members after a rename, except ignored ones",
    before: (room) => [room.roster("team", ["ada", "ben", "cem"])],
    after: (room) => [room.roster("staff", ["ada"], { ignore: ["ben"] })],
    outcome: "success",
    retained: ["ada"],
    unmanagedAfterwards: ["ben"],
    removed: ["cem"],
  },
  {
    title: "do not remove a dropped member whom another roster ignores (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [
      channel.roster("team", ["ada"]),
      channel.roster("guests", ["zoe"], { ignore: ["ben"] }),
    ],
    outcome: "success",
    retained: ["ada", "zoe"],
    unmanagedAfterwards: ["ben"],
  },
];

/** A member whose id the preview does not know. */
const unknownInPreview = (container: Container, name: string): { unknown: object } => ({
  unknown: knownLater(container.idOf(name), "slow"),
});

const UNKNOWN_IN_PREVIEW: Move[] = [
  ...(["rooms", "channels"] as const).map((service): Move => ({
    title: `name the members to remove in the preview if they are exclusive and have an unknown member (${service})`,
    service,
    unmanaged: ["ben", "cem"],
    before: () => [],
    after: (container) => [
      other("slow"),
      container.roster("team", ["ada", unknownInPreview(container, "zoe")], { exclusive: true }),
    ],
    outcome: "success",
    retained: ["ada", "zoe"],
    removed: ["ben", "cem"],
  })),
  {
    title: "name the members to remove in the preview if they become exclusive and get an unknown member",
    unmanaged: ["ben", "zoe"],
    before: (room) => [room.roster("team", ["ada"])],
    after: (room) => [
      other("slow"),
      room.roster("team", ["ada", unknownInPreview(room, "zoe")], { exclusive: true }),
    ],
    outcome: "success",
    retained: ["ada", "zoe"],
    removed: ["ben"],
  },
  {
    title: "name dropped members in the preview if they get an unknown member",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [other("slow"), room.roster("team", ["ada", unknownInPreview(room, "zoe")])],
    outcome: "success",
    retained: ["ada", "zoe"],
    removed: ["ben"],
  },
];

/** A program with a transformation of a roster. */
interface Transformed {
  title: string;
  service: Service;
  program: (container: Container) => Program;
}

const TRANSFORMED: Transformed[] = [
  {
    title: "never remove the member of a membership if a transformation makes them exclusive",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"]), room.membership("ben")],
      transform: { team: { exclusive: true } },
    }),
  },
  {
    title:
      "never remove the member of a membership of another provider if a transformation makes them exclusive",
    service: "channels",
    program: (channel) => ({
      resources: [channel.membership("ben", {}, { provider: "one" }), channel.roster("team", ["ada"])],
      transform: { team: { exclusive: true } },
    }),
  },
  {
    title: "never remove the member of a membership if a transformation clears ignoreMembers",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"], { exclusive: true, ignore: ["ben"] }), room.membership("ben")],
      transform: { team: { ignoreMembers: [] } },
    }),
  },
  {
    title: "never remove the member of another roster if a transformation makes them exclusive",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"]), room.roster("staff", ["ben"])],
      transform: { staff: { exclusive: true } },
    }),
  },
];

/** A resource that the engine replaces, and whose new create fails. */
interface Recreated {
  title: string;
  service: Service;
  program: (container: Container) => Declared[];
  /** The operation that is denied during the replacement. */
  denied: Parameters<Container["operation"]>[0];
}

const RECREATED: Recreated[] = [
  ...(["rooms", "channels"] as const).map((service): Recreated => ({
    title: `keep their members in the state if their replacement is denied (${service})`,
    service,
    program: (container) => [
      container.roster("team", ["ada", "ben", "cem"], {}, { replaceOnChanges: ["*"] }),
    ],
    denied: "ListRoomMemberships",
  })),
  {
    title: "keep their members in the state if their replacement may not add the last member",
    service: "rooms",
    program: (room) => [room.roster("team", ["ada", "ben", "cem"], {}, { replaceOnChanges: ["*"] })],
    denied: "BatchCreateRoomMembership",
  },
];

describe("Rosters", function () {
  this.timeout(120_000);

  testMoves([...IGNORED, ...UNKNOWN_IN_PREVIEW]);

  describe("that the engine or a transformation changes", () => {
    let fixture: OwnershipFixture;
    before(async () => {
      fixture = await OwnershipFixture.open();
    });
    after(() => fixture.close());

    for (const { title, service, program } of TRANSFORMED) {
      it(title, async () => {
        const container = await fixture.reset(service);
        for (let attempt = 0; attempt < 3; attempt += 1) {
          const run = await fixture.up(program(container));
          assert.deepEqual(container.removedBy(run.calls), [], run.printed);
          if (run.ok) assert.deepEqual(container.members(), ["ada", "ben"]);
        }
      });
    }

    for (const { title, service, program, denied } of RECREATED) {
      it(title, async () => {
        const container = await fixture.reset(service);
        const cem = container.idOf("cem");
        fixture.chime.faults.inject({
          kind: "memberError",
          errorCode: "Forbidden",
          ...(service === "rooms"
            ? { operation: "BatchCreateRoomMembership", memberId: cem }
            : { operation: "BatchCreateChannelMembership", memberArn: cem }),
        });
        expectOutcome(await fixture.up(program(container)), false);
        await fixture.expectRetained(container, { ok: false, printed: "", calls: [] }, ["ada", "ben"]);

        const operation = container.operation(denied);
        fixture.chime.faults.inject({
          operation,
          kind: "error",
          error: "ForbiddenException",
          times: "always",
        });
        const recreated = await fixture.up(program(container));
        expectOutcome(recreated, false);
        await fixture.expectRetained(container, recreated, ["ada", "ben"]);

        fixture.chime.faults.clear();
        const destroyed = await fixture.destroy();
        if (destroyed.ok) assert.deepEqual(container.members(), []);
        else await fixture.expectRetained(container, { ...destroyed, calls: [] }, container.members());
      });
    }

    for (const { title, program } of replacedUsers()) {
      it(title, async () => {
        const channel = await fixture.reset("channels");
        await fixture.deploy(program(channel));
        assert.deepEqual(channel.members(), ["ada", "ben"]);
        const replace = ["--replace", await fixture.urnOf("user-ben")];
        const run = await fixture.deploy(program(channel), { flags: ["--refresh", ...replace] });
        assert.equal(run.calls.filter(({ operation }) => operation === "CreateAppInstanceUser").length, 1);
        assert.deepEqual(channel.members(), ["ada", "ben"], run.printed);
        await fixture.expectConverged(program(channel));
      });
    }
  });
});

/** Programs with a user who is a member and has deleteBeforeReplace. */
function replacedUsers(): { title: string; program: (channel: Container) => Declared[] }[] {
  const ben = (channel: Container): Declared => channel.user("ben", { deleteBeforeReplace: true });
  const arn = outputOf("user-ben", "appInstanceUserArn");
  return [
    {
      title: "add a user again whom up --refresh replaced",
      program: (channel) => [ben(channel), channel.roster("team", ["ada", { unknown: arn }])],
    },
    {
      title: "add a user again whom up --refresh replaced, from another provider",
      program: (channel) => [
        ben(channel),
        channel.roster("team", ["ada", { unknown: arn }], {}, { provider: "one" }),
      ],
    },
    {
      title: "add a user again whom up --refresh replaced, like single memberships",
      program: (channel) => {
        const resources = [ben(channel), channel.membership("ben"), channel.membership("ada")];
        Object.assign(resources[1]!.args, { memberArn: arn });
        return resources;
      },
    },
  ];
}
