/**
 * The package as data: what the reference pages and the Pulumi package schema are made from. The shapes follow that schema, so that
 * most of it can be copied: https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
import { nativeToken, type ResourceKind } from "../provider/schema/providerText";
import type { ExampleInputs } from "./examples/values";
import type { Operation } from "./operations";

/** A type, exactly as in a Pulumi package schema. */
export type TypeSpec =
  | { readonly type: "string" | "boolean" | "integer" }
  | { readonly type: "array"; readonly items: TypeSpec }
  | { readonly type: "object"; readonly additionalProperties: TypeSpec }
  | { readonly $ref: string }
  | { readonly oneOf: readonly TypeSpec[] };

/** A property. All texts are Markdown, and each sentence ends with a full stop. */
export type PropertySpec = TypeSpec & {
  /** What it means, in the words of the comment in the code. */
  readonly description: string;
  /** In a Pulumi package schema, the name is in `required` or `requiredInputs` instead. */
  readonly required?: true;
  /** The value of an input that is not set. */
  readonly default?: string | number | boolean;
  /** What applies to an input that is not set, where that is not one value: the rest of a sentence. */
  readonly defaultDescription?: string;
  readonly secret?: true;
  /** Whether every change of the input replaces the resource. */
  readonly replaceOnChanges?: true;
  /** What a change of the input does, where the standard sentence does not say it. */
  readonly change?: string;
  /** Whether the input cannot be an output. */
  readonly plain?: true;
  /** What differs in the native form. */
  readonly native?: Partial<Record<"description" | "defaultDescription" | "change", string>>;
};

export type Properties = Readonly<Record<string, PropertySpec>>;

/** An object or an enumeration that properties refer to. */
export type ComplexTypeSpec =
  | { readonly description: string; readonly properties: Properties }
  | { readonly description: string; readonly enum: readonly EnumValueSpec[] };

export interface EnumValueSpec {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** A paragraph with its title. */
export type Note = readonly [title: string, text: string];

interface Documented {
  /** One sentence. */
  readonly description: string;
  /** A complete program. */
  readonly example: string;
  /** The API operations that it calls, which are also its IAM actions. */
  readonly operations: readonly Operation[];
  /** What else a user needs to know. Links are relative to a folder in `docs/`. */
  readonly notes: readonly Note[];
}

/** A resource. */
export interface ResourceSpec extends Documented {
  readonly name: ResourceKind;
  readonly service: "channels" | "rooms";
  /** What a resource of this kind is, for sentences about it. */
  readonly noun: string;
  readonly inputProperties: Properties;
  /** The inputs of the shortest example, which every language has. */
  readonly exampleInputs: ExampleInputs;
  /** All outputs. In a Pulumi package schema: `properties`. */
  readonly properties: Properties;
  readonly id: {
    /** Its format, or what it is. */
    readonly description: string;
    readonly example: string;
  };
  /** The inputs that `get` takes besides the id, because a read needs them, with values for an example. */
  readonly stateInputs: Readonly<Record<string, string>>;
  readonly import: ImportSpec;
  /** The operations that only `PULUMI_CHIME_RECOVER` needs. */
  readonly recoveryOperations?: readonly Operation[];
}

/** How an existing resource is imported: with the import command, or with a file that the user writes. */
export type ImportSpec =
  | { readonly command: string }
  | { readonly inputs: ImportedProperties; readonly outputs: ImportedProperties };

type ImportedProperties = Readonly<Record<string, string | number>>;

/** A function that reads from Amazon Chime. */
export interface FunctionSpec extends Documented {
  readonly name: string;
  readonly inputs: Properties;
  /** The arguments of the shortest example, which every language has. */
  readonly exampleInputs: ExampleInputs;
  readonly outputs: Properties;
}

/** The explicit provider. Its inputs are also the settings of the stack. */
export interface ProviderSpec extends Omit<Documented, "operations"> {
  /** The same program for the native form. */
  readonly yamlExample: string;
  readonly inputProperties: Properties;
  readonly properties: Properties;
}

/** The package. */
export interface PackageSpec {
  readonly types: Readonly<Record<string, ComplexTypeSpec>>;
  readonly resources: readonly ResourceSpec[];
  readonly functions: readonly FunctionSpec[];
  readonly provider: ProviderSpec;
}

const TYPES = `#/types/${nativeToken("")}`;

/** A reference to one of {@link PackageSpec.types}. */
export function ref(name: string): { readonly $ref: string } {
  return { $ref: `${TYPES}${name}` };
}

/** The name of the type that a reference is to. */
export function nameOf($ref: string): string {
  return $ref.slice(TYPES.length);
}
