"use strict";
const pulumi = require("@pulumi/pulumi");
const { declaredProperties } = require("./declaredProperties.js");

/** A resource of the native plugin, registered as an SDK does that Pulumi generates. */
exports.NativeResource = class NativeResource extends pulumi.CustomResource {
  constructor(resource, name, args) {
    super(`chime:index:${resource.kind}`, name, { ...declaredProperties(resource), ...args });
  }
};
