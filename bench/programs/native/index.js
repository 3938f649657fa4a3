"use strict";
const { NativeResource } = require("./nativeResource.js");
const { resources, parent, members } = require("./team.json");

members.forEach(
  (member, index) => new NativeResource(resources.membership, `member-${index}`, { ...parent, ...member }),
);
