"use strict";
const chime = require("pulumi-chime");
const { kinds, parent, members } = require("./team.json");

const Membership = chime[kinds.membership];

members.forEach((member, index) => new Membership(`member-${index}`, { ...parent, ...member }));
