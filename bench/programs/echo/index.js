"use strict";
/*
 * What Pulumi's host takes for a roster by itself: one resource with the properties that a roster has in the state, whose
 * hooks do nothing.
 */
const { Echoed } = require("./echoed.js");
const { kinds, place, members } = require("./team.json");

// A member is its id, and what it shall be.
const byId = Object.fromEntries(members.map((member) => Object.values(member)));

new Echoed(kinds.roster, "team", { ...place, members: byId });
