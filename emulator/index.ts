export { startEmulator, type Emulator } from "./emulator";
export type {
  SeedAppInstance,
  SeedAppInstanceBot,
  SeedAppInstanceUser,
  SeedChannel,
  SeedChannelMember,
} from "./configuration/appInstanceSeed";
export type { CredentialOptions, EmulatorOptions, Quotas, RoleOptions, Rules } from "./configuration/options";
export { readSeed } from "./configuration/seed";
export type { Seed, SeedAccount, SeedBot, SeedMember, SeedRoom, SeedUser } from "./configuration/seed";
export { DEFAULT_CREDENTIALS } from "./configuration/settings";
export type { FaultRule, ReadLag, Throttle, When } from "./faults/faultRules";
export type { ActiveFaults, Faults, InjectedFault } from "./faults/faults";
export type { ErrorName } from "./http/errors";
export type { BatchError, BatchMember, Call, CallFilter } from "./journal/call";
export type { Journal, WaitOptions } from "./journal/journal";
export type { Role } from "./model/enums";
export type { OperationName } from "./model/operationNames";
export type {
  AppInstanceUserView,
  AppInstanceView,
  ChannelMemberView,
  ChannelView,
  StreamingView,
} from "./state/channelState";
export type { MemberView, State } from "./state/state";
