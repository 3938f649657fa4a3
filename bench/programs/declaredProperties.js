"use strict";

/**
 * The properties that a class declares, without values. Pulumi's SDK makes an output of each, which takes most of a
 * program's time, so a program that declares fewer is not the floor of one that declares all.
 */
exports.declaredProperties = ({ properties }) =>
  Object.fromEntries(properties.map((property) => [property, undefined]));
