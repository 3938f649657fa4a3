"use strict";
const chime = require("pulumi-chime");
const { kinds, place, members } = require("./team.json");

new chime[kinds.roster]("team", { ...place, members });
