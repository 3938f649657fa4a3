import assert from "node:assert/strict";

import { PACKAGE } from "../../schema";
import { fullDescription } from "../../schema/description";
import type { Properties, PropertySpec } from "../../schema/model";
import { referencedTypes } from "../../schema/references";
import { PROVIDER_TEXT } from "../../provider/schema/providerText";
import { CHIME_SETTINGS } from "../../provider/settings/settingNames";
import { Declarations, type DeclaredProperty } from "./declarations";
import { inputText, outputText, plainText, resultText } from "./typeText";

const { resources, functions, provider, types } = PACKAGE;

type Declared = Record<string, DeclaredProperty>;

describe("The package schema says of the code", function () {
  this.timeout(60_000);

  let code: Declarations;
  before(() => {
    code = new Declarations();
  });

  it("all resources and functions that there are", () => {
    assert.deepEqual(resources.map(({ name }) => name).sort(), Object.keys(PROVIDER_TEXT).sort());
    const exported = code.names.filter((name) => /^get.*(?<!Output)$/.test(name));
    assert.deepEqual(functions.map(({ name }) => name).sort(), exported.sort());
    assert.deepEqual(
      Object.keys(provider.inputProperties).sort(),
      [...CHIME_SETTINGS, "inheritIdentity"].sort(),
    );
  });

  for (const { name, noun, description, inputProperties, properties, stateInputs } of resources) {
    it(`the arguments, outputs and comments of ${name}`, () => {
      assert.ok(code.comment(name).startsWith(description), code.comment(name));
      assert.deepEqual(
        code.properties(`${name}Args`),
        declared(inputProperties, (one) => ({ type: inputText(one), comment: fullDescription(one, noun) })),
      );
      assert.deepEqual(code.outputs(name), outputs(properties));
    });

    it(`what ${name}.get takes besides the id`, () => {
      const names = Object.keys(stateInputs);
      if (names.length === 0) assert.equal(code.typeText(`${name}State`), `Partial<${name}Args>`);
      else assert.deepEqual(Object.keys(code.properties(`${name}State`)), names);
    });
  }

  it("the arguments, outputs and comments of the provider", () => {
    assert.ok(code.comment("Provider").startsWith(provider.description));
    assert.deepEqual(code.properties("ProviderArgs"), inputs(provider.inputProperties));
    assert.deepEqual(code.outputs("Provider"), outputs(provider.properties));
  });

  for (const { name, description, inputs: args, outputs: result } of functions) {
    const title = name.replace("get", "Get");

    it(`the arguments, result and comments of ${name}`, () => {
      assert.ok(code.comment(name).startsWith(description), code.comment(name));
      assert.deepEqual(
        code.properties(`${title}Args`),
        declared(args, (one) => ({ type: plainText(one) })),
      );
      assert.deepEqual(code.properties(`${title}OutputArgs`), inputs(args));
      const expected = declared(result, (one) => ({
        type: resultText(one),
        // An output exists also where its value is not set.
        optional: one.required !== true && one.secret !== true,
      }));
      assert.deepEqual(code.properties(`${title}Result`), expected);
    });

    it(`which part of the result of ${name}Output is secret`, () => {
      const pick = (secret: boolean): string => {
        const names = Object.keys(result).filter((one) => (result[one]?.secret === true) === secret);
        return `Pick<${title}Result, ${names.map((one) => `"${one}"`).join(" | ")}>`;
      };
      const hasSecrets = Object.values(result).some(({ secret }) => secret);
      const type = hasSecrets
        ? `pulumi.Output<${pick(false)}> & ${pick(true)}`
        : `pulumi.Output<${title}Result>`;
      assert.equal(code.typeText(hasSecrets ? `${title}OutputResult` : `${name}Output`), type);
    });
  }

  for (const [name, type] of Object.entries(types)) {
    it(`the type ${name}, with its comments`, () => {
      assert.ok(code.comment(name).startsWith(type.description), code.comment(name));
      if ("enum" in type) {
        const values = type.enum.map(({ value, description = "" }) => [value, description]);
        assert.deepEqual(code.enumeration(name), Object.fromEntries(values));
      } else if (inputTypes().has(name)) {
        assert.deepEqual(code.properties(name), inputs(type.properties));
      } else {
        // A Pulumi package schema has no literal types, so that "Unconfirmed" is a string there.
        const actual = Object.entries(code.properties(name)).map(([key, property]) => [
          key,
          { ...property, type: property.type.replace('"Unconfirmed"', "string") },
        ]);
        assert.deepEqual(
          Object.fromEntries(actual),
          declared(type.properties, (one) => ({ type: plainText(one) })),
        );
      }
    });
  }

  it("nothing of a type that no property has", () => {
    const all = [
      ...resources.flatMap((one) => [one.inputProperties, one.properties]),
      ...functions.flatMap((one) => [one.inputs, one.outputs]),
      provider.inputProperties,
    ];
    assert.deepEqual(Object.keys(types).sort(), referencedTypes(types, ...all).sort());
  });
});

/** The declarations that properties must have: by default their comments are the complete descriptions. */
function declared(
  properties: Properties,
  of: (one: PropertySpec) => Partial<DeclaredProperty>,
): Partial<Declared> {
  const entries = Object.entries(properties).map(([name, one]) => [
    name,
    { optional: one.required !== true, comment: fullDescription(one), ...of(one) },
  ]);
  return Object.fromEntries(entries) as Declared;
}

function inputs(properties: Properties): Partial<Declared> {
  return declared(properties, (one) => ({ type: inputText(one) }));
}

function outputs(properties: Properties): Partial<Declared> {
  return declared(properties, (one) => ({ type: outputText(one), optional: false }));
}

/** The types of which a program writes values. */
function inputTypes(): Set<string> {
  const all = [...resources.map((one) => one.inputProperties), provider.inputProperties];
  return new Set(referencedTypes(types, ...all));
}
