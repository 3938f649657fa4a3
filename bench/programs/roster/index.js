"use strict";
const chime = require("pulumi-chime");
const { room, members } = require("./members.json");

new chime.RoomRoster("team", { ...room, members });
