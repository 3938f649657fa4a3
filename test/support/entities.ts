import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import type { Properties } from "./host";

/** An emulator with one app instance, user or channel. Tests of what all kinds share run on each kind. */
export interface EntityScene {
  readonly chime: Emulator;
  readonly kind: ResourceKind;
  readonly operations: { create: string; read: string; update: string; remove: string; list: string };
  /** The id of the existing entity, which is its ARN. */
  readonly id: string;
  /** The state of the existing entity. */
  readonly state: Properties;
  /** Checked inputs of another entity, which does not exist. */
  readonly inputs: Properties;
  /** A property that cannot be updated, and another value for it. Undefined if every property can be updated. */
  readonly replaceOnChange?: readonly [name: string, value: string];
  /** The names of all entities of this kind. */
  names(): string[];
  /** Removes the existing entity outside Pulumi. */
  removeEntity(): void;
  close(): Promise<void>;
}

/** Opens a scene, by kind. */
export const ENTITIES: Record<string, (options?: EmulatorOptions) => Promise<EntityScene>> = {
  AppInstance: openAppInstance,
  AppInstanceUser: openUser,
  AppInstanceBot: openBot,
  Channel: openChannel,
};

async function openAppInstance(options: EmulatorOptions = {}): Promise<EntityScene> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance({ name: "Old" });
  // A list that still shows an app instance of the same account proves that the other one is gone.
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
    replaceOnChange: ["appInstanceUserId", "other"],
    names: () => chime.state.appInstanceUsers(appInstanceArn).map(({ name }) => name),
    removeEntity: () => {
      chime.state.removeAppInstanceUser({ arn });
    },
    close: () => chime.stop(),
  };
}

async function openBot(options: EmulatorOptions = {}): Promise<EntityScene> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance();
  const arn = chime.state.addAppInstanceBot({ appInstanceArn, name: "Old" });
  const shared = {
    appInstanceArn,
    lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/EMULATED00/EMULATED00",
    localeId: "en_US",
    standardMessages: "MENTIONS",
    targetedMessages: "ALL",
  };
  return {
    chime,
    kind: "AppInstanceBot",
    operations: operationsOn("AppInstanceBot"),
    id: arn,
    state: { appInstanceBotArn: arn, name: "Old", ...shared },
    inputs: { name: "New", metadata: "m", welcomeIntent: "Hello", ...shared },
    replaceOnChange: ["appInstanceArn", chime.state.addAppInstance()],
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
  const shared = { appInstanceArn, mode: "UNRESTRICTED", privacy: "PUBLIC", chimeBearer };
  return {
    chime,
    kind: "Channel",
    operations: operationsOn("Channel"),
    id: channelArn,
    state: { channelArn, name: "Old", ...shared },
    inputs: { name: "New", metadata: "m", ...shared },
    replaceOnChange: ["privacy", "PRIVATE"],
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
