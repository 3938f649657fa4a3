/** The part of a Pulumi package schema that the native plugin reads itself. */
export interface PulumiSchema {
  readonly name: "chime";
  readonly version: string;
  readonly resources: Readonly<Record<string, PulumiResource>>;
  readonly functions: Readonly<Record<string, PulumiFunction>>;
  readonly [other: string]: unknown;
}

export interface PulumiProperty {
  readonly secret?: true;
  readonly [other: string]: unknown;
}

export interface PulumiResource {
  readonly inputProperties: Readonly<Record<string, PulumiProperty>>;
  readonly properties: Readonly<Record<string, PulumiProperty>>;
  readonly [other: string]: unknown;
}

export interface PulumiFunction {
  readonly outputs: { readonly properties: Readonly<Record<string, PulumiProperty>> };
  readonly [other: string]: unknown;
}
