import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CredentialOptions } from "../../emulator";
import { Host } from "../support/host";
import { Room } from "../support/room";

/** One key for each place from which an identity can come: the journal then shows which place it was. */
const NAMES = ["ENV", "CHIME", "AWS", "TEAM", "OTHER", "DEFAULT"] as const;
type Name = (typeof NAMES)[number];
const keyOf = (name: Name): CredentialOptions => ({
  accessKeyId: `AKIAEMULATEDCHIME0${name}`,
  secretAccessKey: `the-secret-of-${name}`,
});
const ADMIN = "arn:aws:iam::111122223333:role/chime-admin";
const HUB = "arn:aws:iam::111122223333:role/hub";
/** Where nobody listens. */
const NOWHERE = "http://127.0.0.1:1";

type Texts = Record<string, string>;

function keys(namespace: "chime" | "aws", name: Name): Texts {
  const { accessKeyId, secretAccessKey } = keyOf(name);
  return { [`${namespace}:accessKey`]: accessKeyId, [`${namespace}:secretKey`]: secretAccessKey };
}

function role(roleArn: string, more: object = {}): string {
  return JSON.stringify({ roleArn, ...more });
}

function section(profile: string, name: Name): string {
  const { accessKeyId, secretAccessKey } = keyOf(name);
  return `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

// The settings as the plugin host hands them over, the real SDK, and the emulator, which sees the key that signed.
describe("The settings of a plugin process", function () {
  this.timeout(60_000);

  let room: Room;
  let folder: string;
  let usual: Texts;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-settings-"));
    const file = (name: string): string => join(folder, name);
    await writeFile(file("credentials"), section("team", "TEAM") + section("default", "DEFAULT"));
    await writeFile(file("other"), section("team", "OTHER"));
    await writeFile(
      file("config"),
      `[profile far]\nrole_arn = ${ADMIN}\nsource_profile = team\n` +
        "[profile plain]\nendpoint_url = http://192.0.2.1:9\n" +
        `[profile slow]\ncredential_process = ${file("slow")}\n`,
    );
    await writeFile(file("slow"), "#!/bin/sh\nsleep 8\n");
    await chmod(file("slow"), 0o755);
    usual = { AWS_SHARED_CREDENTIALS_FILE: file("credentials"), AWS_CONFIG_FILE: file("config") };
    room = await Room.open({
      credentials: NAMES.map(keyOf),
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

  async function withHost<T>(config: Texts, env: Texts, work: (host: Host) => Promise<T>): Promise<T> {
    const quick = { "chime:maxRetries": "0", "chime:readConsistencySeconds": "0" };
    const host = await Host.start({
      chime: room.chime,
      config: { ...quick, ...config },
      env: { ...usual, AWS_PROFILE: "", AWS_EC2_METADATA_DISABLED: "true", ...env },
    });
    try {
      return await work(host);
    } finally {
      await host.stop();
    }
  }

  /** Adds somebody to the room, and returns which of the keys signed; a key of STS is that of a role. */
  async function signer(config: Texts, env: Texts = {}): Promise<string | undefined> {
    await withHost(config, env, (host) => host.create({ ...room.user(), role: "Member" }));
    const [call] = room.chime.journal.calls({ operation: "CreateRoomMembership" });
    return call?.accessKeyId?.replace(/^ASIA.*/, "role").replace(keyOf("ENV").accessKeyId.slice(0, -3), "");
  }

  /** The signers of the calls to AWS STS. */
  function askers(): (string | undefined)[] {
    return room.chime.journal.calls({ operation: "AssumeRole" }).map(({ accessKeyId }) => accessKeyId);
  }

  /** Adds somebody, which must fail, and returns why. */
  async function failure(config: Texts, env: Texts = {}): Promise<string> {
    return withHost(config, env, async (host) => {
      const outcome = await host.create({ ...room.user(), role: "Member" }).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      assert.ok(outcome, "it succeeded where it had to fail");
      assert.deepEqual(room.chime.journal.calls({ operation: "CreateRoomMembership" }), []);
      assert.ok(!outcome.message.includes("may have been added"), outcome.message);
      return outcome.message;
    });
  }

  async function problems(config: Texts, env: Texts = {}): Promise<string[]> {
    const { failures } = await withHost(config, env, (host) => host.check({ ...room.user() }));
    return failures;
  }

  describe("say whose key signs", () => {
    const IDENTITIES: [string, Texts, Texts, Name | "role"][] = [
      ["the environment's where nothing is set", {}, {}, "ENV"],
      ["the environment's profile", {}, { AWS_PROFILE: "team", AWS_ACCESS_KEY_ID: "" }, "TEAM"],
      ["the default profile", {}, { AWS_ACCESS_KEY_ID: "" }, "DEFAULT"],
      ["aws: keys before the environment's", keys("aws", "AWS"), {}, "AWS"],
      ["chime: keys before aws: keys", { ...keys("chime", "CHIME"), ...keys("aws", "AWS") }, {}, "CHIME"],
      ["aws:profile before the environment's keys", { "aws:profile": "team" }, {}, "TEAM"],
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
      ["chime: keys without the token of aws:", { ...keys("chime", "CHIME"), "aws:token": "x" }, {}, "CHIME"],
      ["aws: keys where aws:profile is blank", { ...keys("aws", "AWS"), "aws:profile": "" }, {}, "AWS"],
    ];
    for (const [what, config, env, expected] of IDENTITIES) {
      it(what, async () => {
        assert.equal(await signer(config, env), expected);
      });
    }

    it("with the token that belongs to the key", async () => {
      await room.close();
      const { accessKeyId, secretAccessKey } = keyOf("CHIME");
      room = await Room.open({ credentials: [{ accessKeyId, secretAccessKey, sessionToken: "the-token" }] });
      const env = { AWS_SESSION_TOKEN: "" };
      assert.equal(await signer({ ...keys("chime", "CHIME"), "chime:token": "the-token" }, env), "CHIME");
    });

    for (const namespace of ["chime", "aws"]) {
      it(`as the file of ${namespace}:sharedCredentialsFiles has the profile, not the usual one`, async () => {
        const files = JSON.stringify([join(folder, "other")]);
        const config = { [`${namespace}:profile`]: "team", [`${namespace}:sharedCredentialsFiles`]: files };
        assert.equal(await signer(config), "OTHER");
      });

      it(`as the file of ${namespace}:sharedConfigFiles has the profile, not the usual one`, async () => {
        const config = join(folder, "elsewhere");
        await writeFile(config, section("profile aside", "OTHER"));
        const files = { [`${namespace}:sharedConfigFiles`]: JSON.stringify([config]) };
        assert.equal(await signer({ [`${namespace}:profile`]: "aside", ...files }), "OTHER");
      });
    }

    it("and leave the files of aws: aside where the profile is that of chime:", async () => {
      const files = { "aws:sharedCredentialsFiles": JSON.stringify([join(folder, "other")]) };
      assert.equal(await signer({ "chime:profile": "team", ...files }), "TEAM");
    });
  });

  describe("say which role is assumed", () => {
    const sts = (): Texts => ({ "chime:stsEndpoint": room.chime.url });

    for (const key of ["chime:assumeRole", "aws:assumeRole"]) {
      it(`by ${key}, with the key that would sign otherwise`, async () => {
        assert.equal(await signer({ ...keys("chime", "CHIME"), [key]: role(ADMIN), ...sts() }), "role");
        assert.deepEqual(askers(), [keyOf("CHIME").accessKeyId]);
      });
    }

    for (const key of ["chime:assumeRoles", "aws:assumeRoles"]) {
      it(`by ${key}, one after the other`, async () => {
        const fields = { externalId: "agreed", duration: "15m", policy: "{}", tags: { team: "chime" } };
        const chain = `[${role(ADMIN)},${role(HUB, fields)}]`;
        assert.equal(await signer({ ...keys("chime", "CHIME"), [key]: chain, ...sts() }), "role");
        const [first, second] = askers();
        assert.equal(first, keyOf("CHIME").accessKeyId);
        assert.match(second ?? "", /^ASIA/);
      });
    }

    for (const [field, value, name] of [
      ["policy", "☺", "Policy"],
      ["policyArns", ["arn"], "PolicyArns.member.1.arn"],
      ["tags", { team: "!" }, "Tags.member.1.Value"],
    ] as const) {
      it(`with its ${field}, also of the last of a chain: AWS STS refuses those that cannot be`, async () => {
        const chain = `[${role(ADMIN)},${role(HUB, { externalId: "agreed", [field]: value })}]`;
        const message = await failure({ ...keys("chime", "CHIME"), "chime:assumeRoles": chain, ...sts() });
        assert.match(
          message,
          /for the role arn:\S+role\/hub .* but ValidationError \(HTTP 400, request id \S+\)/,
        );
        assert.ok(message.includes(`Value at '${name}' failed`), message);
        assert.equal(askers().length, 2);
      });
    }

    it("by chime:assumeRole before aws:assumeRole", async () => {
      const roles = { "chime:assumeRole": role(ADMIN), "aws:assumeRole": role(HUB) };
      assert.equal(await signer({ ...keys("chime", "CHIME"), ...roles, ...sts() }), "role");
    });

    it("and by an empty chime:assumeRoles that there is none, whatever aws: says", async () => {
      const roles = { "chime:assumeRoles": "[]", "aws:assumeRole": role(HUB) };
      assert.equal(await signer({ ...keys("chime", "CHIME"), ...roles, ...sts() }), "CHIME");
      assert.deepEqual(askers(), []);
    });

    it("by the profile itself, with the STS of the environment", async () => {
      assert.equal(
        await signer({ "chime:profile": "far" }, { AWS_ENDPOINT_URL_STS: room.chime.url }),
        "role",
      );
      assert.deepEqual(askers(), [keyOf("TEAM").accessKeyId]);
    });

    it("once for all the calls of the process", async () => {
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...sts() };
      await withHost(config, {}, (host) =>
        Promise.all(Array.from({ length: 8 }, () => host.create({ ...room.user(), role: "Member" }))),
      );
      assert.equal(askers().length, 1);
    });

    it("and STS is asked again after a passing failure", async () => {
      room.chime.faults.inject({
        operation: "AssumeRole",
        kind: "error",
        error: "ServiceUnavailableException",
      });
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...sts() };
      assert.equal(await signer({ ...config, "chime:maxRetries": "3" }), "role");
      assert.equal(askers().length, 2);
    });
  });

  describe("say where to call", () => {
    const list = (entries: object): string => JSON.stringify([entries]);

    it("Amazon Chime: chime:endpoint before aws:endpoints, and that before the environment", async () => {
      const dead = { AWS_ENDPOINT_URL_CHIME: NOWHERE };
      const { url } = room.chime;
      const config = { "chime:endpoint": url, "aws:endpoints": list({ chime: NOWHERE }) };
      assert.equal(await signer(config, dead), "ENV");
      room.chime.journal.clear();
      assert.equal(await signer({ "aws:endpoints": list({ s3: NOWHERE, chime: url }) }, dead), "ENV");
    });

    it("Amazon Chime SDK Messaging: chime:messagingEndpoint before aws:endpoints, and that before the environment", async () => {
      const { state, url } = room.chime;
      const appInstanceArn = state.addAppInstance();
      const chimeBearer = state.addAppInstanceUser({ appInstanceArn });
      state.addAppInstanceAdmin({ adminArn: chimeBearer });
      const channelArn = state.addChannel({ appInstanceArn });
      const add = (config: Texts, env: Texts): Promise<unknown> => {
        const memberArn = state.addAppInstanceUser({ appInstanceArn });
        const inputs = { channelArn, memberArn, type: "DEFAULT", chimeBearer };
        return withHost(config, env, (host) => host.withKind("ChannelMembership").create(inputs));
      };
      const dead = { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: NOWHERE };
      const both = { "chime:messagingEndpoint": url, "aws:endpoints": list({ chimesdkmessaging: NOWHERE }) };
      await add(both, dead);
      await add({ "aws:endpoints": list({ chimesdkmessaging: url }) }, dead);
      await add({}, { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url });
      assert.equal(state.channelMembers(channelArn).length, 3);
    });

    it("AWS STS: chime:stsEndpoint before aws:endpoints, and that before the environment", async () => {
      const dead = { AWS_ENDPOINT_URL_STS: NOWHERE };
      const { url } = room.chime;
      const base = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN) };
      const both = { "chime:stsEndpoint": url, "aws:endpoints": list({ sts: NOWHERE }) };
      assert.equal(await signer({ ...base, ...both }, dead), "role");
      assert.equal(await signer({ ...base, "aws:endpoints": list({ sts: url }) }, dead), "role");
      assert.equal(await signer(base, { AWS_ENDPOINT_URL_STS: url }), "role");
      assert.equal(askers().length, 3);
    });

    it("also plain http on another machine where that is allowed", async () => {
      const config = { "chime:endpoint": "http://192.0.2.1", "chime:allowInsecureEndpoint": "true" };
      assert.deepEqual(await problems(config), []);
    });
  });

  describe("say how often a call is repeated", () => {
    const REPEATS: [string, Texts, number][] = [
      ["chime:maxRetries before aws:maxRetries", { "chime:maxRetries": "1", "aws:maxRetries": "4" }, 2],
      ["in the retry mode standard as well", { "chime:maxRetries": "2", "chime:retryMode": "standard" }, 3],
    ];
    for (const [what, config, attempts] of REPEATS) {
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

  describe("that lead to no credentials fail before anything is sent, and", () => {
    it("name the profile that there is not, its setting and where it was looked for", async () => {
      const files = { "aws:sharedCredentialsFiles": JSON.stringify([join(folder, "other")]) };
      const message = await failure({ "aws:profile": "nobody", ...files });
      assert.match(
        message,
        /Could not add member .*: there are no AWS credentials: the profile "nobody" \(aws:profile\)/,
      );
      assert.ok(message.includes(join(folder, "other")));
    });

    it("do not look for somebody else's where the profile has none", async () => {
      await failure({ "chime:profile": "plain" });
    });

    it("name the role that STS refuses, who asked, and what STS said", async () => {
      const config = { ...keys("aws", "AWS"), "aws:assumeRole": role(ADMIN) };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(
        message,
        /for the role arn:aws:iam::111122223333:role\/chime-admin \(aws:assumeRole\) to the keys of aws:accessKey but AccessDenied \(HTTP 403, request id \S+\): User: .* Check that the role exists/,
      );
    });

    it("name the role that asked for the next one", async () => {
      const chain = `[${role(ADMIN)},${role(HUB, { externalId: "not-agreed" })}]`;
      const config = { ...keys("chime", "CHIME"), "chime:assumeRoles": chain };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(message, /role\/hub \(chime:assumeRoles\) to the role arn:\S+role\/chime-admin/);
      assert.ok(!message.includes("not-agreed"));
    });

    it("do not wait for ever for a process that gives none", async () => {
      const bounds = { "chime:maxRetrySeconds": "1", "chime:requestTimeoutSeconds": "1" };
      const started = performance.now();
      const message = await failure({ "chime:profile": "slow", ...bounds });
      assert.match(message, /the profile "slow" \(chime:profile\) gave none within 2 s/);
      assert.ok(performance.now() - started < 7000);
    });

    it("do not wait for ever for an STS that does not answer", async () => {
      const always = { operation: "AssumeRole", times: "always" } as const;
      room.chime.faults.inject({ ...always, kind: "hang", when: "beforeWrite" });
      const bounds = {
        "chime:maxRetrySeconds": "3",
        "chime:requestTimeoutSeconds": "1",
        "chime:maxRetries": "1",
      };
      const config = { ...keys("chime", "CHIME"), "chime:assumeRole": role(ADMIN), ...bounds };
      const message = await failure({ ...config, "chime:stsEndpoint": room.chime.url });
      assert.match(message, /AWS STS gave none for the role/);
    });
  });

  describe("that would send calls in the clear to another machine", () => {
    it("fail in the preview where they are settings, with the way out", async () => {
      const [problem = ""] = await problems({ "chime:endpoint": "http://192.0.2.1" });
      assert.match(
        problem,
        /^chime:endpoint: chime:endpoint must be https: http:\/\/192\.0\.2\.1 is not this machine/,
      );
      assert.match(problem, /set chime:allowInsecureEndpoint to true/);
    });

    for (const variable of ["AWS_ENDPOINT_URL_CHIME", "AWS_ENDPOINT_URL"]) {
      it(`fail in the preview where they are in the environment as ${variable}`, async () => {
        const env = { AWS_ENDPOINT_URL_CHIME: "", [variable]: "http://192.0.2.1" };
        const [problem = ""] = await problems({}, env);
        assert.ok(problem.startsWith(`${variable}: ${variable} must be https`), problem);
      });
    }

    it("fail before anything is sent where they are the endpoint_url of the environment's profile, and name the setting", async () => {
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

  it("that do not exist fail in the preview, with the one that was meant", async () => {
    assert.deepEqual(await problems({ "chime:acessKey": "x" }), [
      "chime:acessKey: chime:acessKey does not exist. Did you mean chime:accessKey?",
    ]);
  });
});
