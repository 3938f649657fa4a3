import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sharedCredentials } from "../../../provider/aws/client/credentials";
import { ChimeSession } from "../../../provider/aws/session";
import { setEnvironment } from "../../support/processEnvironment";

const CONFIG = `
[profile failing]
credential_process = /bin/sh -c "exit 3" --token the-secret-of-the-process
[profile one]
source_profile = two
role_arn = arn:aws:iam::111122223333:role/one
[profile two]
source_profile = one
role_arn = arn:aws:iam::111122223333:role/two
[profile sso]
sso_session = company
sso_account_id = 111122223333
sso_role_name = deployer
[sso-session company]
sso_start_url = https://company.example.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile empty]
region = us-east-1
`;

/** What is wrong with a profile, and what the error says about it. */
const MISTAKES: Record<string, RegExp> = {
  failing: /gave none: its credential_process failed\. Run the command of credential_process in a shell/,
  one: /gave none: Detected a cycle .* Remove the cycle of source_profile in /,
  sso: /gave none: The SSO session .* Run `aws sso login --profile sso`\./,
  empty: /gave none: .* Check that .* names a profile with credentials in .*config or .*credentials\./,
  absent: /gave none: .* Check that .* names a profile with credentials in .*config or .*credentials\./,
};

describe("The credentials of a preview", () => {
  let folder: string;
  let restore: () => void;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "credentials-"));
    writeFileSync(join(folder, "config"), CONFIG);
    restore = setEnvironment({
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PROFILE: "",
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
    });
  });
  afterEach(() => {
    restore();
    rmSync(folder, { recursive: true });
  });

  const problemWith = async (settings: Record<string, string>): Promise<string> => {
    const session = new ChimeSession();
    session.configure({ get: (key) => settings[key] });
    const problems = await session.validateCredentials();
    assert.ok(problems.length <= 1);
    return problems[0]?.reason ?? "none";
  };

  for (const [profile, expected] of Object.entries(MISTAKES)) {
    it(`fail with the cause and the next step for the profile "${profile}" of the settings`, async () => {
      const problem = await problemWith({ "chime:profile": profile });
      assert.ok(
        problem.startsWith(`There are no AWS credentials: the profile "${profile}" (chime:profile) `),
        problem,
      );
      assert.match(problem, expected);
      assert.doesNotMatch(problem, /the-secret-of/);
    });

    it(`fail with the cause and the next step for the profile "${profile}" of AWS_PROFILE`, async () => {
      process.env["AWS_PROFILE"] = profile;
      const problem = await problemWith({});
      assert.ok(
        problem.startsWith(`There are no AWS credentials: the profile "${profile}" (AWS_PROFILE) `),
        problem,
      );
      assert.match(problem, expected);
      assert.doesNotMatch(problem, /the-secret-of/);
    });
  }

  it("fail with what to unset if AWS_PROFILE hides the keys in the environment, without a warning of the SDK", async () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...args: unknown[]) => warnings.push(args);
    try {
      const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "the-secret-of-nobody" };
      Object.assign(process.env, { ...keys, AWS_PROFILE: "absent" });
      assert.match(
        await problemWith({}),
        /the profile "absent" \(AWS_PROFILE\) gave none.* To use the keys in AWS_ACCESS_KEY_ID instead, unset AWS_PROFILE\./,
      );
      assert.doesNotMatch(await problemWith({ "chime:profile": "absent" }), /unset AWS_PROFILE/);
      assert.deepEqual(warnings, []);
    } finally {
      console.warn = warn;
    }
  });

  it("fail with what to set where nothing is set", async () => {
    const problem = await problemWith({});
    assert.match(problem, /^There are no AWS credentials: the AWS SDK's default chain gave none: /);
    assert.match(
      problem,
      /Set AWS_PROFILE, or AWS_ACCESS_KEY_ID .* set chime:skipCredentialsValidation\. See node_modules\/pulumi-chime\/docs\/guides\/errors\.md#credentials\.$/,
    );
  });

  it("fail with what is missing if the environment has only a half of the keys", async () => {
    process.env["AWS_ACCESS_KEY_ID"] = "key";
    assert.match(
      await problemWith({}),
      /AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not: set both\./,
    );
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "secret" });
    assert.match(
      await problemWith({}),
      /AWS_SECRET_ACCESS_KEY is set, and AWS_ACCESS_KEY_ID is not: set both\./,
    );
  });

  it("are not resolved with chime:skipCredentialsValidation", async () => {
    assert.equal(await problemWith({ "chime:skipCredentialsValidation": "true" }), "none");
  });

  it("are resolved once for all checks and all clients", async () => {
    const calls = join(folder, "calls");
    const answer = JSON.stringify({
      Version: 1,
      AccessKeyId: "key",
      SecretAccessKey: "the-secret-of-the-process",
    });
    writeFileSync(join(folder, "answer"), answer);
    writeFileSync(
      join(folder, "config"),
      `[profile counting]\ncredential_process = /bin/sh -c "echo call >> ${calls}; cat ${join(folder, "answer")}"\n`,
    );
    const session = new ChimeSession();
    session.configure({ get: (key) => (key === "chime:profile" ? "counting" : undefined) });
    assert.deepEqual(await session.validateCredentials(), []);
    assert.deepEqual(await session.validateCredentials(), []);
    assert.equal((await sharedCredentials(session.settings)()).accessKeyId, "key");
    assert.equal(readFileSync(calls, "utf8"), "call\n");
  });
});
