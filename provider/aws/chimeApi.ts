import { BatchCreate } from "./memberships/batchCreate";
import type { ApiCaller } from "./call/apiCaller";
import { AppInstances } from "./channels/appInstances";
import { AppInstanceUsers } from "./channels/appInstanceUsers";
import { channelBatch } from "./channels/channelBatch";
import type { ChannelRef } from "../schema/channels/channelId";
import { ChannelMemberships } from "./channels/channelMemberships";
import { ChannelLists } from "./channels/channelLists";
import { Channels } from "./channels/channels";
import { RegionalClients } from "./channels/regionalClients";
import { Rates } from "./channels/publishedRates";
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

/** The operations of Amazon Chime that this package uses. */
export interface ChimeApi {
  readonly roomMemberships: RoomMemberships;
  readonly rooms: Rooms;
  readonly users: Users;
  readonly channelMemberships: ChannelMemberships;
  readonly channels: Channels;
  readonly appInstances: AppInstances;
  readonly appInstanceUsers: AppInstanceUsers;
  /** Must be called when an entity was deleted: that may have ended memberships. */
  forgetSnapshots(): void;
}

/** Creates the API clients. This file loads the AWS SDK. */
export function openChimeApi(settings: ChimeSettings, observer: CallObserver): ChimeApi {
  const caller = createCaller(settings, observer);
  const services = { ...roomService(settings, caller), ...channelService(settings, caller) };
  return {
    ...services,
    forgetSnapshots: () => {
      services.roomMemberships.forgetSnapshots();
      services.channelMemberships.forgetSnapshots();
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

function channelService(settings: ChimeSettings, caller: ApiCaller) {
  const clients = new RegionalClients(settings);
  const rates = new Rates(settings.callsPerSecond === undefined);
  const batches = new BatchCreate(
    channelBatch(clients),
    caller.rateLimited(rates.ofBatches),
    createItemRetries(settings),
  );
  const users = new UserLists(clients, caller);
  const appInstances = new AppInstances(clients, caller, users);
  const accounts = appInstances.accounts.atAnotherEndpoint();
  const lists = new ChannelLists(clients, caller, appInstances, accounts);
  const fallback = new FallbackBearer(settings.appInstanceUserArn);
  const inChannels = {
    caller,
    arnOf: ({ channelArn }: ChannelRef) => channelArn,
    bearerOf: ({ chimeBearer }: ChannelRef) => chimeBearer,
    clientOf: ({ channelArn }: ChannelRef) => clients.messaging(channelArn),
    accounts,
    bearers: fallback,
    parentExists: (channel: ChannelRef) => lists.have(channel),
  };
  const limitsOf = rates.ofMembers.bind(rates);
  const channelMemberships = new ChannelMemberships({ ...inChannels, limitsOf }, batches);
  return {
    channelMemberships,
    channels: new Channels(clients, caller, channelMemberships, lists, accounts, fallback),
    appInstances,
    appInstanceUsers: new AppInstanceUsers(clients, caller, users, appInstances),
  };
}
