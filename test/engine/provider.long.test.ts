import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { failureOf, Project } from "../support/project";

const ONE = {
  accessKeyId: "AKIAEMULATEDCHIME0ONE",
  secretAccessKey: "the-secret-of-one",
  accounts: ["account-one"],
};
const TWO = {
  accessKeyId: "AKIAEMULATEDCHIME0TWO",
  secretAccessKey: "the-secret-of-two",
  accounts: ["account-two"],
};
const TEMPORARY = {
  accessKeyId: "ASIAEMULATEDCHIME0TMP",
  secretAccessKey: "the-secret-of-temporary",
  sessionToken: "the-token-of-temporary",
  accounts: ["account-one"],
};
const BASE = { accessKeyId: "AKIAEMULATEDCHIMEBASE", secretAccessKey: "the-secret-of-base", accounts: [] };
const ROLE = {
  arn: "arn:aws:iam::111122223333:role/chime-admin",
  externalId: "agreed",
  accounts: ["account-one"],
};

/** Declares the providers and memberships in `stack.json`. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { providers, members } = require("./stack.json");
const created = {};
for (const [name, args] of Object.entries(providers)) created[name] = new chime.Provider(name, args);
for (const [name, { provider, ...args }] of Object.entries(members)) {
  new chime.RoomMembership(name, args, { provider: created[provider] });
}
`;

describe("A chime.Provider", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator({ credentials: [BASE, ONE, TWO, TEMPORARY], roles: [ROLE] });
    for (const accountId of ["account-one", "account-two"]) {
      chime.state.addAccount({ accountId });
      chime.state.addRoom({ accountId, roomId: "room" });
      chime.state.addUser({ accountId, userId: "ana" });
    }
    project = await Project.open({ chime, files: { "index.js": PROGRAM, "stack.json": "{}" } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  const keysOf = ({ accessKeyId, secretAccessKey }: typeof ONE): object => ({
    accessKey: accessKeyId,
    secretKey: secretAccessKey,
  });
  const ana = (account: string): object => ({
    accountId: `account-${account}`,
    roomId: "room",
    memberId: "ana",
  });

  async function declare(stack: { providers: object; members: object }): Promise<void> {
    await project.write("stack.json", JSON.stringify(stack));
  }

  function signers(): (string | undefined)[] {
    return chime.journal.calls({ operation: "CreateRoomMembership" }).map(({ accessKeyId }) => accessKeyId);
  }

  it("lets one stack use two accounts, encrypts their keys, and needs only the state to destroy", async () => {
    await declare({
      providers: { one: keysOf(ONE), two: keysOf(TWO) },
      members: { one: { ...ana("one"), provider: "one" }, two: { ...ana("two"), provider: "two" } },
    });
    await project.stack.up();
    assert.deepEqual(signers().sort(), [ONE.accessKeyId, TWO.accessKeyId].sort());
    for (const account of ["account-one", "account-two"])
      assert.equal(chime.state.members(account, "room").length, 1);
    const state = await project.stateText();
    for (const { accessKeyId, secretAccessKey } of [ONE, TWO]) {
      assert.ok(!state.includes(secretAccessKey));
      assert.ok(!state.includes(accessKeyId));
    }

    await project.write("index.js", 'throw new Error("this program must not run");');
    await project.stack.destroy();
    for (const account of ["account-one", "account-two"])
      assert.deepEqual(chime.state.members(account, "room"), []);
  });

  it("is updated in place if its settings change, and replaces nothing", async () => {
    const members = { one: { ...ana("one"), provider: "one" } };
    await declare({ providers: { one: keysOf(ONE) }, members });
    await project.stack.up();
    chime.journal.clear();
    await declare({ providers: { one: { ...keysOf(ONE), maxRetries: 3 } }, members });
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 2, update: 1 });
    assert.deepEqual(chime.journal.calls(), []);
  });

  it("uses the credentials of a profile in a shared credentials file", async () => {
    await project.write(
      "credentials",
      `[team]\naws_access_key_id = ${ONE.accessKeyId}\naws_secret_access_key = ${ONE.secretAccessKey}\n`,
    );
    const sharedCredentialsFiles = [`${project.folder}/credentials`];
    await declare({
      providers: { one: { profile: "team", sharedCredentialsFiles } },
      members: { one: { ...ana("one"), provider: "one" } },
    });
    await project.stack.up();
    assert.deepEqual(signers(), [ONE.accessKeyId]);
  });

  it("assumes a role with AWS STS, and reports the answer of AWS STS if that fails", async () => {
    const role = { roleArn: ROLE.arn, externalId: ROLE.externalId };
    const members = { one: { ...ana("one"), provider: "one" } };
    await declare({
      providers: { one: { assumeRole: { ...role, externalId: "wrong" }, stsEndpoint: chime.url } },
      members,
    });
    const printed = await failureOf(project.stack.up());
    assert.match(
      printed,
      /no AWS credentials: AWS STS gave none for the role arn:aws:iam::111122223333:role\/chime-admin/,
    );
    assert.match(printed, /AccessDenied \(HTTP 403, request id /);
    assert.ok(!printed.includes("wrong"));

    await declare({ providers: { one: { assumeRole: role, stsEndpoint: chime.url } }, members });
    await project.stack.up();
    assert.equal(chime.state.members("account-one", "room").length, 1);
    assert.ok(![BASE, ONE, TWO].some(({ accessKeyId }) => signers().includes(accessKeyId)));
  });

  for (const kind of ["as plain values", "as Outputs"] as const) {
    it(`copies key, secret, token, profile and retry mode from a provider of @pulumi/aws that has them ${kind}`, async () => {
      const { accessKeyId: accessKey, secretAccessKey: secretKey, sessionToken: token } = TEMPORARY;
      const awsSettings = {
        accessKey,
        secretKey,
        token,
        profile: "not-used",
        retryMode: "standard",
        region: "eu-west-1",
      };
      const form = { "as plain values": "value", "as Outputs": "later(value)" }[kind];
      await project.write(
        "index.js",
        `const pulumi = require("@pulumi/pulumi");
         const chime = require("pulumi-chime");
         const later = (value) => pulumi.output(new Promise((resolve) => setImmediate(resolve, value)));
         const shown = Object.entries(${JSON.stringify(awsSettings)}).map(([name, value]) => [name, ${form}]);
         const provider = new chime.Provider("one", chime.fromAwsProvider(Object.fromEntries(shown)));
         new chime.RoomMembership("one", ${JSON.stringify(ana("one"))}, { provider });`,
      );
      await project.stack.up();
      assert.deepEqual(signers(), [accessKey]);
      const { resources = [] } = (await project.stack.exportStack()).deployment;
      const { inputs } = resources.find(({ type }) => type === "pulumi:providers:pulumi-nodejs")!;
      const expected = { accessKey, secretKey, token, profile: "not-used", retryMode: "standard" };
      assert.deepEqual(
        Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, decrypted(value)])),
        Object.fromEntries(Object.entries(expected).map(([name, value]) => [`chime:${name}`, value])),
      );
    });
  }

  it("inherits missing settings from the stack, chime: before aws:, but never parts of an identity", async () => {
    const members = { one: { ...ana("one"), provider: "one" } };
    const set = (key: string, value: string): Promise<void> =>
      project.stack.setConfig(key, { value, secret: key.endsWith("secretKey") });
    await set("aws:accessKey", TWO.accessKeyId);
    await set("aws:secretKey", TWO.secretAccessKey);
    await set("chime:accessKey", ONE.accessKeyId);
    await set("chime:secretKey", ONE.secretAccessKey);
    await declare({ providers: { one: {} }, members });
    await project.stack.up();
    await project.stack.destroy();
    await declare({ providers: { one: keysOf(TWO) }, members: { two: { ...ana("two"), provider: "one" } } });
    await project.stack.up();
    assert.deepEqual(signers(), [ONE.accessKeyId, TWO.accessKeyId]);
  });

  const INVALID: [string, Record<string, unknown>, RegExp][] = [
    ["an endpoint that is not a URL", { endpoint: "chime" }, /chime:endpoint must be an http or https URL/],
    [
      "plain http to another machine",
      { endpoint: "http://chime.example.com" },
      /must be https: .*allowInsecureEndpoint/,
    ],
    ["a number out of range", { maxRetries: 101 }, /chime:maxRetries must be a whole number from 0 to 100/],
    ["an access key without a secret key", { accessKey: ONE.accessKeyId }, /requires chime:secretKey/],
    [
      "a setting that does not exist",
      { profil: "team" },
      /the setting profil does not exist. Did you mean profile/,
    ],
  ];
  for (const [what, args, reason] of INVALID) {
    it(`fails in the preview with ${what}, and makes no calls`, async () => {
      await declare({ providers: { one: args }, members: { one: { ...ana("one"), provider: "one" } } });
      assert.match(await failureOf(project.stack.preview()), reason);
      assert.deepEqual(chime.journal.calls(), []);
    });
  }
});

/** The value in a state that was exported with `--show-secrets`. */
function decrypted(value: unknown): unknown {
  const { plaintext } = (value ?? {}) as { plaintext?: string };
  return plaintext === undefined ? value : (JSON.parse(plaintext) as unknown);
}

describe("The settings of a stack", function () {
  this.timeout(120_000);

  it("fail in the preview if a chime: setting does not exist, and the error suggests the right name", async () => {
    const chime = await startEmulator();
    const project = await Project.open({ chime, config: { "chime:maxRetry": "3" } });
    try {
      await project.declare({ ana: { accountId: "account", roomId: "room", memberId: "ana" } });
      assert.match(
        await failureOf(project.stack.preview()),
        /chime:maxRetry does not exist. Did you mean chime:maxRetries/,
      );
    } finally {
      await project.close();
      await chime.stop();
    }
  });

  it("include those of aws: if there are none of chime:", async () => {
    const chime = await startEmulator({ credentials: [BASE, ONE] });
    chime.state.addAccount({ accountId: "account-one" });
    chime.state.addRoom({ accountId: "account-one", roomId: "room" });
    chime.state.addUser({ accountId: "account-one", userId: "ana" });
    const project = await Project.open({ chime, config: { "aws:accessKey": ONE.accessKeyId } });
    try {
      await project.stack.setConfig("aws:secretKey", { value: ONE.secretAccessKey, secret: true });
      await project.declare({ ana: { accountId: "account-one", roomId: "room", memberId: "ana" } });
      await project.stack.up();
      assert.deepEqual(
        chime.journal.calls().map(({ accessKeyId }) => accessKeyId),
        [ONE.accessKeyId],
      );
    } finally {
      await project.close();
      await chime.stop();
    }
  });
});
