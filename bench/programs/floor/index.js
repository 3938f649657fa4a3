"use strict";
/*
 * Measures what the memberships cost the engine: the same resources with hooks that do nothing. They
 * declare the same properties. The state is a few bytes smaller, because the outputs that come from the service have no
 * values: `memberType` and `invitedBy`, or `invitedByArn`.
 */
const { EchoResource } = require("./echoResource.js");
const { resources, parent, members } = require("./team.json");

members.forEach(
  (member, index) => new EchoResource(resources.membership, `member-${index}`, { ...parent, ...member }),
);
