import type { DeclaredResource, ResourceOptions } from "../engine/declaredResource";

/** A resource of a program that is run twice: with the engine, and with the stand-in. */
export interface TestResource {
  readonly name: string;
  /** Changed in place. */
  readonly value: number;
  /** Another one is another thing. */
  readonly fixed: number;
  /** Whether a replacement deletes first. */
  readonly deleteFirst: boolean;
  /** The names of others: an output of each is an argument, and where `from`, another one is another thing. */
  readonly refs: readonly { readonly to: string; readonly replaces: boolean }[];
  readonly dependsOn: readonly string[];
  /** What fails: a hook, or that hook `in part`. */
  readonly fails?: string;
  readonly options: ResourceOptions;
}

/** What recorded programs are made of. */
const KIND = "Thing";

/** The text of the provider of every thing. */
export const TEXT = `exports.handler=()=>require(${JSON.stringify(require.resolve("./recorder.cjs"))})`;

/** An argument that is an output of another thing. */
export interface Reference {
  readonly ref: string;
}

/** The arguments of a thing, those that refer to others in the form of a {@link Reference}. */
export function inputsOf({
  name,
  value,
  fixed,
  deleteFirst,
  refs,
  fails,
}: TestResource): Record<string, unknown> {
  const referring = refs.map(({ to, replaces }, index): [string, Reference] => [
    `${replaces ? "from" : "ref"}${index}`,
    { ref: to },
  ]);
  return {
    ...{ key: name, value, fixed, ...Object.fromEntries(referring) },
    ...(deleteFirst ? { deleteFirst } : {}),
    ...(fails === undefined ? {} : { fails }),
  };
}

/** A thing as the stand-in takes it. */
export function toDeclaredResource(thing: TestResource): DeclaredResource {
  const given = Object.entries(inputsOf(thing));
  const references = given.filter(([, value]) => isReference(value)) as [string, Reference][];
  return {
    name: thing.name,
    kind: KIND,
    dependencies: thing.dependsOn,
    propertyDependencies: Object.fromEntries(references.map(([property, { ref }]) => [property, [ref]])),
    options: thing.options,
    inputs: (outputOf) =>
      Object.fromEntries(
        given.map(([property, value]) => [property, isReference(value) ? outputOf(value.ref, "out") : value]),
      ),
  };
}

function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "ref" in value;
}
