/** The state of a stack. The properties that the backend does not use are kept as they are. */
export interface Deployment {
  secrets_providers?: unknown;
  resources?: Resource[];
  pending_operations?: Operation[];
  [other: string]: unknown;
}

/** A resource of a deployment. */
export interface Resource {
  urn: string;
  parent?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
  deletedWith?: string;
  delete?: boolean;
  pendingReplacement?: boolean;
  [other: string]: unknown;
}

/** An operation that has begun and not ended. */
export interface Operation {
  resource: Resource;
  type: string;
}

/** The version of the format of deployments. Version 4 is the same with features, which the backend does not support. */
export const DEPLOYMENT_VERSION = 3;

/** The state of a new stack. */
export function emptyDeployment(): Deployment {
  return { manifest: newManifest(), resources: [] };
}

/** A manifest of no particular version of Pulumi, for which Pulumi expects no checksum. */
export function newManifest(): object {
  return { time: new Date().toISOString(), magic: "", version: "" };
}
