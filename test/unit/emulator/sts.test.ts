import assert from "node:assert/strict";
import { ListRoomsCommand, type ChimeClient } from "@aws-sdk/client-chime";
import { fromTemporaryCredentials, fromWebToken } from "@aws-sdk/credential-providers";
import type { Emulator, RoleOptions } from "../../../emulator";
import { send, sendSigned, type RawReply } from "./raw";
import { webIdentityToken } from "./webIdentityToken";
import { clientOf, inWorld, refused } from "./world";

const ROLE = "arn:aws:iam::444455556666:role/teams/chime-admin";
const KEY = { accessKeyId: "AKIATRUSTED000000001", secretAccessKey: "one" };
const OTHER_KEY = { accessKeyId: "AKIASTRANGER00000002", secretAccessKey: "two" };

function assuming(
  chime: Emulator,
  params: { RoleArn?: string; ExternalId?: string } = {},
  key = KEY,
): ChimeClient {
  const credentials = fromTemporaryCredentials({
    params: { RoleArn: ROLE, RoleSessionName: "session", ...params },
    masterCredentials: key,
    clientConfig: { region: "eu-central-1", endpoint: chime.url, maxAttempts: 1 },
  });
  return clientOf(chime, { credentials });
}

function listRooms(client: ChimeClient, AccountId = "account-1") {
  return client.send(new ListRoomsCommand({ AccountId }));
}

async function action(chime: Emulator, fields: Record<string, string>, signing = {}): Promise<RawReply> {
  const body = new URLSearchParams({ Version: "2011-06-15", ...fields }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const scope = { service: "sts", region: "ap-southeast-2", ...signing };
  return sendSigned(chime, { method: "POST", path: "/", body, headers }, scope);
}

function tag(body: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
}

describe("AssumeRole", () => {
  it("returns credentials of the role, which Amazon Chime accepts", async () => {
    await inWorld({ credentials: [KEY], roles: [{ arn: ROLE }] }, async ({ chime }) => {
      const client = assuming(chime);
      assert.equal((await listRooms(client)).$metadata.httpStatusCode, 200);
      client.destroy();
      const [assume, list] = chime.journal.calls();
      assert.deepEqual([assume!.operation, assume!.accessKeyId], ["AssumeRole", KEY.accessKeyId]);
      assert.match(list!.accessKeyId!, /^ASIA[A-Z2-7]{16}$/);
    });
  });

  it("gives no access to accounts that the role cannot access", async () => {
    await inWorld(
      { credentials: [KEY], roles: [{ arn: ROLE, accounts: ["account-1"] }] },
      async ({ chime }) => {
        const client = assuming(chime);
        await listRooms(client);
        await refused(listRooms(client, "account-2"), "ForbiddenException", 403);
        client.destroy();
      },
    );
  });

  it("allows a role to assume another role", async () => {
    const second = "arn:aws:iam::777788889999:role/second";
    await inWorld({ credentials: [KEY], roles: [{ arn: ROLE }, { arn: second }] }, async ({ chime }) => {
      const sts = { region: "us-west-2", endpoint: chime.url };
      const first = fromTemporaryCredentials({
        params: { RoleArn: ROLE, RoleSessionName: "one" },
        masterCredentials: KEY,
        clientConfig: sts,
      });
      const credentials = fromTemporaryCredentials({
        params: { RoleArn: second, RoleSessionName: "two" },
        masterCredentials: first,
        clientConfig: sts,
      });
      const client = clientOf(chime, { credentials });
      await listRooms(client);
      client.destroy();
      assert.deepEqual(
        chime.journal.calls().map(({ operation }) => operation),
        ["AssumeRole", "AssumeRole", "ListRooms"],
      );
    });
  });

  const roles = [{ arn: ROLE, trustedAccessKeyIds: [KEY.accessKeyId], externalId: "external" }];
  const denied: [string, (chime: Emulator) => ChimeClient][] = [
    [
      "a role that does not exist",
      (chime) => assuming(chime, { RoleArn: `${ROLE}-2`, ExternalId: "external" }),
    ],
    ["a key that the role does not trust", (chime) => assuming(chime, { ExternalId: "external" }, OTHER_KEY)],
    ["a wrong external id", (chime) => assuming(chime, { ExternalId: "internal" })],
    ["no external id where one is asked for", (chime) => assuming(chime)],
  ];
  for (const [what, client] of denied) {
    it(`denies access for ${what}`, async () => {
      await inWorld({ credentials: [KEY, OTHER_KEY], roles }, async ({ chime }) => {
        await refused(listRooms(client(chime)), "AccessDenied", 403);
        assert.deepEqual(
          chime.journal.calls().map(({ operation, status, error }) => [operation, status, error]),
          [["AssumeRole", 403, "AccessDenied"]],
        );
      });
    });
  }

  it("accepts the required external id", async () => {
    await inWorld({ credentials: [KEY, OTHER_KEY], roles }, async ({ chime }) => {
      await listRooms(assuming(chime, { ExternalId: "external" }));
    });
  });

  it("returns credentials that expire", async () => {
    let now = Date.now();
    await inWorld({ credentials: [KEY], roles: [{ arn: ROLE }], now: () => now }, async ({ chime }) => {
      const fields = {
        Action: "AssumeRole",
        RoleArn: ROLE,
        RoleSessionName: "session",
        DurationSeconds: "900",
      };
      const { body } = await action(chime, fields);
      const signing = {
        accessKeyId: tag(body, "AccessKeyId")!,
        secretAccessKey: tag(body, "SecretAccessKey")!,
        sessionToken: tag(body, "SessionToken")!,
      };
      const list = { path: "/accounts/account-1/rooms" };
      now += 899_000;
      assert.equal((await sendSigned(chime, list, { ...signing, signingDate: new Date(now) })).status, 200);
      now += 1000;
      const late = await sendSigned(chime, list, { ...signing, signingDate: new Date(now) });
      assert.deepEqual([late.status, late.headers["x-amzn-errortype"]], [403, "ExpiredTokenException"]);
    });
  });

  const invalid: [string, Record<string, string>][] = [
    ["no session name", {}],
    ["a session name with a blank", { RoleSessionName: "a b" }],
    ["a session of a minute", { RoleSessionName: "session", DurationSeconds: "60" }],
    ["a session of a day", { RoleSessionName: "session", DurationSeconds: "86400" }],
    [
      "a session of two hours of a role without them",
      { RoleSessionName: "session", DurationSeconds: "7200" },
    ],
  ];
  for (const [what, fields] of invalid) {
    it(`refuses ${what} with a ValidationError`, async () => {
      await inWorld({ roles: [{ arn: ROLE }] }, async ({ chime }) => {
        const { status, headers, body } = await action(chime, {
          Action: "AssumeRole",
          RoleArn: ROLE,
          ...fields,
        });
        assert.deepEqual(
          [status, headers["content-type"], tag(body, "Code")],
          [400, "text/xml", "ValidationError"],
        );
        assert.equal(tag(body, "RequestId"), headers["x-amzn-requestid"]);
      });
    });
  }

  it("gives a session of 12 hours of a role that allows it, but not to a session of a role", async () => {
    const now = Date.now();
    const role = { arn: ROLE, maxSessionDuration: 43_200 };
    await inWorld({ roles: [role], now: () => now }, async ({ chime }) => {
      const fields = {
        Action: "AssumeRole",
        RoleArn: ROLE,
        RoleSessionName: "session",
        DurationSeconds: "43200",
      };
      const { status, body } = await action(chime, fields);
      assert.equal(status, 200, body);
      assert.equal(tag(body, "Expiration"), new Date(now + 43_200_000).toISOString());
      const chained = await action(chime, fields, {
        accessKeyId: tag(body, "AccessKeyId")!,
        secretAccessKey: tag(body, "SecretAccessKey")!,
        sessionToken: tag(body, "SessionToken")!,
      });
      assert.deepEqual([chained.status, tag(chained.body, "Code")], [400, "ValidationError"]);
      assert.match(chained.body, /1 hour session limit for roles assumed by role chaining/);
    });
  });

  it("can have injected faults, in XML", async () => {
    await inWorld({ credentials: [KEY], roles: [{ arn: ROLE }] }, async ({ chime }) => {
      chime.faults.inject({ operation: "*", kind: "error", error: "ServiceFailureException" });
      chime.faults.inject({ operation: "AssumeRole", kind: "error", error: "ThrottlingException" });
      const client = assuming(chime);
      await refused(listRooms(client), "Throttling", 400);
      await refused(listRooms(client), "ServiceFailureException", 500);
      client.destroy();
    });
  });
});

describe("AssumeRoleWithWebIdentity", () => {
  async function assume(chime: Emulator, WebIdentityToken: string, fields: Record<string, string> = {}) {
    const form = { RoleArn: ROLE, RoleSessionName: "session", WebIdentityToken, ...fields };
    const Action = "AssumeRoleWithWebIdentity";
    const body = new URLSearchParams({ Version: "2011-06-15", Action, ...form }).toString();
    return send(chime, { method: "POST", path: "/", body });
  }

  it("returns credentials of the role for the token of an SDK, without a signature", async () => {
    await inWorld({ roles: [{ arn: ROLE }] }, async ({ chime }) => {
      const credentials = fromWebToken({
        roleArn: ROLE,
        roleSessionName: "session",
        webIdentityToken: webIdentityToken({}),
        clientConfig: { region: "eu-central-1", endpoint: chime.url },
      });
      const client = clientOf(chime, { credentials });
      await listRooms(client);
      client.destroy();
      const [assume, list] = chime.journal.calls();
      assert.deepEqual([assume!.operation, assume!.accessKeyId], ["AssumeRoleWithWebIdentity", undefined]);
      assert.match(list!.accessKeyId!, /^ASIA/);
      assert.ok(!JSON.stringify(chime.journal.calls()).includes(webIdentityToken({}).slice(0, 20)));
    });
  });

  it("returns the subject, the audience and the issuer of the token", async () => {
    await inWorld({ roles: [{ arn: ROLE }] }, async ({ chime }) => {
      const { body } = await assume(chime, webIdentityToken({ aud: ["one", "two"] }));
      assert.deepEqual(
        ["SubjectFromWebIdentityToken", "Audience", "Provider"].map((name) => tag(body, name)),
        ["subject-1", "one", "https://issuer.example"],
      );
    });
  });

  const denied: [string, RoleOptions][] = [
    ["a role that does not exist", { arn: `${ROLE}-2` }],
    ["an issuer that the role does not trust", { arn: ROLE, trustedIssuers: ["https://other.example"] }],
    ["a role for access keys only", { arn: ROLE, trustedAccessKeyIds: [KEY.accessKeyId] }],
  ];
  for (const [what, role] of denied) {
    it(`denies access for ${what}`, async () => {
      await inWorld({ roles: [role] }, async ({ chime }) => {
        const { status, body } = await assume(chime, webIdentityToken({}));
        assert.deepEqual([status, tag(body, "Code")], [403, "AccessDenied"]);
      });
    });
  }

  it("accepts an issuer that the role trusts beside its access keys", async () => {
    const trust = { trustedAccessKeyIds: [], trustedIssuers: ["https://issuer.example"] };
    await inWorld({ roles: [{ arn: ROLE, ...trust }] }, async ({ chime }) => {
      assert.equal((await assume(chime, webIdentityToken({}))).status, 200);
    });
  });

  const invalid: [string, string, string][] = [
    ["text that is no token", "text", "InvalidIdentityToken"],
    [
      "a token without a signature",
      webIdentityToken({}).split(".").slice(0, 2).join("."),
      "InvalidIdentityToken",
    ],
    ["a token of a list", `e30.${Buffer.from("[]").toString("base64url")}.x`, "InvalidIdentityToken"],
    ["a token without a subject", webIdentityToken({ sub: undefined }), "InvalidIdentityToken"],
    ["a token without an audience", webIdentityToken({ aud: [] }), "InvalidIdentityToken"],
    ["a token without an end", webIdentityToken({ exp: undefined }), "InvalidIdentityToken"],
    ["a token that has expired", webIdentityToken({ exp: 1 }), "ExpiredTokenException"],
  ];
  for (const [what, token, code] of invalid) {
    it(`refuses ${what} with ${code}`, async () => {
      await inWorld({ roles: [{ arn: ROLE }] }, async ({ chime }) => {
        const { status, body } = await assume(chime, token);
        assert.deepEqual([status, tag(body, "Code")], [400, code]);
      });
    });
  }
});

describe("GetCallerIdentity", () => {
  it("returns the identity of the caller, in any region", async () => {
    await inWorld({}, async ({ chime }) => {
      const { status, body } = await action(chime, { Action: "GetCallerIdentity" });
      assert.equal(status, 200);
      assert.equal(tag(body, "Arn"), "arn:aws:iam::111122223333:user/emulator");
      assert.equal(tag(body, "Account"), "111122223333");
    });
  });

  const refusals: [string, object, string][] = [
    ["a wrong secret", { secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
    ["an unknown key", { accessKeyId: "AKIANOBODY0000000003" }, "InvalidClientTokenId"],
    ["a signature for Chime", { service: "chime" }, "SignatureDoesNotMatch"],
  ];
  for (const [what, signing, code] of refusals) {
    it(`returns ${code} for ${what}`, async () => {
      await inWorld({}, async ({ chime }) => {
        const { status, body } = await action(chime, { Action: "GetCallerIdentity" }, signing);
        assert.deepEqual([status, tag(body, "Code"), tag(body, "Type")], [403, code, "Sender"]);
      });
    });
  }

  it("is distinguished from an action that does not exist", async () => {
    await inWorld({}, async ({ chime }) => {
      const { status, body } = await action(chime, { Action: "GetSessionToken" });
      assert.deepEqual([status, tag(body, "Code")], [404, "InvalidAction"]);
    });
  });
});
