"use strict";
const pulumi = require("@pulumi/pulumi");
const { declaredProperties } = require("./declaredProperties.js");

/**
 * To the engine, the same as a resource of this package, but with hooks that do nothing. The provider text has the same
 * length too: `./echoing-provider.js` is as long as `pulumi-chime/provider`.
 */
exports.EchoResource = class EchoResource extends pulumi.CustomResource {
  constructor(resource, name, args) {
    const { kind } = resource;
    const hooks = kind[0].toLowerCase() + kind.slice(1);
    const __provider = `exports.handler=()=>require("./echoing-provider.js").${hooks}`;
    super(`pulumi-nodejs:dynamic/chime:${kind}`, name, {
      ...declaredProperties(resource),
      ...args,
      __provider,
    });
  }
};
