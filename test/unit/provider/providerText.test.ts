import assert from "node:assert/strict";

import { PROVIDER_TEXT, typeToken, type ResourceKind } from "../../../provider/schema/providerText";
import * as host from "../../../provider/plugin/host";

// State files contain these texts. Kinds may be added here, but an existing text must never change.
describe("PROVIDER_TEXT", () => {
  const permanent: Record<ResourceKind, [text: string, token: string]> = {
    RoomMembership: [
      'exports.handler=()=>require("pulumi-chime/provider").roomMembership',
      "pulumi-nodejs:dynamic/chime:RoomMembership",
    ],
    Room: ['exports.handler=()=>require("pulumi-chime/provider").room', "pulumi-nodejs:dynamic/chime:Room"],
    RoomRoster: [
      'exports.handler=()=>require("pulumi-chime/provider").roomRoster',
      "pulumi-nodejs:dynamic/chime:RoomRoster",
    ],
    ChannelMembership: [
      'exports.handler=()=>require("pulumi-chime/provider").channelMembership',
      "pulumi-nodejs:dynamic/chime:ChannelMembership",
    ],
    ChannelRoster: [
      'exports.handler=()=>require("pulumi-chime/provider").channelRoster',
      "pulumi-nodejs:dynamic/chime:ChannelRoster",
    ],
    ChannelModerator: [
      'exports.handler=()=>require("pulumi-chime/provider").channelModerator',
      "pulumi-nodejs:dynamic/chime:ChannelModerator",
    ],
    ChannelFlowAssociation: [
      'exports.handler=()=>require("pulumi-chime/provider").channelFlowAssociation',
      "pulumi-nodejs:dynamic/chime:ChannelFlowAssociation",
    ],
    ChannelModeratorRoster: [
      'exports.handler=()=>require("pulumi-chime/provider").channelModeratorRoster',
      "pulumi-nodejs:dynamic/chime:ChannelModeratorRoster",
    ],
    ChannelBan: [
      'exports.handler=()=>require("pulumi-chime/provider").channelBan',
      "pulumi-nodejs:dynamic/chime:ChannelBan",
    ],
    Channel: [
      'exports.handler=()=>require("pulumi-chime/provider").channel',
      "pulumi-nodejs:dynamic/chime:Channel",
    ],
    AppInstance: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstance',
      "pulumi-nodejs:dynamic/chime:AppInstance",
    ],
    AppInstanceAdmin: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstanceAdmin',
      "pulumi-nodejs:dynamic/chime:AppInstanceAdmin",
    ],
    AppInstanceBot: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstanceBot',
      "pulumi-nodejs:dynamic/chime:AppInstanceBot",
    ],
    AppInstanceRetention: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstanceRetention',
      "pulumi-nodejs:dynamic/chime:AppInstanceRetention",
    ],
    AppInstanceStreaming: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstanceStreaming',
      "pulumi-nodejs:dynamic/chime:AppInstanceStreaming",
    ],
    AppInstanceUser: [
      'exports.handler=()=>require("pulumi-chime/provider").appInstanceUser',
      "pulumi-nodejs:dynamic/chime:AppInstanceUser",
    ],
  };

  for (const [kind, [text, token]] of Object.entries(permanent) as [ResourceKind, [string, string]][]) {
    it(`of ${kind} is the text that state files contain`, () => {
      assert.equal(PROVIDER_TEXT[kind], text);
      assert.equal(typeToken(kind), token);
    });
  }

  for (const [kind, text] of Object.entries(PROVIDER_TEXT)) {
    it(`of ${kind} names an exported provider with all hooks, and evaluates nothing else`, () => {
      const [, name] = /^exports\.handler=\(\)=>require\("pulumi-chime\/provider"\)\.(\w+)$/.exec(text) ?? [];
      const hooks = (host as unknown as Record<string, Record<string, unknown>>)[name ?? ""];
      for (const hook of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
        assert.equal(typeof hooks?.[hook], "function", hook);
      }
    });
  }
});
