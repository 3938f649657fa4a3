"use strict";
const chime = require("pulumi-chime");
const { room, members } = require("./members.json");

members.forEach((member, index) => new chime.RoomMembership(`member-${index}`, { ...room, ...member }));
