"use strict";
const chime = require("pulumi-chime");
const { kinds, parent, members } = require("./team.json");

new chime[kinds.roster]("team", { ...parent, members });
