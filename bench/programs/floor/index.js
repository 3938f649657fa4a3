"use strict";
/*
 * The cost of the engine: the same resources, but with hooks that do nothing. They lack only the outputs that come from
 * the service (`memberType` and `invitedBy`; for channels `invitedByArn`), so their state is a few bytes smaller.
 */
const { Echoed } = require("./echoed.js");
const { kinds, parent, members } = require("./team.json");

members.forEach((member, index) => new Echoed(kinds.membership, `member-${index}`, { ...parent, ...member }));
