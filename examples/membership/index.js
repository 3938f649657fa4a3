"use strict";
const pulumi = require("@pulumi/pulumi");
const chime = require("pulumi-chime");

const config = new pulumi.Config();

const ada = new chime.RoomMembership("ada", {
  accountId: config.require("accountId"),
  roomId: config.require("roomId"),
  memberId: config.require("memberId"),
  role: "Administrator",
});

exports.invitedBy = ada.invitedBy;
