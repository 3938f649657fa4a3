import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CredentialOptions, ErrorName } from "../../emulator";
import { rejectedCredentials } from "../../provider/aws/client/credentialErrors";
import type { Identity } from "../../provider/settings/identity";
import { rejectionOf } from "../support/failures";
import { Host, isNative } from "../support/host";
import { Room } from "../support/room";

/** One key for each source of credentials, so that the journal shows the source that was used. */
const KEY_NAMES = ["ENV", "CHIME", "AWS", "TEAM", "OTHER", "DEFAULT"] as const;
type KeyName = (typeof KEY_NAMES)[number];
const keyOf = (name: KeyName): CredentialOptions => ({
  accessKeyId: `AKIAEMULATEDCHIME0${name}`,
  secretAccessKey: `the-secret-of-${name}`,
});
const ADMIN = "arn:aws:iam::111122223333:role/chime-admin";
const HUB = "arn:aws:iam::111122223333:role/hub";
/** An address without a server. */
const UNREACHABLE = "http://127.0.0.1:1";

type Values = Record<string, string>;

function keys(namespace: "chime" | "aws", name: KeyName): Values {
  const { accessKeyId, secretAccessKey } = keyOf(name);
  return { [`${namespace}:accessKey`]: accessKeyId, [`${namespace}:secretKey`]: secretAccessKey };
}

function role(roleArn: string, properties: object = {}): string {
  return JSON.stringify({ roleArn, ...properties });
}

function profileSection(profile: string, name: KeyName): string {
  const { accessKeyId, secretAccessKey } = keyOf(name);
  return `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

// These tests use the plugin host, the AWS SDK and the emulator, which records the access key of each call.
describe("The plugin's settings", function () {
  this.timeout(60_000);

  let room: Room;
  let folder: string;
  let baseEnv: Values;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-settings-"));
    const file = (name: string): string => join(folder, name);
    await writeFile(
      file("credentials"),
      profileSection("team", "TEAM") + profileSection("default", "DEFAULT"),
    );
    await writeFile(file("other"), profileSection("team", "OTHER"));
    await writeFile(
      file("config"),
      `[profile far]\nrole_arn = ${ADMIN}\nsource_profile = team\n` +
        "[profile plain]\nendpoint_url = http://192.0.2.1:9\n" +
        `[profile slow]\ncredential_process = ${file("slow")}\n`,
    );
    await writeFile(file("slow"), "#!/bin/sh\nsleep 8\n");
    await chmod(file("slow"), 0o755);
    baseEnv = { AWS_SHARED_CREDENTIALS_FILE: file("credentials"), AWS_CONFIG_FILE: file("config") };
    room = await Room.open({
      credentials: KEY_NAMES.map(keyOf),
      roles: [
        { arn: ADMIN, trustedAccessKeyIds: [keyOf("CHIME"), keyOf("TEAM")].map((key) => key.accessKeyId) },
        { arn: HUB, externalId: "agreed" },
      ],
    });
  });
  afterEach(async () => {
    await room.close();
    await rm(folder, { recursive: true });
  });

  async function withHost<T>(config: Values, env: Values, action: (host: Host) => Promise<T>): Promise<T> {
    const settings = { "chime:maxRetries": "0", "chime:readConsistencySeconds": "0" };
    const host = await Host.start({
      chime: room.chime,
      config: { ...settings, ...config },
      env: { ...baseEnv, AWS_PROFILE: "", AWS_EC2_METADATA_DISABLED: "true", ...env },
    });
    try {
      return await action(host);
    } finally {
      await host.stop();
    }
  }

  /** Adds a member. Returns the name of the key that signed the call, or "role" for temporary credentials. */
  async function signer(config: Values, env: Values = {}): Promise<string | undefined> {
    await withHost(config, env, (host) => host.create({ ...room.user(), role: "Member" }));
    const [call] = room.chime.journal.calls({ operation: "CreateRoomMembership" });
    return call?.accessKeyId?.replace(/^ASIA.*/, "role").replace(keyOf("ENV").accessKeyId.slice(0, -3), "");
  }

  /** The access keys of the calls to AWS STS. */
  function stsCallers(): (string | undefined)[] {
    return room.chime.journal.calls({ operation: "AssumeRole" }).map(({ accessKeyId }) => accessKeyId);
  }

  /** Adds a member, which must fail without a call. Returns the error message. */
  async function failure(config: Values, env: Values = {}): Promise<string> {
    return withHost(config, env, async (host) => {
      const outcome = await host.create({ ...room.user(), role: "Member" }).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      assert.ok(outcome, "it succeeded, but should have failed");
      assert.deepEqual(room.chime.journal.calls({ operation: "CreateRoomMembership" }), []);
      assert.ok(!outcome.message.includes("may have been added"), outcome.message);
      return outcome.message;
    });
  }

  async function checkFailures(config: Values, env: Values = {}): Promise<string[]> {
    const { failures } = await withHost(config, env, (host) => host.check({ ...room.user() }));
    return failures;
  }

  describe("choose the credentials:", () => {
    const IDENTITIES: [string, Values, Values, KeyName | "role"][] = [
      ["the environment variables by default", {}, {}, "ENV"],
      ["the profile of AWS_PROFILE", {}, { AWS_PROFILE: "team", AWS_ACCESS_KEY_ID: "" }, "TEAM"],
      ["the default profile", {}, { AWS_ACCESS_KEY_ID: "" }, "DEFAULT"],
      ["aws: keys before the environment variables", keys("aws", "AWS"), {}, "AWS"],
      ["chime: keys before aws: keys", { ...keys("chime", "CHIME"), ...keys("aws", "AWS") }, {}, "CHIME"],
      ["aws:profile before the environment variables", { "aws:profile": "team" }, {}, "TEAM"],
      ["chime:profile before aws: keys", { "chime:profile": "team", ...keys("aws", "AWS") }, {}, "TEAM"],
      ["chime: keys before aws:profile", { ...keys("chime", "CHIME"), "aws:profile": "team" }, {}, "CHIME"],
      [
        "chime: keys before chime:profile",
        { ...keys("chime", "CHIME"), "chime:profile": "team" },
        {},
        "CHIME",
      ],
      ["aws: keys before aws:profile", { ...keys("aws", "AWS"), "aws:profile": "team" }, {}, "AWS"],
      ["chime:profile before aws:profile", { "chime:profile": "team", "aws:profile": "default" }, {}, "TEAM"],
      ["chime: keys without aws:token", { ...keys("chime", "CHIME"), "aws:token": "x" }, {}, "CHIME"],
      ["aws: keys if aws:profile is blank", { ...keys("aws", "AWS"), "aws:profile": "" }, {}, "AWS"],
    ];
    for (const [what, config, env, expected] of IDENTITIES) {
      it(what, async () => {
        assert.equal(await signer(config, env), expected);
      });
    }

    it("chime: keys with chime:token", async () => {
      await room.close();
      const { accessKeyId, secretAccessKey } = keyOf("CHIME");
      room = await Room.open({ credentials: [{ accessKeyId, secretAccessKey, sessionToken: "the-token" }] });
      const env = { AWS_SESSION_TOKEN: "" };
      assert.equal(await signer({ ...keys("chime", "CHIME"), "chime:token": "the-token" }, env), "CHIME");
    });

    for (const namespace of ["chime", "aws"]) {
      it(`a profile in ${namespace}:sharedCredentialsFiles before the default file`, async () => {
        const files = JSON.stringify([join(folder, "other")]);
        const config = { [`${namespace}:profile`]: "team", [`${namespace}:sharedCredentialsFiles`]: files };
        assert.equal(await signer(config), "OTHER");
      });

      it(`a profile in ${namespace}:sharedConfigFiles before the default file`, async () => {
        const config = join(folder, "elsewhere");
        await writeFile(config, profileSection("profile aside", "OTHER"));
        const files = { [`${namespace}:sharedConfigFiles`]: JSON.stringify([config]) };
        assert.equal(await signer({ [`${namespace}:profile`]: "aside", ...files }), "OTHER");
      });
    }

    it("chime:profile without the files of aws:", async () => {
      const files = { "aws:sharedCredentialsFiles": JSON.stringify([join(folder, "other")]) };
      assert.equal(await signer({ "chime:profile": "team", ...files }), "TEAM");
    });
  });

  describe("choose the role to assume:", () => {
    const sts = (): Values => ({ "chime:stsEndpoint": room.chime.url });

    for (const key of ["chime:assumeRole", "aws:assumeRole"]) {
      it(`${key}, with the credentials of the other settings`, async () => {
        assert.equal(await signer({ ...keys("chime", "CHIME"), [key]: role(ADMIN), ...sts() }), "role");
        assert.deepEqual(stsCallers(), [keyOf("CHIME").accessKeyId]);
      });
    }

    for (const key of ["chime:assumeRoles", "aws:assumeRoles"]) {
      it(`the roles of ${key}, one after the other`, async () => {
        const fields = { externalId: "agreed", duration: "15m", policy: "{}", tags: { team: "chime" } };
        const chain = `[${role(ADMIN)},${role(HUB, fields)}]`;
        assert.equal(await signer({ ...keys("chime", "CHIME"), [key]: chain, ...sts() }), "role");
        const [first, second] = stsCallers();
        assert.equal(first, keyOf("CHIME").accessKeyId);
        assert.match(second ?? "", /^ASIA/);
      });
    }

    for (const [field, value, name] of [
      ["policy", "☺", "Policy"],
      ["policyArns", ["arn"], "PolicyArns.member.1.arn"],
      ["tags", { team: "!" }, "Tags.member.1.Value"],
    ] as const) {
      it(`the last role of a chain with its ${field}, which AWS STS rejects if it is invalid`, async () => {
        const chain = `[${role(ADMIN)},${role(HUB, { externalId: "agreed", [field]: value })}]`;
        const message = await failure({ ...keys("chime", "CHIME"), "chime:assumeRoles": chain, ...sts() });
        assert.match(
          message,
          /for the role arn:\S+role\/hub .* but ValidationError \(HTTP 400, request id \S+\)/,
        );
        assert.ok(message.includes(`Value at '${name}' failed`), message);
        assert.equal(stsCallers().length, 2);
      });
    }

    it("chime:assumeRole before aws:assumeRole", async () => {
      const roles = { "chime:assumeRole": role(ADMIN), "aws:assumeRole": role(HUB) };
      assert.equal(await signer({ ...keys("chime", "CHIME"), ...roles, ...sts() }), "role");
    });

    it("no role if chime:assumeRoles is empty, even with aws:assumeRole", async () => {
      const roles = { "chime:assumeRoles": "[]", "aws:assumeRole": role(HUB) };
      assert.equal(await signer({ ...keys("chime", "CHIME"), ...roles, ...sts() }), "CHIME");
      assert.deepEqual(stsCallers(), []);
    });

    it("the role of the profile, with the STS endpoint of the environment", async () => {
      assert.equal(
        await signer({ "chime:profile": "far" }, { AWS_ENDPOINT_URL_STS: room.chime.url }),
        "role",
      );
      assert.deepEqual(stsCallers(), [keyOf("TEAM").accessKeyId]);
    });

    it("one role for all calls of the process, with one call of AWS STS", async () => {
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...sts() };
      await withHost(config, {}, (host) =>
        Promise.all(Array.from({ length: 8 }, () => host.create({ ...room.user(), role: "Member" }))),
      );
      assert.equal(stsCallers().length, 1);
    });

    it("a role, even if AWS STS first answers with a transient error", async () => {
      room.chime.faults.inject({
        operation: "AssumeRole",
        kind: "error",
        error: "ServiceUnavailableException",
      });
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...sts() };
      assert.equal(await signer({ ...config, "chime:maxRetries": "3" }), "role");
      assert.equal(stsCallers().length, 2);
    });
  });

  describe("choose the endpoint of", () => {
    const list = (entries: object): string => JSON.stringify([entries]);

    it("Amazon Chime: chime:endpoint before aws:endpoints before the environment", async () => {
      const unreachable = { AWS_ENDPOINT_URL_CHIME: UNREACHABLE };
      const { url } = room.chime;
      const config = { "chime:endpoint": url, "aws:endpoints": list({ chime: UNREACHABLE }) };
      assert.equal(await signer(config, unreachable), "ENV");
      room.chime.journal.clear();
      assert.equal(
        await signer({ "aws:endpoints": list({ s3: UNREACHABLE, chime: url }) }, unreachable),
        "ENV",
      );
    });

    it("Amazon Chime SDK Messaging: chime:messagingEndpoint before aws:endpoints before the environment", async () => {
      const { state, url } = room.chime;
      const appInstanceArn = state.addAppInstance();
      const chimeBearer = state.addAppInstanceUser({ appInstanceArn });
      state.addAppInstanceAdmin({ adminArn: chimeBearer });
      const channelArn = state.addChannel({ appInstanceArn });
      const add = (config: Values, env: Values): Promise<unknown> => {
        const memberArn = state.addAppInstanceUser({ appInstanceArn });
        const inputs = { channelArn, memberArn, type: "DEFAULT", chimeBearer };
        return withHost(config, env, (host) => host.withKind("ChannelMembership").create(inputs));
      };
      const unreachable = { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: UNREACHABLE };
      const both = {
        "chime:messagingEndpoint": url,
        "aws:endpoints": list({ chimesdkmessaging: UNREACHABLE }),
      };
      await add(both, unreachable);
      await add({ "aws:endpoints": list({ chimesdkmessaging: url }) }, unreachable);
      await add({}, { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url });
      assert.equal(state.channelMembers(channelArn).length, 3);
    });

    it("AWS STS: chime:stsEndpoint before aws:endpoints before the environment", async () => {
      const unreachable = { AWS_ENDPOINT_URL_STS: UNREACHABLE };
      const { url } = room.chime;
      const base = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN) };
      const both = { "chime:stsEndpoint": url, "aws:endpoints": list({ sts: UNREACHABLE }) };
      assert.equal(await signer({ ...base, ...both }, unreachable), "role");
      assert.equal(await signer({ ...base, "aws:endpoints": list({ sts: url }) }, unreachable), "role");
      assert.equal(await signer(base, { AWS_ENDPOINT_URL_STS: url }), "role");
      assert.equal(stsCallers().length, 3);
    });

    it("another machine over plain http if chime:allowInsecureEndpoint is true", async () => {
      const config = { "chime:endpoint": "http://192.0.2.1", "chime:allowInsecureEndpoint": "true" };
      assert.deepEqual(await checkFailures(config), []);
    });
  });

  describe("limit the retries of a call:", () => {
    const RETRIES: [string, Values, number][] = [
      ["chime:maxRetries before aws:maxRetries", { "chime:maxRetries": "1", "aws:maxRetries": "4" }, 2],
      [
        "chime:maxRetries in the retry mode standard",
        { "chime:maxRetries": "2", "chime:retryMode": "standard" },
        3,
      ],
    ];
    for (const [what, config, attempts] of RETRIES) {
      it(what, async () => {
        room.chime.faults.inject({
          operation: "*",
          kind: "error",
          error: "ServiceUnavailableException",
          times: 9,
        });
        await withHost(config, {}, (host) => assert.rejects(host.create({ ...room.user(), role: "Member" })));
        assert.equal(room.chime.journal.count("CreateRoomMembership"), attempts);
      });
    }
  });

  describe("without credentials fail before the first call, and", () => {
    it("name the missing profile, its setting and the searched files", async function () {
      // Settings of `aws:` do not reach the native plugin.
      if (isNative()) this.skip();
      const files = { "aws:sharedCredentialsFiles": JSON.stringify([join(folder, "other")]) };
      const message = await failure({ "aws:profile": "nobody", ...files });
      assert.match(
        message,
        /Could not add member .*: there are no AWS credentials: the profile "nobody" \(aws:profile\)/,
      );
      assert.ok(message.includes(join(folder, "other")));
    });

    it("do not use other credentials if the profile has none", async () => {
      await failure({ "chime:profile": "plain" });
    });

    it("name the role that AWS STS refuses, the caller and the answer", async function () {
      // Settings of `aws:` do not reach the native plugin.
      if (isNative()) this.skip();
      const config = { ...keys("aws", "AWS"), "aws:assumeRole": role(ADMIN) };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(
        message,
        /for the role arn:aws:iam::111122223333:role\/chime-admin \(aws:assumeRole\) to the keys of aws:accessKey but AccessDenied \(HTTP 403, request id \S+\): User: .* Check that the role exists/,
      );
    });

    it("name the role of a chain that could not assume the next one", async () => {
      const chain = `[${role(ADMIN)},${role(HUB, { externalId: "not-agreed" })}]`;
      const config = { ...keys("chime", "CHIME"), "chime:assumeRoles": chain };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(message, /role\/hub \(chime:assumeRoles\) to the role arn:\S+role\/chime-admin/);
      assert.ok(!message.includes("not-agreed"));
    });

    it("do not wait forever for a credential process", async () => {
      const limits = { "chime:maxRetrySeconds": "1", "chime:requestTimeoutSeconds": "1" };
      const started = performance.now();
      const message = await failure({ "chime:profile": "slow", ...limits });
      assert.match(message, /the profile "slow" \(chime:profile\) gave none within 2 s/);
      assert.ok(performance.now() - started < 7000);
    });

    it("do not wait forever for AWS STS", async () => {
      const always = { operation: "AssumeRole", times: "always" } as const;
      room.chime.faults.inject({ ...always, kind: "hang", when: "beforeWrite" });
      const limits = {
        "chime:maxRetrySeconds": "3",
        "chime:requestTimeoutSeconds": "1",
        "chime:maxRetries": "1",
      };
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...limits };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(message, /AWS STS gave none for the role/);
    });
  });

  describe("with a plain http endpoint on another machine", () => {
    it("fail in the preview, and the error says how to allow the endpoint", async () => {
      const [failureText = ""] = await checkFailures({ "chime:endpoint": "http://192.0.2.1" });
      assert.match(failureText, /^chime:endpoint must be https: http:\/\/192\.0\.2\.1 is not this machine/);
      assert.match(failureText, /set chime:allowInsecureEndpoint to true/);
    });

    for (const variable of ["AWS_ENDPOINT_URL_CHIME", "AWS_ENDPOINT_URL"]) {
      it(`fail in the preview if the endpoint is in ${variable}`, async () => {
        const env = { AWS_ENDPOINT_URL_CHIME: "", [variable]: "http://192.0.2.1" };
        const [failureText = ""] = await checkFailures({}, env);
        assert.ok(failureText.startsWith(`${variable} must be https`), failureText);
      });
    }

    it("fail before the first call if the endpoint is the endpoint_url of the profile, and name the setting", async () => {
      const services = ["CHIME", "CHIME_SDK_MESSAGING", "CHIME_SDK_IDENTITY", "STS"];
      const env = {
        ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, ""])),
        AWS_PROFILE: "plain",
        AWS_ACCESS_KEY_ID: "",
      };
      const config = keys("chime", "CHIME");
      const message = await failure(config, env);
      assert.match(message, /the endpoint must be https: http:\/\/192\.0\.2\.1 is not this machine/);
      assert.match(message, /Check chime:endpoint, AWS_ENDPOINT_URL/);
      assert.match(
        await failure({ ...config, "chime:assumeRole": role(ADMIN) }, env),
        /Check chime:stsEndpoint,/,
      );
      await withHost(config, env, async (host) => {
        const app = host.withKind("AppInstance");
        await assert.rejects(app.create({ name: "Support" }), /Check chime:identityEndpoint,/);
        const appInstanceArn = "arn:aws:chime:us-east-1:111122223333:app-instance/support";
        const inputs = { appInstanceArn, name: "Launch", mode: "UNRESTRICTED", privacy: "PUBLIC" };
        const create = host
          .withKind("Channel")
          .create({ ...inputs, chimeBearer: `${appInstanceArn}/user/keeper` });
        await assert.rejects(create, /Check chime:messagingEndpoint,/);
      });
    });
  });

  describe("with credentials that AWS rejects fail, and the error says whose they are and how to renew them:", () => {
    const EXPIRED = "ExpiredTokenException";
    const UNKNOWN = "UnrecognizedClientException";
    const REJECTED: [what: string, answer: ErrorName, config: Values, env: Values, message: RegExp][] = [
      [
        "of the environment",
        UNKNOWN,
        {},
        {},
        /AWS_ACCESS_KEY_ID: they are wrong, deleted or expired\. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY again\./,
      ],
      [
        "of the environment, with a session token",
        UNKNOWN,
        {},
        { AWS_SESSION_TOKEN: "token" },
        /or their session token belongs to other keys\. Set AWS_ACCESS_KEY_ID, .* unset AWS_SESSION_TOKEN\./,
      ],
      [
        "of the settings",
        UNKNOWN,
        keys("chime", "CHIME"),
        {},
        /AWS does not know the credentials of the keys of chime:accessKey: .* Set chime:accessKey, secretKey and token again/,
      ],
      [
        "of a profile",
        EXPIRED,
        {},
        { AWS_PROFILE: "team" },
        /of the profile "team" \(AWS_PROFILE\) have expired\..* run `aws sso login --profile team`\./,
      ],
      [
        "of a role",
        EXPIRED,
        { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN) },
        {},
        /The credentials of the role arn:\S+ \(chime:assumeRole\) have expired\. Run the command again/,
      ],
    ];
    for (const [what, error, config, env, expected] of REJECTED) {
      it(what, async () => {
        room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "error", error });
        const stsEndpoint = { "chime:stsEndpoint": room.chime.url };
        const create = withHost({ ...config, ...stsEndpoint }, env, (host) =>
          host.create({ ...room.user(), role: "Member" }),
        );
        const { message } = await rejectionOf(create);
        assert.match(message, expected);
        assert.match(message, /errors\.md#credentials\.$/);
      });
    }

    it("with a secret key of another access key", async () => {
      const create = withHost({}, { AWS_SECRET_ACCESS_KEY: "the-secret-of-another" }, (host) =>
        host.create({ ...room.user(), role: "Member" }),
      );
      assert.match(
        (await rejectionOf(create)).message,
        /Check the secret key of AWS_ACCESS_KEY_ID, and the clock/,
      );
    });

    it("of the identity that assumes a role", async () => {
      room.chime.faults.inject({ operation: "AssumeRole", kind: "error", error: EXPIRED });
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN) };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(message, /The credentials of the keys of chime:accessKey have expired\./);
      assert.doesNotMatch(message, /trust policy/);
    });

    it("in at most 300 characters", () => {
      const profile = {
        kind: "profile",
        profile: "production-administrator",
        files: {},
        setting: "chime:profile",
      };
      const roles = {
        chain: [{ RoleArn: `${ADMIN}-of-production`, RoleSessionName: "s" }],
        setting: "chime:assumeRoles",
      };
      const noRoles = { chain: [], setting: "chime:assumeRole" };
      for (const settings of [
        { identity: profile as Identity, roles: noRoles },
        { identity: profile as Identity, roles },
      ]) {
        const text = rejectedCredentials(settings, UNKNOWN) ?? "";
        assert.ok(text.length <= 300, `${text.length}: ${text}`);
      }
      assert.equal(
        rejectedCredentials({ identity: profile as Identity, roles }, "MissingAuthenticationToken"),
        undefined,
      );
    });
  });

  it("that do not exist fail in the preview, and the error suggests the right name", async () => {
    assert.deepEqual(await checkFailures({ "chime:acessKey": "x" }), [
      "chime:acessKey does not exist. Did you mean chime:accessKey?",
    ]);
  });
});
