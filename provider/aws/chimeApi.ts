import type { MembershipApi, RosterApi } from "./memberships/membershipApi";
import { BatchCreate } from "./memberships/batchCreate";
import type { ApiCaller } from "./call/apiCaller";
import { APP_INSTANCE_ADMIN_CALLS } from "./channels/appInstanceAdmins";
import { APP_INSTANCE_RETENTION_CALLS } from "./channels/appInstanceRetentions";
import { APP_INSTANCE_STREAMING_CALLS } from "./channels/appInstanceStreamings";
import { AppInstanceBots } from "./channels/appInstanceBots";
import { AppInstances } from "./channels/appInstances";
import { AppInstanceUsers } from "./channels/appInstanceUsers";
import { channelBatch } from "./channels/channelBatch";
import type { AppInstanceRetentionInputs } from "../schema/channels/appInstanceRetentionSchema";
import type { AppInstanceKey } from "../schema/channels/appInstanceSchema";
import type { AppInstanceStreamingInputs } from "../schema/channels/appInstanceStreamingSchema";
import type {
  ChannelFlowAssociationInputs,
  ChannelFlowAssociationKey,
} from "../schema/channels/channelFlowAssociationSchema";
import type { ChannelRef } from "../schema/channels/channelId";
import { ChannelMemberships } from "./channels/channelMemberships";
import { ChannelLists } from "./channels/channelLists";
import { CHANNEL_BAN_CALLS } from "./channels/channelBans";
import { CHANNEL_FLOW_CALLS } from "./channels/channelFlowAssociations";
import { CHANNEL_MODERATOR_CALLS } from "./channels/channelModerators";
import { Channels } from "./channels/channels";
import { ChannelsOfUser } from "./channels/channelsOfUser";
import { Memberships, type MemberList } from "./channels/memberships";
import { ParentSettings } from "./channels/parentSettings";
import { RegionalClients } from "./channels/regionalClients";
import { Rates, type RatedCall } from "./channels/publishedRates";
import { identityTags, messagingTags, ResourceTags } from "./channels/resourceTags";
import { FallbackBearer } from "./channels/fallbackBearer";
import { UserLists } from "./channels/userLists";
import { createCaller, createItemRetries } from "./client/clientOptions";
import type { CallObserver } from "./call/callObserver";
import { visibleAccounts } from "./rooms/visibleChimeAccounts";
import { createClient } from "./rooms/roomsClient";
import { roomBatch } from "./rooms/roomBatch";
import { RoomMemberships } from "./rooms/roomMemberships";
import { Rooms } from "./rooms/rooms";
import { Users } from "./rooms/users";
import type { ChimeSettings } from "../settings/settings";
import type { EntityApi } from "./entityApi";

/** The operations of Amazon Chime that this package uses. */
export interface ChimeApi {
  readonly roomMemberships: RoomMemberships;
  readonly rooms: Rooms;
  readonly users: Users;
  readonly channelMemberships: ChannelMemberships;
  readonly channelModerators: RosterApi<ChannelRef> & MemberList<ChannelRef>;
  readonly channelBans: MembershipApi<ChannelRef> & MemberList<ChannelRef>;
  readonly channelsOfUser: ChannelsOfUser;
  readonly channels: Channels;
  readonly appInstanceAdmins: MembershipApi<AppInstanceKey> & MemberList<AppInstanceKey>;
  readonly appInstances: AppInstances;
  readonly appInstanceUsers: AppInstanceUsers;
  readonly appInstanceBots: AppInstanceBots;
  readonly appInstanceRetentions: SettingApi<AppInstanceKey, AppInstanceRetentionInputs>;
  readonly appInstanceStreamings: SettingApi<AppInstanceKey, AppInstanceStreamingInputs>;
  readonly channelFlowAssociations: SettingApi<ChannelFlowAssociationKey, ChannelFlowAssociationInputs>;
  /** Must be called when an entity was deleted: that may have ended memberships. */
  forgetSnapshots(): void;
}

/** The operations on a setting, whose inputs are its state. */
type SettingApi<Key, Inputs> = EntityApi<Key, Inputs, Inputs>;

/** Creates the API clients. This file loads the AWS SDK. */
export function openChimeApi(settings: ChimeSettings, observer: CallObserver): ChimeApi {
  const caller = createCaller(settings, observer);
  const services = { ...roomService(settings, caller), ...channelService(settings, caller) };
  return {
    ...services,
    forgetSnapshots: () => {
      services.roomMemberships.forgetSnapshots();
      services.channelMemberships.forgetSnapshots();
      services.appInstanceAdmins.forgetSnapshots();
      services.channelModerators.forgetSnapshots();
      services.channelBans.forgetSnapshots();
    },
  };
}

function roomService(settings: ChimeSettings, caller: ApiCaller) {
  const client = createClient(settings);
  const batches = new BatchCreate(roomBatch(client), caller, createItemRetries(settings));
  const accounts = visibleAccounts(client, caller);
  const roomMemberships = new RoomMemberships(client, caller, batches, accounts);
  return {
    roomMemberships,
    rooms: new Rooms(client, caller, roomMemberships, accounts),
    users: new Users(client, caller),
  };
}

function identityService(clients: RegionalClients, caller: ApiCaller) {
  const users = new UserLists(clients, caller);
  const tags = new ResourceTags(caller, identityTags(clients));
  const appInstances = new AppInstances(clients, caller, users, tags);
  const inInstances = {
    caller,
    arnOf: ({ appInstanceArn }: AppInstanceKey) => appInstanceArn,
    bearerOf: () => "",
    clientOf: ({ appInstanceArn }: AppInstanceKey) => clients.identity(appInstanceArn),
    accounts: appInstances.accounts,
    bearers: {
      call: <Result>(instance: AppInstanceKey, call: (ref: AppInstanceKey) => Promise<Result>) =>
        call(instance),
    },
    limitsOf: () => [],
    parentExists: (instance: AppInstanceKey) => appInstances.isListed(instance),
  };
  const appInstanceAdmins = new Memberships(APP_INSTANCE_ADMIN_CALLS, inInstances);
  const appInstanceUsers = new AppInstanceUsers(clients, caller, users, appInstances, tags);
  const appInstanceBots = new AppInstanceBots(clients, caller, appInstances, tags);
  return {
    inInstances,
    appInstances,
    appInstanceAdmins,
    appInstanceUsers,
    appInstanceBots,
    appInstanceRetentions: new ParentSettings(APP_INSTANCE_RETENTION_CALLS, inInstances),
  };
}

function ofChannels(clients: RegionalClients, lists: ChannelLists) {
  return {
    arnOf: ({ channelArn }: ChannelRef) => channelArn,
    bearerOf: ({ chimeBearer }: ChannelRef) => chimeBearer,
    clientOf: ({ channelArn }: ChannelRef) => clients.messaging(channelArn),
    parentExists: (channel: ChannelRef) => lists.have(channel),
  };
}

function channelService(settings: ChimeSettings, caller: ApiCaller) {
  const clients = new RegionalClients(settings);
  const rates = new Rates(settings.callsPerSecond === undefined);
  const { inInstances, ...identity } = identityService(clients, caller.rateLimited(rates.ofIdentity));
  const limited = caller.rateLimited(rates.ofBatches);
  const batches = new BatchCreate(channelBatch(clients), limited, createItemRetries(settings));
  const accounts = identity.appInstances.accounts.atAnotherEndpoint();
  const lists = new ChannelLists(clients, caller, identity.appInstances, accounts);
  const tags = new ResourceTags(caller, messagingTags(clients));
  const fallback = new FallbackBearer(settings.appInstanceUserArn);
  const inChannels = { caller, accounts, bearers: fallback, ...ofChannels(clients, lists) };
  const access = {
    ...inChannels,
    limitsOf: (call: RatedCall, channel: ChannelRef) => rates.ofAccess(call, channel),
  };
  const channelBans = new Memberships(CHANNEL_BAN_CALLS, access);
  const channelMemberships = new ChannelMemberships(
    { ...inChannels, limitsOf: (call, channel) => rates.ofMembers(call, channel) },
    batches,
    channelBans,
  );
  return {
    ...identity,
    appInstanceStreamings: new ParentSettings(APP_INSTANCE_STREAMING_CALLS, {
      ...inInstances,
      caller,
      accounts,
      clientOf: ({ appInstanceArn }) => clients.messaging(appInstanceArn),
    }),
    channelFlowAssociations: new ParentSettings(CHANNEL_FLOW_CALLS, {
      ...inChannels,
      limitsOf: (channel) => rates.ofFlow(channel),
    }),
    channelMemberships,
    channelModerators: new Memberships(CHANNEL_MODERATOR_CALLS, access),
    channelBans,
    channelsOfUser: new ChannelsOfUser(clients, caller, (user) => rates.ofUser(user)),
    channels: new Channels(clients, caller, channelMemberships, lists, accounts, fallback, tags),
  };
}
