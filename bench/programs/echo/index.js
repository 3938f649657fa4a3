"use strict";
/*
 * What Pulumi's host takes for a roster by itself: one resource with the properties that a roster has in the state, whose
 * hooks do nothing.
 */
const pulumi = require("@pulumi/pulumi");
const { room, members } = require("./members.json");

const PROVIDER_TEXT = 'exports.handler=()=>require("./nothing-but-echo.js").roomRoster';

class Echo extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/chime:RoomRoster", name, { ...args, __provider: PROVIDER_TEXT });
  }
}

new Echo("team", {
  ...room,
  members: Object.fromEntries(members.map(({ memberId }) => [memberId, "Member"])),
});
