"use strict";
const { NativeResource } = require("./nativeResource.js");
const { resources, parent, members } = require("./team.json");

new NativeResource(resources.roster, "team", { ...parent, members });
