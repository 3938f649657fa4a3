"use strict";
/*
 * The cost of a roster in Pulumi's plugin host: one resource with the properties of a roster in the state, whose hooks do
 * nothing.
 */
const { Echoed } = require("./echoed.js");
const { kinds, parent, members } = require("./team.json");

// A member has two properties: its id, and its role or type.
const byId = Object.fromEntries(members.map((member) => Object.values(member)));

new Echoed(kinds.roster, "team", { ...parent, members: byId });
