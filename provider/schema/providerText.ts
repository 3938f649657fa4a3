/** The resources of this package: the part of the type token after `chime:`. */
export type ResourceKind =
  | "AppInstance"
  | "AppInstanceUser"
  | "Channel"
  | "ChannelMembership"
  | "ChannelRoster"
  | "Room"
  | "RoomMembership"
  | "RoomRoster";

/** The Pulumi type token of a resource of this package: that of a dynamic resource. */
export function typeToken(kind: ResourceKind): string {
  return `pulumi-nodejs:dynamic/chime:${kind}`;
}

/**
 * The inputs of a resource together with the text of its provider, which makes it a Pulumi dynamic resource.
 *
 * `pulumi.dynamic.Resource` would serialize the provider's code into each resource. A constant text that requires
 * this package keeps the state small, and lets `pulumi destroy` run the code that is installed now.
 */
export function dynamicInputs<Inputs extends object>(
  kind: ResourceKind,
  inputs: Inputs,
): Inputs & { __provider: string } {
  return { ...inputs, __provider: PROVIDER_TEXT[kind] };
}

/**
 * The JavaScript that the engine keeps with every resource and runs to get at its hooks. It stands in every state
 * file ever written: it must never change, and what it requires must stay exported.
 */
export const PROVIDER_TEXT: Record<ResourceKind, string> = {
  AppInstance: 'exports.handler=()=>require("pulumi-chime/provider").appInstance',
  AppInstanceUser: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceUser',
  Channel: 'exports.handler=()=>require("pulumi-chime/provider").channel',
  ChannelMembership: 'exports.handler=()=>require("pulumi-chime/provider").channelMembership',
  ChannelRoster: 'exports.handler=()=>require("pulumi-chime/provider").channelRoster',
  Room: 'exports.handler=()=>require("pulumi-chime/provider").room',
  RoomMembership: 'exports.handler=()=>require("pulumi-chime/provider").roomMembership',
  RoomRoster: 'exports.handler=()=>require("pulumi-chime/provider").roomRoster',
};
