"use strict";
// A program that declares what `program.json` beside it says: see argumentsOf in testResource.ts.
const pulumi = require("@pulumi/pulumi");
const { text, providers, resources } = require("./program.json");

const made = new Map();
const explicit = new Map();

for (const name of providers) {
  explicit.set(name, new pulumi.ProviderResource("pulumi-nodejs", name, { "rec:name": name }));
}
for (const { name, args, dependsOn, options } of resources) {
  const { provider, deletedWith, alias, ...others } = options;
  const given = Object.entries(args).map(([property, value]) => [
    property,
    value?.ref === undefined ? value : made.get(value.ref).out,
  ]);
  const props = { ...Object.fromEntries(given), out: undefined, __provider: text };
  made.set(
    name,
    new pulumi.CustomResource("pulumi-nodejs:dynamic/rec:Thing", name, props, {
      ...others,
      dependsOn: dependsOn.map((other) => made.get(other)),
      ...(provider === undefined ? {} : { provider: explicit.get(provider) }),
      ...(deletedWith === undefined ? {} : { deletedWith: made.get(deletedWith) }),
      ...(alias === undefined ? {} : { aliases: [{ name: alias }] }),
    }),
  );
}
