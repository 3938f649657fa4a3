import type { ChannelKey, ChannelState } from "../contract/channel";
import type { ChannelPlace } from "../contract/channelMembership";
import { BatchCreate } from "./batchCreate";
import type { ChimeCaller } from "./call";
import { AppInstances } from "./channels/appInstances";
import { AppInstanceUsers } from "./channels/appInstanceUsers";
import { channelBatch } from "./channels/channelBatch";
import { ChannelMemberships } from "./channels/channelMemberships";
import { ChannelLists } from "./channels/channelLists";
import { Channels } from "./channels/channels";
import { RegionalClients } from "./channels/clients";
import { Rates } from "./channels/rates";
import { channelsOfState, membershipsOfState, StandIn } from "./channels/standIn";
import { UserLists } from "./channels/userLists";
import { createCaller, createItemRetries } from "./client";
import type { EntityServiceOfState } from "./entityService";
import type { MembershipService } from "./membershipService";
import type { CallObserver } from "./observer";
import { visibleAccounts } from "./rooms/accounts";
import { createClient } from "./rooms/client";
import { roomBatch } from "./rooms/roomBatch";
import { RoomMemberships } from "./rooms/roomMemberships";
import { Rooms } from "./rooms/rooms";
import { Users } from "./rooms/users";
import type { ChimeSettings } from "./settings";

/** The operations of Amazon Chime that this package uses, by what they are about. Those of one service share its
 * client. */
export interface ChimeService {
  readonly roomMemberships: RoomMemberships;
  readonly rooms: Rooms;
  readonly users: Users;
  readonly channelMemberships: ChannelMemberships;
  readonly channels: Channels;
  /** For what is deleted and read as the state has it: goes on where the bearer in the state is refused. */
  readonly channelMembershipsOfState: MembershipService<ChannelPlace>;
  /** The same of channels. */
  readonly channelsOfState: EntityServiceOfState<ChannelKey, ChannelState>;
  readonly appInstances: AppInstances;
  readonly appInstanceUsers: AppInstanceUsers;
  /** To be called when something was deleted: who was read to be a member before may be none any more. */
  forgetReadings(): void;
}

/** Opens the service. Whoever loads this file loads the AWS SDK. */
export function openService(settings: ChimeSettings, observer: CallObserver): ChimeService {
  const caller = createCaller(settings, observer);
  const services = { ...roomService(settings, caller), ...channelService(settings, caller) };
  return {
    ...services,
    forgetReadings: () => {
      services.roomMemberships.forgetReadings();
      services.channelMemberships.forgetReadings();
    },
  };
}

function roomService(settings: ChimeSettings, caller: ChimeCaller) {
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

function channelService(settings: ChimeSettings, caller: ChimeCaller) {
  const clients = new RegionalClients(settings);
  const rates = new Rates(settings.callsPerSecond === undefined);
  const batches = new BatchCreate(
    channelBatch(clients),
    caller.paced(rates.ofBatches),
    createItemRetries(settings),
  );
  const users = new UserLists(clients, caller);
  const appInstances = new AppInstances(clients, caller, users);
  const accounts = appInstances.accounts.atAnotherEndpoint();
  const lists = new ChannelLists(clients, caller, appInstances, accounts);
  const channelMemberships = new ChannelMemberships(clients, caller, rates, batches, lists, accounts);
  const channels = new Channels(clients, caller, channelMemberships, lists, accounts);
  const standIn = new StandIn(settings.appInstanceUserArn);
  return {
    channelMemberships,
    channels,
    channelMembershipsOfState: membershipsOfState(channelMemberships, standIn),
    channelsOfState: channelsOfState(channels, standIn),
    appInstances,
    appInstanceUsers: new AppInstanceUsers(clients, caller, users, appInstances),
  };
}
