/** The resources of this package, as in their type tokens after `chime:`. */
export type ResourceKind = keyof typeof PROVIDER_TEXT;

/** The Pulumi type token of a resource of this package, which is a dynamic resource. */
export function typeToken(kind: ResourceKind): string {
  return `pulumi-nodejs:dynamic/chime:${kind}`;
}

/** The Pulumi token of a resource, a function or a type of this package in its native form. */
export function nativeToken(name: string): string {
  return `chime:index:${name}`;
}

/**
 * Adds the provider text to the inputs of a resource, which makes it a Pulumi dynamic resource.
 *
 * `pulumi.dynamic.Resource` would serialize the provider's code into each resource. A constant text that requires
 * this package keeps the state small, and `pulumi destroy` runs the installed version.
 */
export function dynamicInputs<Inputs extends object>(
  kind: ResourceKind,
  inputs: Inputs,
): Inputs & { __provider: string } {
  return { ...inputs, __provider: PROVIDER_TEXT[kind] };
}

/**
 * The JavaScript that the state holds for every resource, and that the plugin runs to get its resource provider. Old
 * states contain it: it must never change, and what it requires must stay exported.
 */
export const PROVIDER_TEXT = {
  AppInstance: 'exports.handler=()=>require("pulumi-chime/provider").appInstance',
  AppInstanceAdmin: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceAdmin',
  AppInstanceBot: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceBot',
  AppInstanceRetention: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceRetention',
  AppInstanceStreaming: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceStreaming',
  AppInstanceUser: 'exports.handler=()=>require("pulumi-chime/provider").appInstanceUser',
  Channel: 'exports.handler=()=>require("pulumi-chime/provider").channel',
  ChannelBan: 'exports.handler=()=>require("pulumi-chime/provider").channelBan',
  ChannelFlowAssociation: 'exports.handler=()=>require("pulumi-chime/provider").channelFlowAssociation',
  ChannelMembership: 'exports.handler=()=>require("pulumi-chime/provider").channelMembership',
  ChannelModerator: 'exports.handler=()=>require("pulumi-chime/provider").channelModerator',
  ChannelModeratorRoster: 'exports.handler=()=>require("pulumi-chime/provider").channelModeratorRoster',
  ChannelRoster: 'exports.handler=()=>require("pulumi-chime/provider").channelRoster',
  Room: 'exports.handler=()=>require("pulumi-chime/provider").room',
  RoomMembership: 'exports.handler=()=>require("pulumi-chime/provider").roomMembership',
  RoomRoster: 'exports.handler=()=>require("pulumi-chime/provider").roomRoster',
} as const satisfies Record<string, string>;
