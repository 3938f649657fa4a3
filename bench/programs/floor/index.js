"use strict";
/*
 * What the engine costs by itself: resources as ours, whose hooks do nothing. Of the outputs only those are left out that
 * only the service knows (`memberType` and `invitedBy`, of channels `invitedByArn`); so ours have a few bytes more to write.
 */
const { Echoed } = require("./echoed.js");
const { kinds, place, members } = require("./team.json");

members.forEach((member, index) => new Echoed(kinds.membership, `member-${index}`, { ...place, ...member }));
