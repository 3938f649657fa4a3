"use strict";
const chime = require("pulumi-chime");
const { resources, parent, members } = require("./team.json");

new chime[resources.roster.kind]("team", { ...parent, members });
