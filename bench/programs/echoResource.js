"use strict";
const pulumi = require("@pulumi/pulumi");

/**
 * To the engine, the same as a resource of this package, but with hooks that do nothing. The provider text has the same
 * length too: `./echoing-provider.js` is as long as `pulumi-chime/provider`.
 */
exports.EchoResource = class EchoResource extends pulumi.CustomResource {
  constructor(kind, name, args) {
    const hooks = kind[0].toLowerCase() + kind.slice(1);
    const __provider = `exports.handler=()=>require("./echoing-provider.js").${hooks}`;
    super(`pulumi-nodejs:dynamic/chime:${kind}`, name, { ...args, __provider });
  }
};
