import assert from "node:assert/strict";

import { testMoves, type Move } from "./move";
import { knownLater, other, outputOf, type Declared, type Program } from "./program";
import { expectEnd, Stage } from "./stage";
import type { Container, Service } from "./container";

// ig1
const IGNORED: Move[] = [
  {
    title: "who is ignored by the new form of a renamed roster stays in the room",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("staff", ["ada"], { ignore: ["ben"] })],
    ends: "well",
    stay: ["ada"],
    stayUnmanaged: ["ben"],
  },
  {
    title: "who is ignored by a roster of another provider stays in the channel",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"], { ignore: ["ben"] }, { provider: "one" })],
    ends: "well",
    stay: ["ada"],
    stayUnmanaged: ["ben"],
  },
  {
    title: "who is ignored by one roster stays where another one is exclusive",
    strangers: ["ben", "yan"],
    before: () => [],
    after: (room) => [
      room.roster("team", ["ada"], { exclusive: true, ignore: ["zoe"] }),
      room.roster("guests", ["zoe"], { ignore: ["ben"] }),
    ],
    ends: "well",
    stay: ["ada", "zoe"],
    stayUnmanaged: ["ben"],
    go: ["yan"],
  },
  {
    title: "of those whom a renamed roster drops, only who is ignored stays",
    before: (room) => [room.roster("team", ["ada", "ben", "cem"])],
    after: (room) => [room.roster("staff", ["ada"], { ignore: ["ben"] })],
    ends: "well",
    stay: ["ada"],
    stayUnmanaged: ["ben"],
    go: ["cem"],
  },
  {
    title: "who is dropped by a roster and ignored by another one stays",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [
      channel.roster("team", ["ada"]),
      channel.roster("guests", ["zoe"], { ignore: ["ben"] }),
    ],
    ends: "well",
    stay: ["ada", "zoe"],
    stayUnmanaged: ["ben"],
  },
];

/** A member whom the preview does not know. */
const later = (container: Container, name: string): { unknown: object } => ({
  unknown: knownLater(container.idOf(name), "slow"),
});

// unk1
const NOT_KNOWN_IN_THE_PREVIEW: Move[] = [
  ...(["rooms", "channels"] as const).map((service): Move => ({
    title: `an exclusive roster with a member not known yet names in the preview whom it would remove (${service})`,
    service,
    strangers: ["ben", "cem"],
    before: () => [],
    after: (container) => [
      other("slow"),
      container.roster("team", ["ada", later(container, "zoe")], { exclusive: true }),
    ],
    ends: "well",
    stay: ["ada", "zoe"],
    go: ["ben", "cem"],
  })),
  {
    title: "a roster that becomes exclusive and gets a member not known yet names whom it would remove",
    strangers: ["ben", "zoe"],
    before: (room) => [room.roster("team", ["ada"])],
    after: (room) => [other("slow"), room.roster("team", ["ada", later(room, "zoe")], { exclusive: true })],
    ends: "well",
    stay: ["ada", "zoe"],
    go: ["ben"],
  },
  {
    title: "a roster that gets a member not known yet names whom it drops",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [other("slow"), room.roster("team", ["ada", later(room, "zoe")])],
    ends: "well",
    stay: ["ada", "zoe"],
    go: ["ben"],
  },
];

/** What a transformation makes of a roster beside a membership that it does not list. */
interface Transformed {
  title: string;
  service: Service;
  program: (container: Container) => Program;
}

// tf1
const TRANSFORMED: Transformed[] = [
  {
    title: "a roster that a transformation makes exclusive never removes who has a membership",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"]), room.membership("ben")],
      transform: { team: { exclusive: true } },
    }),
  },
  {
    title:
      "a roster that a transformation makes exclusive never removes who has a membership of another provider",
    service: "channels",
    program: (channel) => ({
      resources: [channel.membership("ben", {}, { provider: "one" }), channel.roster("team", ["ada"])],
      transform: { team: { exclusive: true } },
    }),
  },
  {
    title: "a roster whose ignoreMembers a transformation takes away never removes who has a membership",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"], { exclusive: true, ignore: ["ben"] }), room.membership("ben")],
      transform: { team: { ignoreMembers: [] } },
    }),
  },
  {
    title: "a roster that a transformation makes exclusive never removes whom another roster has",
    service: "rooms",
    program: (room) => ({
      resources: [room.roster("team", ["ada"]), room.roster("staff", ["ben"])],
      transform: { staff: { exclusive: true } },
    }),
  },
];

/** A resource that the engine replaces, of which the creation of the new one fails. */
interface Recreated {
  title: string;
  service: Service;
  first: (container: Container) => Declared[];
  /** The operation that is denied once the resource is replaced. */
  denied: Parameters<Container["operation"]>[0];
}

// pr3
const RECREATED: Recreated[] = [
  ...(["rooms", "channels"] as const).map((service): Recreated => ({
    title: `members of a roster whose creation anew is refused are not forgotten (${service})`,
    service,
    first: (container) => [container.roster("team", ["ada", "ben", "cem"], {}, { replaceOnChanges: ["*"] })],
    denied: "ListRoomMemberships",
  })),
  {
    title: "members of a roster whose creation anew is refused while it adds the last one are not forgotten",
    service: "rooms",
    first: (room) => [room.roster("team", ["ada", "ben", "cem"], {}, { replaceOnChanges: ["*"] })],
    denied: "BatchCreateRoomMembership",
  },
];

describe("Rosters", function () {
  this.timeout(120_000);

  testMoves([...IGNORED, ...NOT_KNOWN_IN_THE_PREVIEW]);

  describe("that the engine or a transformation changes", () => {
    let stage: Stage;
    before(async () => {
      stage = await Stage.open();
    });
    after(() => stage.close());

    for (const { title, service, program } of TRANSFORMED) {
      it(title, async () => {
        const container = await stage.begin(service);
        for (let times = 0; times < 3; times += 1) {
          const run = await stage.up(program(container));
          assert.deepEqual(container.removedBy(run.calls), [], run.printed);
          if (run.ok) assert.deepEqual(container.members(), ["ada", "ben"]);
        }
      });
    }

    for (const { title, service, first, denied } of RECREATED) {
      it(title, async () => {
        const container = await stage.begin(service);
        const cem = container.idOf("cem");
        stage.chime.faults.inject({
          kind: "memberError",
          errorCode: "Forbidden",
          ...(service === "rooms"
            ? { operation: "BatchCreateRoomMembership", memberId: cem }
            : { operation: "BatchCreateChannelMembership", memberArn: cem }),
        });
        expectEnd(await stage.up(first(container)), false);
        await stage.expectStayed(container, { ok: false, printed: "", calls: [] }, ["ada", "ben"]);

        const operation = container.operation(denied);
        stage.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException", times: "always" });
        const recreated = await stage.up(first(container));
        expectEnd(recreated, false);
        await stage.expectStayed(container, recreated, ["ada", "ben"]);

        stage.chime.faults.clear();
        const destroyed = await stage.destroy();
        if (destroyed.ok) assert.deepEqual(container.members(), []);
        else await stage.expectStayed(container, { ...destroyed, calls: [] }, container.members());
      });
    }

    // nu1
    for (const { title, program } of replacedUsers()) {
      it(title, async () => {
        const channel = await stage.begin("channels");
        await stage.given(program(channel));
        assert.deepEqual(channel.members(), ["ada", "ben"]);
        const replace = ["--replace", await stage.urnOf("user-ben")];
        const run = await stage.given(program(channel), { flags: ["--refresh", ...replace] });
        assert.equal(run.calls.filter(({ operation }) => operation === "CreateAppInstanceUser").length, 1);
        assert.deepEqual(channel.members(), ["ada", "ben"], run.printed);
        await stage.expectConverged(program(channel));
      });
    }
  });
});

/** Programs with a user who is a member, and is deleted before they are replaced. */
function replacedUsers(): { title: string; program: (channel: Container) => Declared[] }[] {
  const ben = (channel: Container): Declared => channel.user("ben", { deleteBeforeReplace: true });
  const arn = outputOf("user-ben", "appInstanceUserArn");
  return [
    {
      title:
        "a user who is replaced by an update that refreshes is in the channel of their roster in the end",
      program: (channel) => [ben(channel), channel.roster("team", ["ada", { unknown: arn }])],
    },
    {
      title:
        "a user who is replaced by an update that refreshes is in the channel of a roster of another provider",
      program: (channel) => [
        ben(channel),
        channel.roster("team", ["ada", { unknown: arn }], {}, { provider: "one" }),
      ],
    },
    {
      title:
        "a user who is replaced by an update that refreshes is in the channel of their membership in the end",
      program: (channel) => {
        const resources = [ben(channel), channel.membership("ben"), channel.membership("ada")];
        Object.assign(resources[1]!.args, { memberArn: arn });
        return resources;
      },
    },
  ];
}
