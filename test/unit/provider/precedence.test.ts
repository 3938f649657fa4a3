import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { readSettings, type ChimeSettings } from "../../../provider/settings/settings";
import { AWS_SETTINGS, CHIME_SETTINGS } from "../../../provider/settings/settingNames";
import { sourceOfEntries } from "../../../provider/settings/settingsSource";
import type { ProviderArgs } from "../../../provider/resources/providerArgs";
import { providerInputs } from "../../../provider/resources/providerInputs";

type Texts = Record<string, string>;
type Plain = string | number | boolean;

/** A place from which a setting can come, with the setting in it and what comes of that. */
interface Level {
  /** The arguments of a provider, the configuration of the stack, or the environment. */
  args?: ProviderArgs;
  stack?: Texts;
  env?: Texts;
  gives: unknown;
}

interface Row {
  /** The places, the one that goes before all others first. */
  levels: Level[];
  /** What holds where none of them has it. */
  fallback: unknown;
  read: (settings: ChimeSettings) => unknown;
}

/** A setting with a value for the arguments, for `chime:` and, where it counts, for `aws:`. */
function plain(name: (typeof CHIME_SETTINGS)[number], values: Plain[], fallback: Plain | undefined): Row {
  const [own, ofChime, ofAws] = values;
  return {
    levels: [
      { args: { [name]: own }, gives: own },
      { stack: { [`chime:${name}`]: String(ofChime) }, gives: ofChime },
      ...(ofAws === undefined ? [] : [{ stack: { [`aws:${name}`]: String(ofAws) }, gives: ofAws }]),
    ],
    fallback,
    read: (settings) => (settings as unknown as Record<string, unknown>)[name],
  };
}

/** An endpoint, which in `aws:endpoints` has the name of its service. */
function endpoint(name: (typeof CHIME_SETTINGS)[number], service: string): Row {
  const row = plain(name, ["https://one.example.com", "https://two.example.com"], undefined);
  const url = "https://three.example.com";
  const ofAws = { stack: { "aws:endpoints": JSON.stringify([{ [service]: url }]) }, gives: url };
  return { ...row, levels: [...row.levels, ofAws] };
}

/** What belongs to an identity, which comes from one place as a whole: each level has another one. */
function identity(
  part: (level: string) => Record<string, string | string[]>,
  gives: (level: string) => unknown,
  read: (identity: Record<string, unknown>) => unknown,
): Row {
  const texts = (namespace: string): Texts =>
    Object.fromEntries(
      Object.entries(part(namespace)).map(([name, value]) => [
        `${namespace}:${name}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
  return {
    levels: [
      { args: part("own"), gives: gives("own") },
      { stack: texts("chime"), gives: gives("chime") },
      { stack: texts("aws"), gives: gives("aws") },
    ],
    fallback: undefined,
    read: (settings) => read({ ...settings.identity }),
  };
}

const keysOf = (level: string): Texts => ({
  accessKey: `key-of-${level}`,
  secretKey: `secret-of-${level}`,
  token: `token-of-${level}`,
});

function file(name: "sharedConfigFiles" | "sharedCredentialsFiles", as: string): Row {
  return identity(
    (level) => ({ profile: level, [name]: [`/${level}`] }),
    (level) => `/${level}`,
    ({ files }) => (files as Texts | undefined)?.[as],
  );
}

const arnOf = (level: string): string => `arn:aws:iam::111122223333:role/${level}`;

function role(name: "assumeRole" | "assumeRoles"): Row {
  const value = (level: string): object =>
    name === "assumeRole" ? { roleArn: arnOf(level) } : [{ roleArn: arnOf(level) }];
  const stack = (namespace: string): Level => ({
    stack: { [`${namespace}:${name}`]: JSON.stringify(value(namespace)) },
    gives: [arnOf(namespace)],
  });
  return {
    levels: [{ args: { [name]: value("own") }, gives: [arnOf("own")] }, stack("chime"), stack("aws")],
    fallback: [],
    read: ({ roles }) => roles.chain.map(({ RoleArn }) => RoleArn),
  };
}

const userOf = (level: string): string =>
  `arn:aws:chime:us-east-1:111122223333:app-instance/one/user/${level}`;

const region = plain("region", ["eu-central-1", "us-west-2", "eu-west-2"], "us-east-1");

const TABLE: Record<(typeof CHIME_SETTINGS)[number], Row> = {
  accessKey: identity(
    keysOf,
    (level) => `key-of-${level}`,
    ({ accessKeyId }) => accessKeyId,
  ),
  secretKey: identity(
    keysOf,
    (level) => `secret-of-${level}`,
    ({ secretAccessKey }) => secretAccessKey,
  ),
  token: identity(
    keysOf,
    (level) => `token-of-${level}`,
    ({ sessionToken }) => sessionToken,
  ),
  profile: identity(
    (profile) => ({ profile }),
    (level) => level,
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
    levels: [
      ...region.levels,
      { env: { AWS_REGION: "ap-northeast-1" }, gives: "ap-northeast-1" },
      { env: { AWS_DEFAULT_REGION: "ca-central-1" }, gives: "ca-central-1" },
    ],
    fallback: region.fallback,
    read: ({ defaultRegion }) => defaultRegion,
  },
  appInstanceUserArn: plain("appInstanceUserArn", [userOf("own"), userOf("chime")], undefined),
  allowInsecureEndpoint: plain("allowInsecureEndpoint", [false, true], false),
  retryMode: plain("retryMode", ["adaptive", "standard", "adaptive"], "adaptive"),
  maxRetries: plain("maxRetries", [1, 2, 3], 24),
  callsPerSecond: plain("callsPerSecond", [1, 2], undefined),
  maxRetrySeconds: plain("maxRetrySeconds", [1, 2], 180),
  requestTimeoutSeconds: plain("requestTimeoutSeconds", [1, 2], 30),
  adoptExisting: plain("adoptExisting", [false, true], false),
  readConsistencySeconds: plain("readConsistencySeconds", [1, 2], 8),
  skipCredentialsValidation: plain("skipCredentialsValidation", [false, true, false], false),
};

// The real way of a setting: what a program gives to a provider, what that takes from the stack, and what the plugin
// makes of both. What only the AWS SDK finds in the environment is tested on it, in test/host/settings.
describe("The precedence of the settings", () => {
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  for (const [name, { levels, fallback, read }] of Object.entries(TABLE)) {
    it(`of ${name} is that of the arguments, chime:, aws: and the environment, where it counts there`, async () => {
      for (const [index, { gives }] of [...levels, { gives: fallback }].entries()) {
        const rest = levels.slice(index);
        const merged = (part: "args" | "stack" | "env"): object =>
          Object.assign({}, ...rest.map((level) => level[part])) as object;
        const env = merged("env") as Texts;
        const stack = merged("stack") as Texts;
        assert.deepEqual(read(await ofProvider(merged("args"), stack, env)), gives);
        if (rest[0]?.args === undefined) assert.deepEqual(read(settingsOf(stack, env)), gives);
      }
    });
  }

  it("is tested with aws: for all settings of which it is said to count", () => {
    const withAws = Object.entries(TABLE)
      .filter(([, { levels }]) => levels.some(({ stack }) => Object.keys(stack ?? {})[0]?.startsWith("aws:")))
      .map(([name]) => name);
    const endpoints = CHIME_SETTINGS.filter((name) => name.toLowerCase().endsWith("endpoint"));
    const expected = [...endpoints.slice(0, 4), ...AWS_SETTINGS].filter((name) => name !== "endpoints");
    assert.deepEqual(withAws.sort(), expected.sort());
  });
});

/** The settings of the resources of a provider. */
async function ofProvider(args: ProviderArgs, stack: Texts, env: Texts): Promise<ChimeSettings> {
  pulumi.runtime.setAllConfig(stack);
  const inputs = await new Promise<Record<string, unknown>>((resolve) => {
    pulumi.all(providerInputs(args)).apply(resolve);
  });
  return settingsOf(inputs, env);
}

function settingsOf(entries: Record<string, unknown>, env: Texts): ChimeSettings {
  const settings = readSettings(sourceOfEntries(entries, "test"), env);
  assert.ok(!Array.isArray(settings), JSON.stringify(settings));
  return settings;
}
