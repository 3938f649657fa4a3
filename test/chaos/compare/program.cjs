"use strict";
// A program that declares the resources in `program.json`. See inputsOf in testResource.ts.
const pulumi = require("@pulumi/pulumi");
const { text, providers, resources } = require("./program.json");

const created = new Map();
const explicitProviders = new Map();

for (const name of providers) {
  explicitProviders.set(name, new pulumi.ProviderResource("pulumi-nodejs", name, { "rec:name": name }));
}
for (const { name, type, args, dependsOn, options } of resources) {
  const { provider, deletedWith, alias, ...others } = options;
  const inputs = Object.entries(args).map(([property, value]) => [
    property,
    value?.ref === undefined ? value : created.get(value.ref).out,
  ]);
  const props = { ...Object.fromEntries(inputs), out: undefined, __provider: text };
  created.set(
    name,
    new pulumi.CustomResource(type, name, props, {
      ...others,
      dependsOn: dependsOn.map((other) => created.get(other)),
      ...(provider === undefined ? {} : { provider: explicitProviders.get(provider) }),
      ...(deletedWith === undefined ? {} : { deletedWith: created.get(deletedWith) }),
      ...(alias === undefined ? {} : { aliases: [{ name: alias }] }),
    }),
  );
}
