/** The part of a Pulumi package schema that the native plugin reads itself. */
export interface PulumiSchema {
  readonly name: "chime";
  readonly version: string;
  readonly provider: Pick<PulumiResource, "inputProperties"> & Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, PulumiResource>>;
  readonly functions: Readonly<Record<string, PulumiFunction>>;
  readonly [other: string]: unknown;
}

/** The type of an object. */
export interface PulumiObject {
  readonly type: "object";
  readonly properties: Readonly<Record<string, PulumiProperty>>;
  readonly required: readonly string[];
}

/** A property of a resource, of a function or of a type. */
export interface PulumiProperty {
  readonly secret?: true;
  readonly [other: string]: unknown;
}

/** A resource. */
export interface PulumiResource {
  readonly inputProperties: Readonly<Record<string, PulumiProperty>>;
  readonly properties: Readonly<Record<string, PulumiProperty>>;
  readonly required: readonly string[];
  readonly [other: string]: unknown;
}

/** A function. */
export interface PulumiFunction {
  readonly outputs: PulumiObject;
  readonly [other: string]: unknown;
}
