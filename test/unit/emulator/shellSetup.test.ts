import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readSeed, startEmulator, type Emulator } from "../../../emulator";
import { shellSetup } from "../../../emulator/command/shellSetup";

const REPOSITORY = resolve(__dirname, "../../..");
/** Nothing listens there: a client that uses it fails. */
const NOWHERE = "http://127.0.0.1:9";

const PROFILE = `[default]
region = ap-southeast-2
use_fips_endpoint = true
use_dualstack_endpoint = true
ignore_configured_endpoint_urls = true
endpoint_url = ${NOWHERE}
credential_process = false
`;

/** A program of each service, which uses whatever its environment says. */
const PROGRAM = `
  const { ChimeClient, ListRoomsCommand } = require("@aws-sdk/client-chime");
  const identity = require("@aws-sdk/client-chime-sdk-identity");
  const messaging = require("@aws-sdk/client-chime-sdk-messaging");
  (async () => {
    await new ChimeClient({}).send(new ListRoomsCommand({ AccountId: process.argv[1] }));
    const { AppInstances } = await new identity.ChimeSDKIdentityClient({}).send(new identity.ListAppInstancesCommand({}));
    const { AppInstanceArn } = AppInstances[0];
    const ChimeBearer = AppInstanceArn + "/user/ada";
    await new messaging.ChimeSDKMessagingClient({}).send(new messaging.ListChannelsCommand({ AppInstanceArn, ChimeBearer }));
  })();
`;

describe("the lines that the emulator prints for a shell", function () {
  this.timeout(20_000);

  let folder: string;
  let chime: Emulator;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "shell-"));
    await writeFile(join(folder, "config"), PROFILE);
    chime = await startEmulator({ seed: readSeed(join(REPOSITORY, "emulator/seeds/team.json")) });
  });
  afterEach(async () => {
    await chime.stop();
    await rm(folder, { recursive: true });
  });

  /** A shell in which everything points elsewhere. */
  function hostile(): NodeJS.ProcessEnv {
    return {
      PATH: process.env["PATH"],
      ...{ AWS_CONFIG_FILE: join(folder, "config"), AWS_PROFILE: "prod", AWS_DEFAULT_PROFILE: "prod" },
      ...{ AWS_ACCESS_KEY_ID: "AKIAOTHER00000000001", AWS_SECRET_ACCESS_KEY: "other" },
      ...{ AWS_SESSION_TOKEN: "other", AWS_SECURITY_TOKEN: "other" },
      AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z",
      ...{ AWS_REGION: "ap-southeast-2", AWS_DEFAULT_REGION: "ap-southeast-2" },
      AWS_CA_BUNDLE: join(folder, "none.pem"),
      ...{ AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true" },
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      ...{ AWS_ENDPOINT_URL: NOWHERE, AWS_ENDPOINT_URL_S3: NOWHERE, AWS_ENDPOINT_URL_CHIME: NOWHERE },
      ...{ HTTP_PROXY: NOWHERE, http_proxy: NOWHERE, NO_PROXY: "one.example", no_proxy: "two.example" },
    };
  }

  const run = async (command: string, env: Readonly<Record<string, string>> = chime.env): Promise<string> => {
    const script = [...shellSetup(chime.url, env), command].join("\n");
    const options = { cwd: REPOSITORY, env: hostile() };
    return (await promisify(execFile)("sh", ["-e", "-c", script, "sh"], options)).stdout;
  };

  it("leave no variable of another client, endpoint, profile or proxy", async () => {
    const lines = (await run("env")).split("\n").filter((line) => /^AWS_|^no_proxy/i.test(line));
    assert.deepEqual(
      lines.sort(),
      [
        "AWS_CONFIG_FILE=/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
        "AWS_REGION=us-east-1",
        "AWS_DEFAULT_REGION=us-east-1",
        `AWS_ENDPOINT_URL=${chime.url}`,
        ...Object.entries(chime.env).map(([name, value]) => `${name}=${value}`),
        "NO_PROXY=127.0.0.1,one.example,two.example",
        "no_proxy=127.0.0.1,one.example,two.example",
      ].sort(),
    );
  });

  it("make the AWS SDK for JavaScript call the emulator, whatever was set before", async () => {
    const { accountId } = readSeed(join(REPOSITORY, "emulator/seeds/team.json")).accounts[0]!;
    await run(`${process.execPath} -e '${PROGRAM}' ${accountId} 2>&1`);
    assert.deepEqual(
      chime.journal.calls().map(({ operation, status }) => [operation, status]),
      [
        ["ListRooms", 200],
        ["ListAppInstances", 200],
        ["ListChannels", 200],
      ],
    );
  });

  it("quote what a shell would change", async () => {
    const secret = `it's $HOME and "more"`;
    const printed = await run('printf %s "$AWS_SECRET_ACCESS_KEY"', { AWS_SECRET_ACCESS_KEY: secret });
    assert.equal(printed, secret);
  });
});
