"use strict";
const pulumi = require("@pulumi/pulumi");

/** A resource of the native plugin, registered as an SDK does that Pulumi generates. */
exports.NativeResource = class NativeResource extends pulumi.CustomResource {
  constructor(kind, name, args) {
    super(`chime:index:${kind}`, name, args);
  }
};
