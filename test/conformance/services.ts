import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

import type { Operation } from "../../emulator/operations/operation";
import { Declarations } from "./declarations";
import { factsOf, type ApiFacts } from "./facts";

/** A service of the emulator, and the location of its schemas in the SDK. */
export interface ServiceSource {
  /** The name of its folder of operations in the emulator, and of its snapshot. */
  readonly name: string;
  /** The module of the SDK. */
  readonly sdk: string;
  /** The package that depends on the SDK module. Default: this package. */
  readonly dependencyOf?: string;
  /** The folder of the type declarations in the SDK package. */
  readonly types: string;
}

/** All services of the emulator. */
export const SERVICES: readonly ServiceSource[] = [
  { name: "chime", sdk: "@aws-sdk/client-chime", types: "dist-types" },
  {
    name: "identity",
    sdk: "@aws-sdk/client-chime-sdk-identity",
    types: "dist-types",
  },
  {
    name: "messaging",
    sdk: "@aws-sdk/client-chime-sdk-messaging",
    types: "dist-types",
  },
  {
    name: "sts",
    sdk: "@aws-sdk/nested-clients/sts",
    dependencyOf: "@aws-sdk/credential-providers",
    types: "dist-types/submodules/sts",
  },
];

const EMULATED = resolve(__dirname, "../../emulator/operations");

/** The names of the emulator's folders of operations. */
export function emulatedServices(): string[] {
  const folders = readdirSync(EMULATED, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter((name) => readdirSync(join(EMULATED, name)).includes("index.ts"));
}

/** The operations of a service in the emulator. */
export function operationsOf({ name }: ServiceSource): readonly Operation[] {
  if (!emulatedServices().includes(name)) return [];
  const exported = Object.values(createRequire(__filename)(join(EMULATED, name)) as Record<string, unknown>);
  return exported.filter((value): value is Operation[] => Array.isArray(value)).flat();
}

function sdkOf(service: ServiceSource): Readonly<Record<string, unknown>> {
  return requireFor(service)(service.sdk) as Record<string, unknown>;
}

/** The schemas in the installed SDK of the emulator's operations of a service. */
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

/** The file with the schemas that the emulator is based on. */
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
