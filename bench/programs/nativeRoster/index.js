"use strict";
const { NativeResource } = require("./nativeResource.js");
const { kinds, parent, members } = require("./team.json");

new NativeResource(kinds.roster, "team", { ...parent, members });
