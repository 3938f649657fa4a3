import assert from "node:assert/strict";

import { ChimeSDKMessagingClient, CreateChannelCommand } from "@aws-sdk/client-chime-sdk-messaging";

import type { Call } from "../../../emulator";
import { PERSONAL_NAME } from "../../support/leaks";
import type { StateResource } from "../../support/stack";
import type { Container, Service } from "./container";
import { outputOf, type Declared, type Options } from "./program";
import { expectOutcome, OwnershipFixture, writes, type Run } from "./fixture";

/** A kind of entity, and its entities in the emulator. */
interface Kind {
  kind: "AppInstance" | "AppInstanceUser" | "Channel" | "Room";
  service: Service;
  /** A resource `name` whose display name is `displayName`. */
  declare: (container: Container, name: string, displayName: string, options?: Options) => Declared;
  /** The ids of all entities with the display name. */
  ids: (container: Container, displayName: string) => string[];
  /** Creates an entity as an interrupted deployment does, and returns its id. */
  createOrphan: (container: Container, displayName: string) => string | Promise<string>;
  /** Adds a member or user, so that the entity no longer looks like one of an interrupted deployment. */
  markInUse: (container: Container, id: string) => void;
}

const ROOM: Kind = {
  kind: "Room",
  service: "rooms",
  declare: ({ args: { accountId } }, name, displayName, options = {}) => ({
    kind: "Room",
    name,
    args: { accountId, name: displayName },
    options,
  }),
  ids: ({ chime, args: { accountId } }, displayName) =>
    chime.state
      .rooms(accountId!)
      .flatMap(({ roomId, name }) => (name === displayName ? [`${accountId}/${roomId}`] : [])),
  createOrphan: ({ chime, args: { accountId } }, displayName) =>
    `${accountId}/${chime.state.addRoom({ accountId: accountId!, name: displayName })}`,
  markInUse: (container, id) => {
    const accountId = container.args["accountId"]!;
    container.chime.state.addMember({ accountId, roomId: lastPart(id), memberId: container.idOf("zoe") });
  },
};
const channel = (id: { channelId?: string }): Kind => ({
  kind: "Channel",
  service: "channels",
  declare: ({ args: { chimeBearer }, appInstanceArn }, name, displayName, options = {}) => ({
    kind: "Channel",
    name,
    args: { appInstanceArn, chimeBearer, name: displayName, ...id },
    options,
  }),
  ids: ({ chime, appInstanceArn }, displayName) =>
    chime.state
      .channels(appInstanceArn)
      .flatMap(({ channelArn, name }) => (name === displayName ? [channelArn] : [])),
  // Only a channel that the bearer created can belong to an interrupted deployment.
  createOrphan: async ({ chime, args: { chimeBearer }, appInstanceArn }, displayName) => {
    const messaging = new ChimeSDKMessagingClient({
      endpoint: chime.url,
      credentials: chime.credentials,
      region: "us-east-1",
    });
    const { ChannelArn } = await messaging.send(
      new CreateChannelCommand({
        AppInstanceArn: appInstanceArn,
        Name: displayName,
        ChimeBearer: chimeBearer,
        ...(id.channelId === undefined ? {} : { ChannelId: id.channelId }),
      }),
    );
    messaging.destroy();
    return ChannelArn!;
  },
  markInUse: (container, channelArn) => {
    container.chime.state.addChannelMember({ channelArn, memberArn: container.idOf("zoe") });
  },
});
const CHANNEL = channel({});
const CHANNEL_WITH_CHOSEN_ID = channel({ channelId: "chosen" });
const APP_INSTANCE: Kind = {
  kind: "AppInstance",
  service: "channels",
  declare: (_, name, displayName, options = {}) => ({
    kind: "AppInstance",
    name,
    args: { name: displayName },
    options,
  }),
  ids: ({ chime }, displayName) =>
    chime.state
      .appInstances()
      .flatMap(({ appInstanceArn, name }) => (name === displayName ? [appInstanceArn] : [])),
  createOrphan: ({ chime }, displayName) => chime.state.addAppInstance({ name: displayName }),
  markInUse: ({ chime }, appInstanceArn) => {
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
  createOrphan: ({ chime, appInstanceArn }) =>
    chime.state.addAppInstanceUser({ appInstanceArn, userId: "chosen", name: PERSONAL_NAME }),
  // Nothing shows whether a user is in use.
  markInUse: () => undefined,
};

/** A unique display name. */
const displayNameIn = ({ service, id, appInstanceArn }: Container): string =>
  `Launch of ${lastPart(service === "rooms" ? id : appInstanceArn)}`;

/** Declares memberships of a room or channel that the program creates. */
function membersOf(container: Container, resource: string): (member: string, options?: Options) => Declared {
  return (member, options) => {
    const declared = container.membership(member, {}, options);
    const parent = container.service === "rooms" ? "roomId" : "channelArn";
    return { ...declared, args: { ...declared.args, [parent]: outputOf(resource, parent) } };
  };
}

describe("Rooms, channels, app instances and users", function () {
  this.timeout(120_000);

  let fixture: OwnershipFixture;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  after(() => fixture.close());

  const deletions = (calls: readonly Call[]): string[] =>
    writes(calls).filter((name) => /^Delete(Room|Channel|AppInstance|AppInstanceUser)$/.test(name));

  /** Duplicates a resource in the state under another name, as an interrupted rename does. */
  async function duplicateInState(name: string, otherName: string): Promise<void> {
    await fixture.editState((deployment) => {
      const { resources = [] } = deployment;
      const index = resources.findIndex(({ urn }) => urn.endsWith(`::${name}`));
      resources.splice(index + 1, 0, renamed(resources[index]!, otherName));
    });
  }

  describe("whose resource gets another id and provider while another resource is declared with the old id", () => {
    const options = (provider: string): Options => ({ provider, deleteBeforeReplace: true });

    it("keep their members: a channel with a chosen id", async () => {
      const launch = await fixture.reset("channels");
      const hq = launch.sibling("hq");
      await fixture.deploy([channel({ channelId: "hq" }).declare(launch, "main", "Old", options("one"))]);
      hq.add("ada", "ben");
      const run = await fixture.up([
        channel({ channelId: "archive" }).declare(launch, "main", "Old", options("two")),
        channel({ channelId: "hq" }).declare(launch, "new", "New", { provider: "one" }),
      ]);
      expectOutcome(run, false, /another resource of this program declares it/);
      assert.deepEqual(deletions(run.calls), []);
      const members = hq.members();
      assert.deepEqual(
        ["ada", "ben"].filter((name) => !members.includes(name)),
        [],
      );
    });
  });

  describe("that are renamed in place", () => {
    const programs: [string, Kind, (container: Container, entity: Declared) => Declared[]][] = [
      [
        "room with protected memberships",
        ROOM,
        (room) => [membersOf(room, "entity")("ada", { protect: true })],
      ],
      ["room with a roster", ROOM, (room) => [withParent(room.roster("team", ["ada", "ben"]), "roomId")]],
      [
        "channel with protected memberships",
        CHANNEL_WITH_CHOSEN_ID,
        (container) => [membersOf(container, "entity")("ada", { protect: true })],
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
          return [{ ...user, args: { ...user.args, appInstanceArn: outputOf("entity", "appInstanceArn") } }];
        },
      ],
    ];
    for (const [what, kind, dependents] of programs) {
      it(`replace nothing, and the preview shows one update: ${what}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        const program = (name: string): Declared[] => {
          const entity = kind.declare(container, "entity", name);
          return [entity, ...dependents(container, entity)];
        };
        await fixture.deploy(program(displayName));
        const preview = await fixture.preview(program(`${displayName}, renamed`));
        expectOutcome(preview, true, /~ 1 to update/);
        assert.doesNotMatch(preview.printed, /to replace/);
        const run = await fixture.deploy(program(`${displayName}, renamed`));
        assert.deepEqual(writes(run.calls), [`Update${kind.kind}`]);
        await fixture.expectConverged(program(`${displayName}, renamed`));
      });
    }
  });

  describe("that are in the state twice", () => {
    const cases: [string, Kind, (name: string) => Promise<void>, Options][] = [
      ["a room, after pulumi import", ROOM, importAgain, {}],
      ["a channel, after pulumi import", CHANNEL, importAgain, {}],
      ["an app instance", APP_INSTANCE, (name) => duplicateInState(name, "again"), {}],
      ["a user", USER, (name) => duplicateInState(name, "again"), {}],
      ["a room of another provider", ROOM, (name) => duplicateInState(name, "again"), { provider: "one" }],
    ];
    for (const [what, kind, duplicate, options] of cases) {
      it(`are not deleted while one resource owns them, and the output says so: ${what}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        const program = [kind.declare(container, "entity", displayName, options)];
        await fixture.deploy(program);
        const [id] = kind.ids(container, displayName);
        await duplicate("entity");
        const run = await fixture.up(program);
        expectOutcome(run, true);
        assert.deepEqual(kind.ids(container, displayName), [id], run.printed);
        assert.deepEqual(deletions(run.calls), []);
        expectNotDeletedMessage(run, id!);
        assert.deepEqual(await fixture.project.names(), ["entity"]);
        await fixture.expectConverged(program);
        expectOutcome(await fixture.destroy(), true);
        assert.deepEqual(kind.ids(container, displayName), []);
      });
    }
  });

  describe("whose rename was killed", () => {
    const runGuideCommands = async (program: Declared[]): Promise<Run[]> => {
      const recover = { env: { PULUMI_CHIME_RECOVER: "true" } };
      await fixture.run(["cancel", "--yes"]);
      return [
        await fixture.up(program, recover),
        await fixture.refresh({ flags: ["--clear-pending-creates"] }),
        // The first update may have failed and recommended an alias.
        await fixture.up(
          program.map((one) => ({ ...one, options: { ...one.options, aliases: [{ name: "old" }] } })),
        ),
        await fixture.up(program),
      ];
    };
    for (const [what, kind] of [
      ["channel", CHANNEL_WITH_CHOSEN_ID],
      ["user", USER],
      ["room", ROOM],
    ] as const) {
      it(`are not deleted by the commands of the guide if the new resource is in the state: a ${what}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        await fixture.deploy([kind.declare(container, "old", displayName)]);
        const [id] = kind.ids(container, displayName);
        await duplicateInState("old", "new");
        const runs = await runGuideCommands([kind.declare(container, "new", displayName)]);
        expectOutcome(runs[0]!, true);
        expectNotDeletedMessage(runs[0]!, id!);
        for (const run of runs) assert.deepEqual(deletions(run.calls), [], run.printed);
        assert.deepEqual(kind.ids(container, displayName), [id]);
        assert.deepEqual(await fixture.project.names(), ["new"]);
      });
    }

    for (const [what, kind] of [
      ["channel", CHANNEL_WITH_CHOSEN_ID],
      ["user", USER],
    ] as const) {
      it(`are not deleted by the commands of the guide if the new resource was being created: a ${what}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        await fixture.deploy([kind.declare(container, "old", displayName)]);
        const [id] = kind.ids(container, displayName);
        await fixture.editState((deployment) => {
          const resource = { ...renamed(deployment.resources!.at(-1)!, "new"), id: "", outputs: {} };
          Object.assign(deployment, { pending_operations: [{ type: "creating", resource }] });
        });
        const runs = await runGuideCommands([kind.declare(container, "new", displayName)]);
        for (const run of runs) assert.deepEqual(deletions(run.calls), [], run.printed);
        assert.deepEqual(kind.ids(container, displayName), [id]);
        assert.deepEqual(await fixture.project.names(), ["new"]);
      });
    }
  });

  describe("that are renamed without an alias, and have dependents with deletedWith,", () => {
    const memberships = (names: string[], container: Container): ((parent: string) => Declared[]) => {
      return (parent) => names.map((name) => membersOf(container, parent)(name, { deletedWith: parent }));
    };
    const roster = (names: string[], container: Container): ((parent: string) => Declared[]) => {
      return (parent) => {
        const team = container.roster("team", names, {}, { deletedWith: parent });
        return [{ ...team, args: { ...team.args, channelArn: outputOf(parent, "channelArn") } }];
      };
    };
    const cases: [string, typeof memberships, string, string[]][] = [
      ["memberships, with PULUMI_CHIME_RECOVER=true", memberships, "true", []],
      [
        "memberships, with PULUMI_CHIME_RECOVER=true and --continue-on-error",
        memberships,
        "true",
        ["--continue-on-error"],
      ],
      ["memberships, with the channel in PULUMI_CHIME_RECOVER", memberships, "arn", []],
      [
        "a roster, with PULUMI_CHIME_RECOVER=true and --continue-on-error",
        roster,
        "true",
        ["--continue-on-error"],
      ],
      ["a roster, with the channel in PULUMI_CHIME_RECOVER", roster, "arn", []],
      ["memberships, with --continue-on-error only", memberships, "", ["--continue-on-error"]],
    ];
    for (const [what, dependents, recover, flags] of cases) {
      it(`stay in the state together with their members: ${what}`, async () => {
        const channels = await fixture.reset("channels");
        const container = channels.sibling("chosen");
        const displayName = displayNameIn(container);
        const declareChannel = (name: string, options: Options = {}): Declared =>
          CHANNEL_WITH_CHOSEN_ID.declare(channels, name, displayName, options);
        await fixture.deploy([
          declareChannel("launch"),
          ...dependents(["ada", "ben", "cem", "dan"], container)("launch"),
        ]);
        assert.deepEqual(container.members().filter(isPerson), ["ada", "ben", "cem", "dan"]);

        const remaining = dependents(["ada", "ben"], container)("landing");
        const env =
          recover === "" ? {} : { PULUMI_CHIME_RECOVER: recover === "arn" ? container.id : recover };
        const run = await fixture.up([declareChannel("landing"), ...remaining], { env, flags });
        expectOutcome(run, false, /alias/);
        assert.deepEqual(deletions(run.calls), []);
        await fixture.expectRetained(container, run, ["ada", "ben"]);
        const inState = await fixture.membersInState(container);
        const missingInState = container
          .members()
          .filter((name) => isPerson(name) && !inState.includes(name));
        assert.deepEqual(missingInState, [], run.printed);

        const withAlias = [declareChannel("landing", { aliases: [{ name: "launch" }] }), ...remaining];
        await fixture.deploy(withAlias);
        assert.deepEqual(container.members().filter(isPerson), ["ada", "ben"]);
        await fixture.expectConverged(withAlias);
      });
    }
  });

  describe("of somebody else, with PULUMI_CHIME_RECOVER=true,", () => {
    for (const kind of [ROOM, CHANNEL, APP_INSTANCE]) {
      it(`are not adopted, and the error names the id that adopts them: ${kind.kind}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        const existingId = await kind.createOrphan(container, displayName);
        const program = [kind.declare(container, "entity", displayName)];
        const refused = await fixture.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectOutcome(refused, false);
        const id = printedIdOf(refused, existingId);
        assert.deepEqual(writes(refused.calls), []);
        assert.deepEqual(await fixture.project.names(), []);

        const env = { PULUMI_CHIME_RECOVER: `${id} ${id}0` };
        const adopted = await fixture.deploy(program, { env });
        assert.match(
          adopted.printed,
          new RegExp(`adopt.*${lastPart(existingId)}|${lastPart(existingId)}.*adopt`, "i"),
        );
        assert.deepEqual(kind.ids(container, displayName), [existingId]);
        await fixture.expectConverged(program, { env });
      });

      it(`are not adopted by id while they are in use: ${kind.kind}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        const existingId = await kind.createOrphan(container, displayName);
        const program = [kind.declare(container, "entity", displayName)];
        const first = await fixture.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectOutcome(first, false);
        kind.markInUse(container, existingId);
        const env = { PULUMI_CHIME_RECOVER: printedIdOf(first, existingId) };
        const refused = await fixture.up(program, { env });
        expectOutcome(refused, false, /alias/);
        assert.deepEqual(await fixture.project.names(), []);
        assert.deepEqual(kind.ids(container, displayName), [existingId]);

        // An entity in use does not belong to an interrupted deployment, so another one is created.
        await fixture.deploy(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        assert.equal(kind.ids(container, displayName).length, 2);
      });
    }

    for (const [what, kind] of [
      ["channel", CHANNEL_WITH_CHOSEN_ID],
      ["user", USER],
    ] as const) {
      it(`are not adopted if the program chooses the id: a ${what}`, async () => {
        const container = await fixture.reset(kind.service);
        const displayName = displayNameIn(container);
        // A recent entity could be one that this deployment created.
        const existingId = await fixture.anHourAgo(() => kind.createOrphan(container, displayName));
        const program = [kind.declare(container, "entity", displayName)];
        const refused = await fixture.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } });
        expectOutcome(refused, false, /alias/);
        assert.deepEqual(await fixture.project.names(), []);
        await fixture.destroy();
        assert.deepEqual(kind.ids(container, displayName), [existingId]);
      });
    }

    it("do not lose members, because existing memberships are not adopted either", async () => {
      const container = await fixture.reset("rooms");
      container.add("ada");
      const program = [container.membership("ada")];
      expectOutcome(
        await fixture.up(program, { env: { PULUMI_CHIME_RECOVER: "true" } }),
        false,
        /adoptExisting/,
      );
      assert.deepEqual(await fixture.membersInState(container), []);
      await fixture.up([], { env: { PULUMI_CHIME_RECOVER: "true" } });
      assert.deepEqual(container.members(), ["ada"]);
    });
  });

  /** Imports the resource `name` of the state again, with the name `again`. */
  async function importAgain(name: string): Promise<void> {
    const { type, id, inputs, outputs } = (await fixture.project.resources())[name]!;
    await fixture.project.write(
      "import.json",
      JSON.stringify({ resources: [{ type, name: "again", id, inputs, outputs }] }),
    );
    const options = ["--file", "import.json", "--yes", "--generate-code=false", "--protect=false"];
    expectOutcome(await fixture.run(["import", ...options]), true);
    assert.deepEqual(await fixture.project.names(), ["again", name]);
  }
});

function renamed(resource: StateResource, name: string): StateResource {
  return { ...resource, urn: resource.urn.replace(/::[^:]*$/, `::${name}`) };
}

function withParent(declared: Declared, parent: string): Declared {
  return { ...declared, args: { ...declared.args, [parent]: outputOf("entity", parent) } };
}

function isPerson(name: string): boolean {
  return !name.includes("/");
}

/** The last part of an id, which identifies the entity in messages. */
function lastPart(id: string): string {
  return id.split("/").at(-1)!;
}

/** The id as it is printed, in full or only its last part. */
function printedIdOf({ printed }: Run, id: string): string {
  const words = printed.split(/[\s"'`(),]+/).map((word) => word.replace(/[.:;]$/, ""));
  const found = words.find((word) => word === id) ?? words.find((word) => word === lastPart(id));
  assert.ok(found, `the error does not name ${id}: ${printed}`);
  return found;
}

function expectNotDeletedMessage({ printed }: Run, id: string): void {
  const lines = printed.split("\n").filter((line) => line.includes(lastPart(id)));
  assert.ok(
    lines.some((line) => /left alone|not deleted|another resource|leaves? .* alone/i.test(line)),
    `the output does not say that ${id} was not deleted: ${printed}`,
  );
}
