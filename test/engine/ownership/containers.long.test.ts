import assert from "node:assert/strict";

import { ChimeSDKMessagingClient, CreateChannelCommand } from "@aws-sdk/client-chime-sdk-messaging";

import type { Call } from "../../../emulator";
import { PERSONAL_NAME } from "../../support/leaks";
import type { StateResource } from "../../support/stack";
import type { Container, Service } from "./container";
import { outputOf, type Declared, type Options } from "./program";
import { expectEnd, Stage, writes, type Run } from "./stage";

/** A kind of resource that others are in, or a user, with what the emulator has of it. */
interface Kind {
  kind: "AppInstance" | "AppInstanceUser" | "Channel" | "Room";
  service: Service;
  /** It as a resource called `name`. What people see is `title`. */
  declare: (container: Container, name: string, title: string, options?: Options) => Declared;
  /** The ids of all that are called `title`. */
  ids: (container: Container, title: string) => string[];
  /** Makes one as an interrupted deployment of somebody else does, and returns its id. */
  add: (container: Container, title: string) => string | Promise<string>;
  /** Puts somebody into one, so that it is not one that an interrupted deployment has just made. */
  use: (container: Container, id: string) => void;
}

const ROOM: Kind = {
  kind: "Room",
  service: "rooms",
  declare: ({ args: { accountId } }, name, title, options = {}) => ({
    kind: "Room",
    name,
    args: { accountId, name: title },
    options,
  }),
  ids: ({ chime, args: { accountId } }, title) =>
    chime.state
      .rooms(accountId!)
      .flatMap(({ roomId, name }) => (name === title ? [`${accountId}/${roomId}`] : [])),
  add: ({ chime, args: { accountId } }, title) =>
    `${accountId}/${chime.state.addRoom({ accountId: accountId!, name: title })}`,
  use: (container, id) => {
    const accountId = container.args["accountId"]!;
    container.chime.state.addMember({ accountId, roomId: lastPart(id), memberId: container.idOf("zoe") });
  },
};
const channel = (id: { channelId?: string }): Kind => ({
  kind: "Channel",
  service: "channels",
  declare: ({ args: { chimeBearer }, appInstanceArn }, name, title, options = {}) => ({
    kind: "Channel",
    name,
    args: { appInstanceArn, chimeBearer, name: title, ...id },
    options,
  }),
  ids: ({ chime, appInstanceArn }, title) =>
    chime.state
      .channels(appInstanceArn)
      .flatMap(({ channelArn, name }) => (name === title ? [channelArn] : [])),
  // The bearer has to make it: a channel that others have made is none of an interrupted deployment.
  add: async ({ chime, args: { chimeBearer }, appInstanceArn }, title) => {
    const messaging = new ChimeSDKMessagingClient({
      endpoint: chime.url,
      credentials: chime.credentials,
      region: "us-east-1",
    });
    const { ChannelArn } = await messaging.send(
      new CreateChannelCommand({
        AppInstanceArn: appInstanceArn,
        Name: title,
        ChimeBearer: chimeBearer,
        ...(id.channelId === undefined ? {} : { ChannelId: id.channelId }),
      }),
    );
    messaging.destroy();
    return ChannelArn!;
  },
  use: (container, channelArn) => {
    container.chime.state.addChannelMember({ channelArn, memberArn: container.idOf("zoe") });
  },
});
const CHANNEL = channel({});
const CHANNEL_OF_CHOSEN_ID = channel({ channelId: "chosen" });
const APP_INSTANCE: Kind = {
  kind: "AppInstance",
  service: "channels",
  declare: (_, name, title, options = {}) => ({ kind: "AppInstance", name, args: { name: title }, options }),
  ids: ({ chime }, title) =>
    chime.state
      .appInstances()
      .flatMap(({ appInstanceArn, name }) => (name === title ? [appInstanceArn] : [])),
  add: ({ chime }, title) => chime.state.addAppInstance({ name: title }),
  use: ({ chime }, appInstanceArn) => {
    chime.state.addAppInstanceUser({ appInstanceArn });
  },
};
const USER: Kind = {
  kind: "AppInstanceUser",
  service: "channels",
  declare: ({ appInstanceArn }, name, _, options = {}) => ({
    kind: "AppInstanceUser",
    name,
    args: { appInstanceArn, appInstanceUserId: "chosen", name: PERSONAL_NAME },
    options,
  }),
  ids: ({ chime, appInstanceArn }) =>
    chime.state.appInstanceUsers(appInstanceArn).flatMap(({ arn }) => (arn.endsWith("/chosen") ? [arn] : [])),
  add: ({ chime, appInstanceArn }) =>
    chime.state.addAppInstanceUser({ appInstanceArn, userId: "chosen", name: PERSONAL_NAME }),
  // A user is used by whoever knows the id.
  use: () => undefined,
};

/** A name that nothing else in the emulator has. */
const titleIn = ({ service, id, appInstanceArn }: Container): string =>
  `Launch of ${lastPart(service === "rooms" ? id : appInstanceArn)}`;

/** A container that the program makes, which has members: they are called as those of `container`. */
function membersOf(container: Container, resource: string): (member: string, options?: Options) => Declared {
  return (member, options) => {
    const declared = container.membership(member, {}, options);
    const parent = container.service === "rooms" ? "roomId" : "channelArn";
    return { ...declared, args: { ...declared.args, [parent]: outputOf(resource, parent) } };
  };
}

describe("Rooms, channels, app instances and users", function () {
  this.timeout(120_000);

  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  const deletions = (calls: readonly Call[]): string[] =>
    writes(calls).filter((name) => /^Delete(Room|Channel|AppInstance|AppInstanceUser)$/.test(name));

  /** Writes a resource into the state a second time under another name, as an interrupted rename leaves it. */
  async function keepTwice(name: string, otherName: string): Promise<void> {
    await stage.editState((deployment) => {
      const { resources = [] } = deployment;
      const index = resources.findIndex(({ urn }) => urn.endsWith(`::${name}`));
      resources.splice(index + 1, 0, renamed(resources[index]!, otherName));
    });
  }

  // rn1
  describe("that are renamed in place", () => {
    const programs: [string, Kind, (container: Container, thing: Declared) => Declared[]][] = [
      [
        "room with protected memberships",
        ROOM,
        (room) => [membersOf(room, "thing")("ada", { protect: true })],
      ],
      ["room with a roster", ROOM, (room) => [withParent(room.roster("team", ["ada", "ben"]), "roomId")]],
      [
        "channel with protected memberships",
        CHANNEL_OF_CHOSEN_ID,
        (container) => [membersOf(container, "thing")("ada", { protect: true })],
      ],
      [
        "channel with a roster",
        CHANNEL,
        (container) => [withParent(container.roster("team", ["ada", "ben"]), "channelArn")],
      ],
      [
        "app instance with a protected user",
        APP_INSTANCE,
        (container) => {
          const user = USER.declare(container, "user", "", { protect: true });
          return [{ ...user, args: { ...user.args, appInstanceArn: outputOf("thing", "appInstanceArn") } }];
        },
      ],
    ];
    for (const [what, kind, inside] of programs) {
      it(`replace nothing: the preview of a renamed ${what} has one update`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        const program = (shown: string): Declared[] => {
          const thing = kind.declare(container, "thing", shown);
          return [thing, ...inside(container, thing)];
        };
        await stage.given(program(title));
        const preview = await stage.preview(program(`${title}, renamed`));
        expectEnd(preview, true, /~ 1 to update/);
        assert.doesNotMatch(preview.printed, /to replace/);
        const run = await stage.given(program(`${title}, renamed`));
        assert.deepEqual(writes(run.calls), [`Update${kind.kind}`]);
        await stage.expectConverged(program(`${title}, renamed`));
      });
    }
  });

  // dup1
  describe("that are in the state twice", () => {
    const cases: [string, Kind, (name: string) => Promise<void>, Options][] = [
      ["a room by pulumi import", ROOM, importAgain, {}],
      ["a channel by pulumi import", CHANNEL, importAgain, {}],
      ["an app instance", APP_INSTANCE, (name) => keepTwice(name, "again"), {}],
      ["a user", USER, (name) => keepTwice(name, "again"), {}],
      ["a room of a provider of its own", ROOM, (name) => keepTwice(name, "again"), { provider: "one" }],
    ];
    for (const [what, kind, twice, options] of cases) {
      it(`stay while one resource has them, and the update says so: ${what}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        const program = [kind.declare(container, "thing", title, options)];
        await stage.given(program);
        const [id] = kind.ids(container, title);
        await twice("thing");
        const run = await stage.up(program);
        expectEnd(run, true);
        assert.deepEqual(kind.ids(container, title), [id], run.printed);
        assert.deepEqual(deletions(run.calls), []);
        expectLeftAlone(run, id!);
        assert.deepEqual(await stage.project.names(), ["thing"]);
        await stage.expectConverged(program);
        expectEnd(await stage.destroy(), true);
        assert.deepEqual(kind.ids(container, title), []);
      });
    }
  });

  // ch2
  describe("of which a rename was killed", () => {
    const threeLines = async (program: Declared[]): Promise<Run[]> => {
      const recover = { env: { PULUMI_CHIME_RECOVER: "true" } };
      await stage.run(["cancel", "--yes"]);
      return [
        await stage.up(program, recover),
        await stage.refresh({ flags: ["--clear-pending-creates"] }),
        // In case that the first one has said what to do instead.
        await stage.up(
          program.map((one) => ({ ...one, options: { ...one.options, aliases: [{ name: "old" }] } })),
        ),
        await stage.up(program),
      ];
    };
    for (const [what, kind] of [
      ["channel", CHANNEL_OF_CHOSEN_ID],
      ["user", USER],
      ["room", ROOM],
    ] as const) {
      it(`are not deleted by what the guide says to run, where the new resource is in the state: a ${what}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        await stage.given([kind.declare(container, "old", title)]);
        const [id] = kind.ids(container, title);
        await keepTwice("old", "new");
        const runs = await threeLines([kind.declare(container, "new", title)]);
        expectEnd(runs[0]!, true);
        expectLeftAlone(runs[0]!, id!);
        for (const run of runs) assert.deepEqual(deletions(run.calls), [], run.printed);
        assert.deepEqual(kind.ids(container, title), [id]);
        assert.deepEqual(await stage.project.names(), ["new"]);
      });
    }

    for (const [what, kind] of [
      ["channel", CHANNEL_OF_CHOSEN_ID],
      ["user", USER],
    ] as const) {
      it(`are not deleted by what the guide says to run, where the new one was being created: a ${what}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        await stage.given([kind.declare(container, "old", title)]);
        const [id] = kind.ids(container, title);
        await stage.editState((deployment) => {
          const resource = { ...renamed(deployment.resources!.at(-1)!, "new"), id: "", outputs: {} };
          Object.assign(deployment, { pending_operations: [{ type: "creating", resource }] });
        });
        const runs = await threeLines([kind.declare(container, "new", title)]);
        for (const run of runs) assert.deepEqual(deletions(run.calls), [], run.printed);
        assert.deepEqual(kind.ids(container, title), [id]);
        assert.deepEqual(await stage.project.names(), ["new"]);
      });
    }
  });

  // dw1
  describe("that are renamed without an alias, with what is deletedWith them", () => {
    const memberships = (names: string[], container: Container): ((of: string) => Declared[]) => {
      return (of) => names.map((name) => membersOf(container, of)(name, { deletedWith: of }));
    };
    const roster = (names: string[], container: Container): ((of: string) => Declared[]) => {
      return (of) => {
        const team = container.roster("team", names, {}, { deletedWith: of });
        return [{ ...team, args: { ...team.args, channelArn: outputOf(of, "channelArn") } }];
      };
    };
    const cases: [string, typeof memberships, string, string[]][] = [
      ["memberships, with the recovery on", memberships, "true", []],
      [
        "memberships, with the recovery on and --continue-on-error",
        memberships,
        "true",
        ["--continue-on-error"],
      ],
      ["memberships, with the recovery of this channel", memberships, "arn", []],
      ["a roster, with the recovery on and --continue-on-error", roster, "true", ["--continue-on-error"]],
      ["a roster, with the recovery of this channel", roster, "arn", []],
      ["memberships, without recovery", memberships, "", ["--continue-on-error"]],
    ];
    for (const [what, inside, recover, flags] of cases) {
      it(`are not forgotten, and neither is anybody in them: ${what}`, async () => {
        const channels = await stage.begin("channels");
        const container = channels.sibling("chosen");
        const title = titleIn(container);
        const chosen = (name: string, options: Options = {}): Declared =>
          CHANNEL_OF_CHOSEN_ID.declare(channels, name, title, options);
        await stage.given([chosen("launch"), ...inside(["ada", "ben", "cem", "dan"], container)("launch")]);
        assert.deepEqual(container.members().filter(isPerson), ["ada", "ben", "cem", "dan"]);

        const rest = inside(["ada", "ben"], container)("landing");
        const env =
          recover === "" ? {} : { PULUMI_CHIME_RECOVER: recover === "arn" ? container.id : recover };
        const run = await stage.up([chosen("landing"), ...rest], { env, flags });
        expectEnd(run, false, /alias/);
        assert.deepEqual(deletions(run.calls), []);
        await stage.expectStayed(container, run, ["ada", "ben"]);
        const held = await stage.held(container);
        const forgotten = container.members().filter((name) => isPerson(name) && !held.includes(name));
        assert.deepEqual(forgotten, [], run.printed);

        const mended = [chosen("landing", { aliases: [{ name: "launch" }] }), ...rest];
        await stage.given(mended);
        assert.deepEqual(container.members().filter(isPerson), ["ada", "ben"]);
        await stage.expectConverged(mended);
      });
    }
  });

  // rc1
  describe("of somebody else, with PULUMI_CHIME_RECOVER left on", () => {
    for (const kind of [ROOM, CHANNEL, APP_INSTANCE]) {
      it(`are not taken over, and the error names the id, which then does: ${kind.kind}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        const strangers = await kind.add(container, title);
        const program = [kind.declare(container, "thing", title)];
        const refused = await stage.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectEnd(refused, false);
        const id = printedIdOf(refused, strangers);
        assert.deepEqual(writes(refused.calls), []);
        assert.deepEqual(await stage.project.names(), []);

        const env = { PULUMI_CHIME_RECOVER: `${id} ${id}0` };
        const adopted = await stage.given(program, { env });
        assert.match(
          adopted.printed,
          new RegExp(`adopt.*${lastPart(strangers)}|${lastPart(strangers)}.*adopt`, "i"),
        );
        assert.deepEqual(kind.ids(container, title), [strangers]);
        await stage.expectConverged(program, { env });
      });

      it(`are not taken over by an id while they are in use: ${kind.kind}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        const strangers = await kind.add(container, title);
        const program = [kind.declare(container, "thing", title)];
        const named = await stage.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectEnd(named, false);
        kind.use(container, strangers);
        const env = { PULUMI_CHIME_RECOVER: printedIdOf(named, strangers) };
        const refused = await stage.up(program, { env });
        expectEnd(refused, false, /alias/);
        assert.deepEqual(await stage.project.names(), []);
        assert.deepEqual(kind.ids(container, title), [strangers]);

        // What is in use is nobody's who was interrupted: then another one is made.
        await stage.given(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        assert.equal(kind.ids(container, title).length, 2);
      });
    }

    for (const [what, kind] of [
      ["channel", CHANNEL_OF_CHOSEN_ID],
      ["user", USER],
    ] as const) {
      it(`are not taken over where the program chooses the id: a ${what}`, async () => {
        const container = await stage.begin(kind.service);
        const title = titleIn(container);
        // What is a second old cannot be told from what this deployment made.
        const strangers = await stage.longAgo(() => kind.add(container, title));
        const program = [kind.declare(container, "thing", title)];
        const refused = await stage.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectEnd(refused, false, /alias/);
        assert.deepEqual(await stage.project.names(), []);
        await stage.destroy();
        assert.deepEqual(kind.ids(container, title), [strangers]);
      });
    }

    it("do not lose a member: a membership that exists is not taken over either", async () => {
      const container = await stage.begin("rooms");
      container.add("ada");
      const program = [container.membership("ada")];
      expectEnd(await stage.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } }), false, /adoptExisting/);
      assert.deepEqual(await stage.held(container), []);
      await stage.up([], { env: { PULUMI_CHIME_RECOVER: "true" } });
      assert.deepEqual(container.members(), ["ada"]);
    });
  });

  /** Imports what the state has as `name` a second time, as `again`. */
  async function importAgain(name: string): Promise<void> {
    const { type, id, inputs, outputs } = (await stage.project.resources())[name]!;
    await stage.project.write(
      "import.json",
      JSON.stringify({ resources: [{ type, name: "again", id, inputs, outputs }] }),
    );
    const options = ["--file", "import.json", "--yes", "--generate-code=false", "--protect=false"];
    expectEnd(await stage.run(["import", ...options]), true);
    assert.deepEqual(await stage.project.names(), ["again", name]);
  }
});

function renamed(resource: StateResource, name: string): StateResource {
  return { ...resource, urn: resource.urn.replace(/::[^:]*$/, `::${name}`) };
}

function withParent(declared: Declared, parent: string): Declared {
  return { ...declared, args: { ...declared.args, [parent]: outputOf("thing", parent) } };
}

function isPerson(name: string): boolean {
  return !name.includes("/");
}

/** The last part of an id, which says of which thing a text speaks. */
function lastPart(id: string): string {
  return id.split("/").at(-1)!;
}

/** An id as a text has it between spaces and quotation marks. */
function printedIdOf({ printed }: Run, id: string): string {
  const words = printed.split(/[\s"'`(),]+/).map((word) => word.replace(/[.:;]$/, ""));
  const found = words.find((word) => word === id) ?? words.find((word) => word === lastPart(id));
  assert.ok(found, `the error does not name ${id}: ${printed}`);
  return found;
}

function expectLeftAlone({ printed }: Run, id: string): void {
  const lines = printed.split("\n").filter((line) => line.includes(lastPart(id)));
  assert.ok(
    lines.some((line) => /left alone|not deleted|another resource|leaves? .* alone/i.test(line)),
    `nothing says that ${id} is left alone: ${printed}`,
  );
}
