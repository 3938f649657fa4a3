import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import type { Properties } from "./host";

/** One thing of a kind that exists, by itself, in an emulator. What is the same for all kinds is tested on each. */
export interface EntityScene {
  readonly chime: Emulator;
  readonly kind: ResourceKind;
  readonly operations: { create: string; read: string; update: string; remove: string; list: string };
  /** The id of the one that exists, which is its ARN too. */
  readonly id: string;
  /** What the state has of it. */
  readonly state: Properties;
  /** The checked inputs of another one, which does not exist. */
  readonly inputs: Properties;
  /** An argument of which another value is another thing, with such a value; undefined where there is none. */
  readonly fixed?: readonly [name: string, value: string];
  /** The names of all that there are. */
  names(): string[];
  /** Removes the one that exists behind the back of Pulumi. */
  removeEntity(): void;
  close(): Promise<void>;
}

/** What opens a scene with each kind of thing around channels. */
export const ENTITIES: Record<string, (options?: EmulatorOptions) => Promise<EntityScene>> = {
  AppInstance: openAppInstance,
  AppInstanceUser: openUser,
  Channel: openChannel,
};

async function openAppInstance(options: EmulatorOptions = {}): Promise<EntityScene> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance({ name: "Old" });
  // Of the same account, so that a list can tell that another one is gone.
  chime.state.addAppInstance({ name: "Other" });
  return {
    chime,
    kind: "AppInstance",
    operations: operationsOn("AppInstance"),
    id: appInstanceArn,
    state: { appInstanceArn, name: "Old" },
    inputs: { name: "New", metadata: "m" },
    names: () => chime.state.appInstances().map(({ name }) => name),
    removeEntity: () => {
      chime.state.removeAppInstance({ appInstanceArn });
    },
    close: () => chime.stop(),
  };
}

async function openUser(options: EmulatorOptions = {}): Promise<EntityScene> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance();
  const arn = chime.state.addAppInstanceUser({ appInstanceArn, userId: "old", name: "Old" });
  return {
    chime,
    kind: "AppInstanceUser",
    operations: operationsOn("AppInstanceUser"),
    id: arn,
    state: { appInstanceUserArn: arn, appInstanceArn, appInstanceUserId: "old", name: "Old" },
    inputs: { appInstanceArn, appInstanceUserId: "new", name: "New", metadata: "m" },
    fixed: ["appInstanceUserId", "other"],
    names: () => chime.state.appInstanceUsers(appInstanceArn).map(({ name }) => name),
    removeEntity: () => {
      chime.state.removeAppInstanceUser({ arn });
    },
    close: () => chime.stop(),
  };
}

async function openChannel(options: EmulatorOptions = {}): Promise<EntityScene> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance();
  const chimeBearer = chime.state.addAppInstanceUser({ appInstanceArn });
  chime.state.addAppInstanceAdmin({ adminArn: chimeBearer });
  const channelArn = chime.state.addChannel({ appInstanceArn, channelId: "old", name: "Old" });
  const others = { appInstanceArn, mode: "UNRESTRICTED", privacy: "PUBLIC", chimeBearer };
  return {
    chime,
    kind: "Channel",
    operations: operationsOn("Channel"),
    id: channelArn,
    state: { channelArn, name: "Old", ...others },
    inputs: { name: "New", metadata: "m", ...others },
    fixed: ["privacy", "PRIVATE"],
    names: () => chime.state.channels(appInstanceArn).map(({ name }) => name),
    removeEntity: () => {
      chime.state.removeChannel({ channelArn });
    },
    close: () => chime.stop(),
  };
}

function operationsOn(kind: string): EntityScene["operations"] {
  return {
    create: `Create${kind}`,
    read: `Describe${kind}`,
    update: `Update${kind}`,
    remove: `Delete${kind}`,
    list: `List${kind}s`,
  };
}
