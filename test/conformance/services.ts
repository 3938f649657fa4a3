import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

import type { Operation } from "../../emulator/operations/operation";
import { Declarations } from "./declarations";
import { factsOf, type ApiFacts } from "./facts";

/** A service of the emulator, and where the SDK describes it. */
export interface ServiceSource {
  /** The folder of its operations in the emulator, which is also the name of its snapshot. */
  readonly name: string;
  /** What is installed of the SDK for it. */
  readonly sdk: string;
  /** The class of its client. */
  readonly client: string;
  /** The package whose dependency that is. Default: this one. */
  readonly dependencyOf?: string;
  /** Where its declarations are in the package. */
  readonly types: string;
}

/** Every service that the emulator has, or is about to have. */
export const SERVICES: readonly ServiceSource[] = [
  { name: "chime", sdk: "@aws-sdk/client-chime", client: "ChimeClient", types: "dist-types" },
  {
    name: "identity",
    sdk: "@aws-sdk/client-chime-sdk-identity",
    client: "ChimeSDKIdentityClient",
    types: "dist-types",
  },
  {
    name: "messaging",
    sdk: "@aws-sdk/client-chime-sdk-messaging",
    client: "ChimeSDKMessagingClient",
    types: "dist-types",
  },
  {
    name: "sts",
    sdk: "@aws-sdk/nested-clients/sts",
    client: "STSClient",
    dependencyOf: "@aws-sdk/credential-providers",
    types: "dist-types/submodules/sts",
  },
];

const EMULATED = resolve(__dirname, "../../emulator/operations");

/** The names of the folders in which the emulator has operations. */
export function emulatedServices(): string[] {
  const folders = readdirSync(EMULATED, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter((name) => readdirSync(join(EMULATED, name)).includes("index.ts"));
}

/** The operations of a service that the emulator has. */
export function operationsOf({ name }: ServiceSource): readonly Operation[] {
  if (!emulatedServices().includes(name)) return [];
  const exported = Object.values(createRequire(__filename)(join(EMULATED, name)) as Record<string, unknown>);
  return exported.filter((value): value is Operation[] => Array.isArray(value)).flat();
}

/** The module of a service's client. */
function sdkOf(service: ServiceSource): Readonly<Record<string, unknown>> {
  return requireFor(service)(service.sdk) as Record<string, unknown>;
}

/** What the installed SDK says of the operations that the emulator has of a service. */
export function installedFacts(service: ServiceSource): ApiFacts {
  const sdk = sdkOf(service);
  const folder = packageFolder(requireFor(service).resolve(service.sdk));
  return factsOf(
    sdk,
    new Declarations(join(folder, service.types), sdk),
    operationsOf(service).map(({ name }) => name),
  );
}

/** The names of all operations that the installed SDK has of a service, by method and path. */
export function bindingsOf(service: ServiceSource): Readonly<Record<string, string>> {
  const schemas = Object.entries(sdkOf(service)).filter(([name]) => name.endsWith("$"));
  return Object.fromEntries(
    schemas.flatMap(([name, schema]): [string, string][] => {
      const traits: unknown = Array.isArray(schema) ? schema[3] : undefined;
      const { http } = (typeof traits === "object" && traits !== null ? traits : {}) as {
        http?: readonly [method: string, path: string, status: number];
      };
      return http === undefined ? [] : [[`${http[0]} ${http[1]}`, name.slice(0, -1)]];
    }),
  );
}

/** The file of the facts that the emulator was made by. */
export function snapshotFile({ name }: ServiceSource): string {
  return join(__dirname, "api", `${name}.json`);
}

function requireFor({ dependencyOf }: ServiceSource): NodeJS.Require {
  return createRequire(dependencyOf === undefined ? __filename : require.resolve(dependencyOf));
}

function packageFolder(file: string): string {
  const folder = dirname(file);
  return readdirSync(folder).includes("dist-types") ? folder : packageFolder(folder);
}
