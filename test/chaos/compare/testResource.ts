import type { DeclaredResource, ResourceOptions } from "../engine/declaredResource";

/** A resource of a program that runs in the real engine and in the simulated engine. */
export interface TestResource {
  readonly name: string;
  /** An input that can be updated. */
  readonly value: number;
  /** An input whose change replaces the resource. */
  readonly fixed: number;
  /** Whether a replacement deletes the old resource first. */
  readonly deleteFirst: boolean;
  /** Inputs that are outputs of other resources. If `replaces`, a change replaces the resource. */
  readonly refs: readonly { readonly to: string; readonly replaces: boolean }[];
  readonly dependsOn: readonly string[];
  /** The hook that fails, such as `create`, or that fails partially, such as `create in part`; `gone`: the read finds nothing. */
  readonly fails?: string;
  readonly options: ResourceOptions;
}

/** The kinds of resources, by the last letter of the name of a resource. A renamed resource keeps its letter. */
const KINDS = {
  a: "AppInstanceAdmin",
  b: "ChannelBan",
  m: "ChannelMembership",
  o: "ChannelModerator",
} as const;

/** The last letters of the names of resources. */
export const KIND_LETTERS = Object.keys(KINDS);

const TYPE_PREFIX = "pulumi-nodejs:dynamic/rec:";

/** The type in the real engine of the resource with this name. */
export function typeOf(name: string): string {
  return `${TYPE_PREFIX}${kindOf(name)}`;
}

/** Whether a type in the state is one of {@link typeOf}. */
export function isTestType(type: string): boolean {
  return type.startsWith(TYPE_PREFIX);
}

/** The last letter of a resource's name. */
export function kindLetterOf(name: string): string {
  return name.replace(/-again$/, "").slice(-1);
}

function kindOf(name: string): string {
  return KINDS[kindLetterOf(name) as keyof typeof KINDS];
}

/** The serialized provider of all test resources. */
export const PROVIDER_TEXT = `exports.handler=()=>require(${JSON.stringify(require.resolve("./recorder.cjs"))})`;

/** An input that is an output of the resource with this name. */
export interface Reference {
  readonly ref: string;
}

/** The inputs of a resource. Some of them are a {@link Reference}. */
export function inputsOf(resource: TestResource): Record<string, unknown> {
  const { name, value, fixed, deleteFirst, refs, fails } = resource;
  const references = refs.map(({ to, replaces }, index): [string, Reference] => [
    `${replaces ? "from" : "ref"}${index}`,
    { ref: to },
  ]);
  return {
    ...{ key: name, value, fixed, ...Object.fromEntries(references) },
    ...(deleteFirst ? { deleteFirst } : {}),
    ...(fails === undefined ? {} : { fails }),
  };
}

/** Converts a resource for the simulated engine. */
export function toDeclaredResource(resource: TestResource): DeclaredResource {
  const inputs = Object.entries(inputsOf(resource));
  const references = inputs.filter(([, value]) => isReference(value)) as [string, Reference][];
  return {
    name: resource.name,
    kind: kindOf(resource.name),
    dependencies: resource.dependsOn,
    propertyDependencies: Object.fromEntries(references.map(([property, { ref }]) => [property, [ref]])),
    options: resource.options,
    inputs: (outputOf) =>
      Object.fromEntries(
        inputs.map(([property, value]) => [
          property,
          isReference(value) ? outputOf(value.ref, "out") : value,
        ]),
      ),
  };
}

function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "ref" in value;
}
