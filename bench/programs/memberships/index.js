"use strict";
const chime = require("pulumi-chime");
const { resources, parent, members } = require("./team.json");

const Membership = chime[resources.membership.kind];

members.forEach((member, index) => new Membership(`member-${index}`, { ...parent, ...member }));
