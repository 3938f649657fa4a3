"use strict";
/*
 * Measures what the memberships cost the engine: the same resources with hooks that do nothing. The state is a few
 * bytes smaller, because it lacks the outputs that come from the service: `memberType` and `invitedBy`, or
 * `invitedByArn`.
 */
const { EchoResource } = require("./echoResource.js");
const { kinds, parent, members } = require("./team.json");

members.forEach(
  (member, index) => new EchoResource(kinds.membership, `member-${index}`, { ...parent, ...member }),
);
