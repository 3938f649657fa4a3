import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { readSettings, type ChimeSettings } from "../../../provider/settings/settings";
import { AWS_SETTINGS, CHIME_SETTINGS } from "../../../provider/settings/settingNames";
import { sourceOfEntries } from "../../../provider/settings/settingsSource";
import type { ProviderArgs } from "../../../provider/resources/providerArgs";
import { providerInputs } from "../../../provider/resources/providerInputs";

type StringMap = Record<string, string>;
type Scalar = string | number | boolean;

/** A source that contains the setting: the arguments of a provider, the stack configuration or the environment. */
interface Source {
  args?: ProviderArgs;
  stack?: StringMap;
  env?: StringMap;
  /** The value that is read if no source with a higher precedence contains the setting. */
  expected: unknown;
}

interface SettingCase {
  /** In order of precedence, the highest first. */
  sources: Source[];
  defaultValue: unknown;
  read: (settings: ChimeSettings) => unknown;
}

/** A setting with one value for the arguments, one for `chime:` and, if it can be set there, one for `aws:`. */
function scalar(
  name: (typeof CHIME_SETTINGS)[number],
  values: Scalar[],
  defaultValue: Scalar | undefined,
): SettingCase {
  const [argument, chimeValue, awsValue] = values;
  return {
    sources: [
      { args: { [name]: argument }, expected: argument },
      { stack: { [`chime:${name}`]: String(chimeValue) }, expected: chimeValue },
      ...(awsValue === undefined
        ? []
        : [{ stack: { [`aws:${name}`]: String(awsValue) }, expected: awsValue }]),
    ],
    defaultValue,
    read: (settings) => (settings as unknown as Record<string, unknown>)[name],
  };
}

/** An endpoint. `aws:endpoints` contains it under the name of its service. */
function endpoint(name: (typeof CHIME_SETTINGS)[number], service: string): SettingCase {
  const scalarCase = scalar(name, ["https://one.example.com", "https://two.example.com"], undefined);
  const url = "https://three.example.com";
  const awsSource = { stack: { "aws:endpoints": JSON.stringify([{ [service]: url }]) }, expected: url };
  return { ...scalarCase, sources: [...scalarCase.sources, awsSource] };
}

/**
 * A part of the identity. One source provides the whole identity, so each source has a different one.
 *
 * @param inputsOf The settings of the identity in a source.
 * @param expectedOf The value of the part in that identity.
 * @param read Reads the part.
 */
function identity(
  inputsOf: (source: string) => Record<string, string | string[]>,
  expectedOf: (source: string) => unknown,
  read: (identity: Record<string, unknown>) => unknown,
): SettingCase {
  const stackOf = (namespace: string): StringMap =>
    Object.fromEntries(
      Object.entries(inputsOf(namespace)).map(([name, value]) => [
        `${namespace}:${name}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
  return {
    sources: [
      { args: inputsOf("own"), expected: expectedOf("own") },
      { stack: stackOf("chime"), expected: expectedOf("chime") },
      { stack: stackOf("aws"), expected: expectedOf("aws") },
    ],
    defaultValue: undefined,
    read: (settings) => read({ ...settings.identity }),
  };
}

const keysOf = (source: string): StringMap => ({
  accessKey: `key-of-${source}`,
  secretKey: `secret-of-${source}`,
  token: `token-of-${source}`,
});

function file(name: "sharedConfigFiles" | "sharedCredentialsFiles", as: string): SettingCase {
  return identity(
    (source) => ({ profile: source, [name]: [`/${source}`] }),
    (source) => `/${source}`,
    ({ files }) => (files as StringMap | undefined)?.[as],
  );
}

const arnOf = (source: string): string => `arn:aws:iam::111122223333:role/${source}`;

function role(name: "assumeRole" | "assumeRoles"): SettingCase {
  const value = (source: string): object =>
    name === "assumeRole" ? { roleArn: arnOf(source) } : [{ roleArn: arnOf(source) }];
  const stackSource = (namespace: string): Source => ({
    stack: { [`${namespace}:${name}`]: JSON.stringify(value(namespace)) },
    expected: [arnOf(namespace)],
  });
  return {
    sources: [
      { args: { [name]: value("own") }, expected: [arnOf("own")] },
      stackSource("chime"),
      stackSource("aws"),
    ],
    defaultValue: [],
    read: ({ roles }) => roles.chain.map(({ RoleArn }) => RoleArn),
  };
}

const userOf = (source: string): string =>
  `arn:aws:chime:us-east-1:111122223333:app-instance/one/user/${source}`;

const region = scalar("region", ["eu-central-1", "us-west-2", "eu-west-2"], "us-east-1");

const CASES: Record<(typeof CHIME_SETTINGS)[number], SettingCase> = {
  accessKey: identity(
    keysOf,
    (source) => `key-of-${source}`,
    ({ accessKeyId }) => accessKeyId,
  ),
  secretKey: identity(
    keysOf,
    (source) => `secret-of-${source}`,
    ({ secretAccessKey }) => secretAccessKey,
  ),
  token: identity(
    keysOf,
    (source) => `token-of-${source}`,
    ({ sessionToken }) => sessionToken,
  ),
  profile: identity(
    (profile) => ({ profile }),
    (source) => source,
    ({ profile }) => profile,
  ),
  sharedConfigFiles: file("sharedConfigFiles", "configFile"),
  sharedCredentialsFiles: file("sharedCredentialsFiles", "credentialsFile"),
  assumeRole: role("assumeRole"),
  assumeRoles: role("assumeRoles"),
  endpoint: endpoint("endpoint", "chime"),
  messagingEndpoint: endpoint("messagingEndpoint", "chimesdkmessaging"),
  identityEndpoint: endpoint("identityEndpoint", "chimesdkidentity"),
  stsEndpoint: endpoint("stsEndpoint", "sts"),
  region: {
    sources: [
      ...region.sources,
      { env: { AWS_REGION: "ap-northeast-1" }, expected: "ap-northeast-1" },
      { env: { AWS_DEFAULT_REGION: "ca-central-1" }, expected: "ca-central-1" },
    ],
    defaultValue: region.defaultValue,
    read: ({ defaultRegion }) => defaultRegion,
  },
  appInstanceUserArn: scalar("appInstanceUserArn", [userOf("own"), userOf("chime")], undefined),
  allowInsecureEndpoint: scalar("allowInsecureEndpoint", [false, true], false),
  retryMode: scalar("retryMode", ["adaptive", "standard", "adaptive"], "adaptive"),
  maxRetries: scalar("maxRetries", [1, 2, 3], 24),
  callsPerSecond: scalar("callsPerSecond", [1, 2], undefined),
  maxRetrySeconds: scalar("maxRetrySeconds", [1, 2], 180),
  requestTimeoutSeconds: scalar("requestTimeoutSeconds", [1, 2], 30),
  adoptExisting: scalar("adoptExisting", [false, true], false),
  readConsistencySeconds: scalar("readConsistencySeconds", [1, 2], 8),
  skipCredentialsValidation: scalar("skipCredentialsValidation", [false, true, false], false),
};

// A setting passes through the real code: the provider resource merges its arguments with the stack configuration, and the
// plugin reads the result. test/host/settings tests what only the AWS SDK reads from the environment.
describe("The precedence of the settings", () => {
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  for (const [name, { sources, defaultValue, read }] of Object.entries(CASES)) {
    it(`for ${name} is provider arguments, chime:, aws:, environment`, async () => {
      for (const [index, { expected }] of [...sources, { expected: defaultValue }].entries()) {
        const rest = sources.slice(index);
        const merged = (part: "args" | "stack" | "env"): object =>
          Object.assign({}, ...rest.map((source) => source[part])) as object;
        const env = merged("env") as StringMap;
        const stack = merged("stack") as StringMap;
        assert.deepEqual(read(await settingsOfProvider(merged("args"), stack, env)), expected);
        if (rest[0]?.args === undefined) assert.deepEqual(read(settingsOf(stack, env)), expected);
      }
    });
  }

  it("is tested with aws: for every setting that can be set there", () => {
    const withAws = Object.entries(CASES)
      .filter(([, { sources }]) =>
        sources.some(({ stack }) => Object.keys(stack ?? {})[0]?.startsWith("aws:")),
      )
      .map(([name]) => name);
    const endpoints = CHIME_SETTINGS.filter((name) => name.toLowerCase().endsWith("endpoint"));
    const expected = [...endpoints.slice(0, 4), ...AWS_SETTINGS].filter((name) => name !== "endpoints");
    assert.deepEqual(withAws.sort(), expected.sort());
  });
});

/** The settings that the plugin reads for the resources of a provider with these arguments. */
async function settingsOfProvider(
  args: ProviderArgs,
  stack: StringMap,
  env: StringMap,
): Promise<ChimeSettings> {
  pulumi.runtime.setAllConfig(stack);
  const inputs = await new Promise<Record<string, unknown>>((resolve) => {
    pulumi.all(providerInputs(args)).apply(resolve);
  });
  return settingsOf(inputs, env);
}

function settingsOf(entries: Record<string, unknown>, env: StringMap): ChimeSettings {
  const settings = readSettings(sourceOfEntries(entries, "test"), env);
  assert.ok(!Array.isArray(settings), JSON.stringify(settings));
  return settings;
}
