"use strict";
const pulumi = require("@pulumi/pulumi");

/**
 * A resource that looks to the engine like one of this package (type token, name, inputs, length of the provider text),
 * but whose hooks do nothing.
 */
exports.Echoed = class Echoed extends pulumi.CustomResource {
  constructor(kind, name, args) {
    const hooks = kind[0].toLowerCase() + kind.slice(1);
    const __provider = `exports.handler=()=>require("./nothing-but-echo.js").${hooks}`;
    super(`pulumi-nodejs:dynamic/chime:${kind}`, name, { ...args, __provider });
  }
};
