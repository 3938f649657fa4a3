import assert from "node:assert/strict";

import type { Emulator, OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { ENTITIES } from "../support/entities";
import { PERMANENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { PERSONAL_NAME } from "../support/leaks";
import { Room } from "../support/room";
import { MEMBERSHIP_SCENES } from "../support/scenes";
import { SETTINGS } from "../support/settings";

/** A hook, its operation that fails, and the name in the error. */
interface Case {
  operation: string;
  run: (host: Host) => Promise<unknown>;
  names?: string;
}

/** An existing resource whose hooks are tested. */
interface Subject {
  chime: Emulator;
  kind: ResourceKind;
  hooks: Record<"create" | "read" | "update" | "delete", Case>;
  /** What the service contains. */
  serviceState: () => unknown;
  /** Personal data that no error may contain. */
  personal: string[];
  close: () => Promise<void>;
}

const SUBJECTS: Record<string, () => Promise<Subject>> = {
  RoomMembership: () => membershipOf("rooms", "UpdateRoomMembership"),
  // The type of a channel member cannot be updated, so the update adds a missing member.
  ChannelMembership: () => membershipOf("channels", "CreateChannelMembership"),
  AppInstanceAdmin: () => membershipOf("administrators", "CreateAppInstanceAdmin"),
  ChannelModerator: () => membershipOf("moderators", "CreateChannelModerator"),
  ChannelBan: () => membershipOf("bans", "CreateChannelBan"),
  Room: room,
  AppInstance: () => entityOf("AppInstance"),
  AppInstanceBot: () => entityOf("AppInstanceBot"),
  AppInstanceUser: () => entityOf("AppInstanceUser"),
  Channel: () => entityOf("Channel"),
  AppInstanceRetention: () => settingOf("AppInstanceRetention"),
  AppInstanceStreaming: () => settingOf("AppInstanceStreaming"),
  ChannelFlowAssociation: () => settingOf("ChannelFlowAssociation"),
};

async function membershipOf(service: string, updates: string): Promise<Subject> {
  const scene = await MEMBERSHIP_SCENES[service]!();
  const [ana, gone] = [scene.newMember(), scene.newMember()];
  scene.add(ana);
  const { operations, roles } = scene;
  const [updated, olds, news] =
    service === "rooms"
      ? [ana, { ...scene.inputs(ana), memberType: "User" }, scene.inputs(ana, roles[1])]
      : [gone, scene.inputs(gone), scene.inputs(gone)];
  return {
    chime: scene.chime,
    kind: scene.kinds.membership,
    hooks: {
      create: { operation: operations.create, run: (host) => host.create(scene.inputs(gone)), names: gone },
      read: { operation: operations.read, run: (host) => host.read(scene.id(ana), scene.inputs(ana)) },
      update: {
        operation: updates,
        run: (host) => host.update(scene.id(updated), olds, news),
        names: updated,
      },
      delete: {
        operation: operations.remove,
        run: (host) => host.delete(scene.id(ana), scene.inputs(ana)),
        names: ana,
      },
    },
    serviceState: () => scene.members(),
    personal: [PERSONAL_NAME],
    close: () => scene.close(),
  };
}

async function room(): Promise<Subject> {
  const { chime, accountId, roomId } = await Room.open();
  const id = `${accountId}/${roomId}`;
  const launch = { accountId, roomId, name: roomId };
  const names = roomId;
  return {
    chime,
    kind: "Room",
    hooks: {
      create: {
        operation: "CreateRoom",
        run: (host) => host.create({ accountId, name: "Launch" }),
        names: '"Launch"',
      },
      read: { operation: "GetRoom", run: (host) => host.read(id, launch), names },
      update: {
        operation: "UpdateRoom",
        run: (host) => host.update(id, launch, { ...launch, name: "Start" }),
        names,
      },
      delete: { operation: "DeleteRoom", run: (host) => host.delete(id, launch), names },
    },
    serviceState: () => chime.state.rooms(accountId).map(({ name }) => name),
    personal: [],
    close: () => chime.stop(),
  };
}

async function entityOf(kind: string): Promise<Subject> {
  const scene = await ENTITIES[kind]!();
  const { id, state, inputs, operations } = scene;
  const renamed: Properties = { ...state, name: "Renamed" };
  return {
    chime: scene.chime,
    kind: scene.kind,
    hooks: {
      create: { operation: operations.create, run: (host) => host.create(inputs) },
      read: { operation: operations.read, run: (host) => host.read(id, state) },
      update: { operation: operations.update, run: (host) => host.update(id, state, renamed) },
      delete: { operation: operations.remove, run: (host) => host.delete(id, state) },
    },
    serviceState: () => scene.names(),
    personal: kind === "AppInstanceUser" ? ["New", "Old", "Renamed"] : [],
    close: () => scene.close(),
  };
}

async function settingOf(kind: string): Promise<Subject> {
  const scene = await SETTINGS[kind]!();
  const { id, inputs, changed, operations } = scene;
  const names = id.split(",")[0]!;
  const set = (): void => {
    scene.set(inputs);
  };
  // Another channel flow replaces the association. So what an update reads is whether a new bearer has access.
  const news = kind === "ChannelFlowAssociation" ? { ...inputs, adoptExisting: true } : changed;
  const update = kind === "ChannelFlowAssociation" ? operations.read : operations.put;
  return {
    chime: scene.chime,
    kind: scene.kind,
    hooks: {
      create: {
        operation: operations.put,
        run: (host) => {
          scene.unset();
          return host.create(inputs).finally(set);
        },
        names,
      },
      read: { operation: operations.read, run: (host) => host.read(id, inputs), names },
      update: { operation: update, run: (host) => host.update(id, inputs, news), names },
      delete: { operation: operations.remove, run: (host) => host.delete(id, inputs), names },
    },
    serviceState: () => {
      set();
      return scene.current();
    },
    personal: [],
    close: () => scene.close(),
  };
}

// A hook that fails changes nothing, so all rows of a kind share one plugin and one emulator.
for (const [kind, open] of Object.entries(SUBJECTS)) {
  describe(`If Amazon Chime refuses a call of ${kind},`, function () {
    this.timeout(60_000);

    let subject: Subject;
    let host: Host;
    before(async () => {
      subject = await open();
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: subject.chime, kind: subject.kind, config });
    });
    after(async () => {
      await host.stop();
      await subject.close();
    });
    beforeEach(() => {
      subject.chime.faults.clear();
      subject.chime.journal.clear();
    });

    for (const hook of ["create", "read", "update", "delete"] as const) {
      for (const [error, status, advice] of PERMANENT_ERRORS) {
        it(`${hook} fails after one attempt with ${error}, and the message says what to do`, async () => {
          const { chime, hooks, serviceState, personal } = subject;
          const { operation, run, names = "" } = hooks[hook];
          const before = serviceState();
          chime.faults.inject({
            operation: operation as OperationName,
            kind: "error",
            error,
            times: "always",
          });
          const { message } = await rejectionOf(run(host));
          const [call] = chime.journal.calls({ operation });
          const answer = `${error} (HTTP ${status}, request id ${call!.requestId}) to ${operation} after 1 attempt`;
          assert.ok(message.includes(answer), message);
          assert.match(message, advice);
          assert.ok(message.includes(names), message);
          for (const name of personal) assert.ok(!message.includes(name), message);
          // For channels, the plugin may try another bearer or check whether the resource still exists.
          if (kind.startsWith("Room")) assert.equal(chime.journal.count(), 1);
          assert.deepEqual(serviceState(), before);
        });
      }
    }
  });
}
