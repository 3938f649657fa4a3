import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import type { Properties } from "./host";
import { Channel } from "./scenes";

const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging";

/** An emulator with an app instance or channel whose setting is not set. Tests of what all kinds share run on each kind. */
export interface SettingScene {
  readonly chime: Emulator;
  readonly kind: ResourceKind;
  readonly operations: { read: string; put: string; remove: string };
  readonly id: string;
  /** Checked inputs. */
  readonly inputs: Properties;
  /** The same with another value. */
  readonly changed: Properties;
  /** The property that differs. */
  readonly property: string;
  /** Sets it outside Pulumi. */
  set(props: Properties): void;
  /** Removes it outside Pulumi. */
  unset(): void;
  /** What the service has, without the ids; empty if it is not set. */
  current(): Properties;
  /** Removes the app instance or channel. */
  removeParent(): void;
  close(): Promise<void>;
}

/** Opens a scene, by kind. */
export const SETTINGS: Record<string, (options?: EmulatorOptions) => Promise<SettingScene>> = {
  AppInstanceRetention: openRetention,
  AppInstanceStreaming: openStreaming,
  ChannelFlowAssociation: openFlow,
};

async function openRetention(options: EmulatorOptions = {}): Promise<SettingScene> {
  const { state, appInstanceArn, scene } = await openInstance(options);
  return {
    ...scene,
    kind: "AppInstanceRetention",
    operations: {
      read: "GetAppInstanceRetentionSettings",
      put: "PutAppInstanceRetentionSettings",
      remove: "PutAppInstanceRetentionSettings",
    },
    id: `${appInstanceArn},retention`,
    inputs: { appInstanceArn, retentionDays: 365 },
    changed: { appInstanceArn, retentionDays: 30 },
    property: "retentionDays",
    set: ({ retentionDays }) => {
      state.setRetention({ appInstanceArn, retentionDays: retentionDays as number });
    },
    unset: () => {
      state.setRetention({ appInstanceArn });
    },
    current: () => given({ retentionDays: state.retentionDaysOf(appInstanceArn) }),
  };
}

async function openStreaming(options: EmulatorOptions = {}): Promise<SettingScene> {
  const { state, appInstanceArn, scene } = await openInstance(options);
  return {
    ...scene,
    kind: "AppInstanceStreaming",
    operations: {
      read: "GetMessagingStreamingConfigurations",
      put: "PutMessagingStreamingConfigurations",
      remove: "DeleteMessagingStreamingConfigurations",
    },
    id: `${appInstanceArn},streaming`,
    inputs: { appInstanceArn, channelMessageStreamArn: `${STREAM}-a` },
    changed: { appInstanceArn, channelMessageStreamArn: `${STREAM}-b` },
    property: "channelMessageStreamArn",
    set: ({ channelMessageStreamArn }) => {
      state.setStreaming({ appInstanceArn, streams: { ChannelMessage: channelMessageStreamArn as string } });
    },
    unset: () => {
      state.setStreaming({ appInstanceArn });
    },
    current: () => {
      const { Channel: channelStreamArn, ChannelMessage: channelMessageStreamArn } =
        state.streamingOf(appInstanceArn) ?? {};
      return given({ channelStreamArn, channelMessageStreamArn });
    },
  };
}

async function openFlow(options: EmulatorOptions = {}): Promise<SettingScene> {
  const { chime, appInstanceArn, channelArn, chimeBearer } = await Channel.open(options);
  const { state } = chime;
  const channel = { channelArn, chimeBearer };
  return {
    chime,
    kind: "ChannelFlowAssociation",
    operations: {
      read: "DescribeChannel",
      put: "AssociateChannelFlow",
      remove: "DisassociateChannelFlow",
    },
    id: `${channelArn},flow`,
    inputs: { ...channel, channelFlowArn: state.addChannelFlow({ appInstanceArn }) },
    changed: { ...channel, channelFlowArn: state.addChannelFlow({ appInstanceArn }) },
    property: "channelFlowArn",
    set: ({ channelFlowArn }) => {
      state.associateChannelFlow({ channelArn, channelFlowArn: channelFlowArn as string });
    },
    unset: () => {
      state.associateChannelFlow({ channelArn });
    },
    current: () => given({ channelFlowArn: state.channelFlowOf(channelArn) }),
    removeParent: () => {
      state.removeChannel({ channelArn });
    },
    close: () => chime.stop(),
  };
}

/** What the settings of an app instance share. */
async function openInstance(options: EmulatorOptions): Promise<{
  state: Emulator["state"];
  appInstanceArn: string;
  scene: Pick<SettingScene, "chime" | "removeParent" | "close">;
}> {
  const chime = await startEmulator(options);
  const appInstanceArn = chime.state.addAppInstance();
  // A list that still shows an app instance of the same account proves that the other one is gone.
  chime.state.addAppInstance();
  const removeParent = (): void => {
    chime.state.removeAppInstance({ appInstanceArn });
  };
  const scene = { chime, removeParent, close: () => chime.stop() };
  return { state: chime.state, appInstanceArn, scene };
}

function given(props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
