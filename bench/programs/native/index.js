"use strict";
const { NativeResource } = require("./nativeResource.js");
const { kinds, parent, members } = require("./team.json");

members.forEach(
  (member, index) => new NativeResource(kinds.membership, `member-${index}`, { ...parent, ...member }),
);
