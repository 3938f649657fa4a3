"use strict";
/*
 * Measures what a roster costs Pulumi's plugin host: one resource with the same state as a roster, whose hooks do
 * nothing.
 */
const { EchoResource } = require("./echoResource.js");
const { resources, parent, members } = require("./team.json");

// A member has two properties: an id, and a role or type.
const byId = Object.fromEntries(members.map((member) => Object.values(member)));

new EchoResource(resources.roster, "team", { ...parent, members: byId });
