import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { CHANNEL_WRITES, OTHER_READS } from "../../../provider/cli/doctor/channelChecks";
import { Checklist, type CheckResult } from "../../../provider/cli/doctor/checklist";
import { diagnose } from "../../../provider/cli/doctor/doctorCommand";
import type { DoctorOptions } from "../../../provider/cli/doctor/doctorOptions";
import { countsOf, jsonReport, lineOf, summaryOf } from "../../../provider/cli/doctor/doctorReport";
import { ROOM_WRITES } from "../../../provider/cli/doctor/roomChecks";
import { UsageError } from "../../../provider/cli/usageError";
import { OPERATIONS } from "../../../schema/operations";
import { LeakGuard, PERSONAL_NAME } from "../../support/leaks";
import { setEnvironment } from "../../support/processEnvironment";

const ROLE = "arn:aws:iam::444455556666:role/deploy";
const NOWHERE = "http://127.0.0.1:9";
const KEY_ID = "AKIAIOSFODNN7EXAMPLE";

describe("pulumi-chime doctor", function () {
  this.timeout(30_000);

  const leaks = new LeakGuard();
  let chime: Emulator;
  let accountId: string;
  let roomId: string;
  let appInstanceArn: string;
  let bearer: string;
  let channelArn: string;
  let folder: string;
  let restore: (() => void)[] = [];

  async function open(options: EmulatorOptions = {}): Promise<void> {
    chime = await startEmulator(options);
    leaks.watch(chime);
    const { state } = chime;
    accountId = state.addAccount();
    roomId = state.addRoom({ accountId });
    state.addMember({ accountId, roomId, memberId: state.addUser({ accountId, name: PERSONAL_NAME }) });
    appInstanceArn = state.addAppInstance({});
    bearer = state.addAppInstanceUser({ appInstanceArn, name: PERSONAL_NAME });
    channelArn = state.addChannel({ appInstanceArn });
    set({
      ...chime.env,
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_EC2_METADATA_DISABLED: "true",
      PATH: folder,
      // --profile sets it.
      AWS_PROFILE: "",
    });
  }
  /** Puts a `pulumi` on PATH that answers `pulumi config` with these lines of a shell script. */
  async function cli(config: string): Promise<void> {
    const path = join(folder, "pulumi");
    await writeFile(path, `#!/bin/sh\ncase "$1" in version) echo v3.999.0;; config) ${config};; esac\n`);
    await chmod(path, 0o755);
    const previous = process.cwd();
    restore.push(() => {
      process.chdir(previous);
    });
    process.chdir(folder);
    await writeFile(join(folder, "Pulumi.yaml"), "name: project\nruntime: nodejs\n");
  }
  /** Makes the folder one of a project with a stack of this configuration, as `pulumi config --json` prints it. */
  async function stack(config: object, project = "project"): Promise<void> {
    await writeFile(join(folder, "config.json"), JSON.stringify(config));
    await cli('while read -r line || [ -n "$line" ]; do echo "$line"; done < config.json');
    await writeFile(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  }
  function set(variables: Record<string, string>): void {
    restore.push(setEnvironment(variables));
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-doctor-"));
  });
  afterEach(async () => {
    for (const undo of restore.reverse()) undo();
    restore = [];
    await chime.stop();
    await rm(folder, { recursive: true });
    leaks.assertNone();
  });

  /** Runs it, and checks that nothing was written and no secret is shown. */
  async function run(options: DoctorOptions = {}): Promise<Checklist> {
    const checklist = new Checklist(() => undefined);
    await diagnose(options, checklist);
    leaks.search("the output", checklist.results.map(lineOf).join("") + jsonReport(checklist));
    assert.deepEqual(
      chime.journal.calls().filter(({ written }) => written),
      [],
    );
    return checklist;
  }
  const rooms = (): DoctorOptions => ({ account: accountId, room: roomId });
  const channels = (): DoctorOptions => ({ bearer, channel: channelArn });

  function outcomes({ results }: Checklist, group: CheckResult["group"]): Record<string, string> {
    return Object.fromEntries(
      results.filter((one) => one.group === group).map(({ check, result }) => [check, result]),
    );
  }
  function find({ results }: Checklist, check: string): CheckResult {
    const found = results.find((one) => one.check === check);
    assert.ok(found, `no check ${check}`);
    return found;
  }

  it("says the AWS account and the ARN of the credentials, and the last characters of the key id", async () => {
    await open();
    const checklist = await run();
    assert.deepEqual(checklist.identity, {
      account: "111122223333",
      arn: "arn:aws:iam::111122223333:user/emulator",
    });
    assert.match(find(checklist, "source").message, /default chain \(env vars\): .* ends with \w{4}\.$/);
    assert.doesNotMatch(checklist.results.map(lineOf).join(""), new RegExp(chime.credentials.accessKeyId));
    assert.deepEqual(outcomes(checklist, "rooms"), { rooms: "skipped" });
    assert.deepEqual(outcomes(checklist, "channels"), { channels: "skipped" });
  });

  it("replaces an email address in the name of a session", async () => {
    await open({ roles: [{ arn: ROLE }] });
    const config = [
      "[profile deploy]",
      `role_arn = ${ROLE}`,
      "credential_source = Environment",
      "role_session_name = ana@example.com",
      "region = us-east-1",
    ];
    await writeFile(join(folder, "config"), config.join("\n"));
    const { identity } = await run({ profile: "deploy" });
    assert.deepEqual(identity, {
      account: "444455556666",
      arn: "arn:aws:sts::444455556666:assumed-role/deploy/(email address)",
    });
  });

  it("finds that everything for a room can be read", async () => {
    await open();
    assert.deepEqual(outcomes(await run(rooms()), "rooms"), {
      GetAccount: "ok",
      ListRooms: "ok",
      ListUsers: "ok",
      GetRoom: "ok",
      ListRoomMemberships: "ok",
      writes: "notTested",
    });
    assert.equal(find(await run({ account: accountId }), "room").result, "skipped");
  });

  it("lists every permission that it does not test", async () => {
    await open();
    const { results } = await run({ ...rooms(), ...channels() });
    const tested = results.map(({ check }) => check);
    assert.deepEqual(
      Object.keys(OPERATIONS)
        .filter((operation) => !tested.includes(operation))
        .sort(),
      [...ROOM_WRITES, ...CHANNEL_WRITES, ...OTHER_READS].sort(),
    );
    const lines = results.map(lineOf).join("");
    for (const operation of [...ROOM_WRITES, ...CHANNEL_WRITES, ...OTHER_READS])
      assert.match(lines, new RegExp(`^not tested  .* chime:${operation}\\b`, "m"));
  });

  it("reports a call that is denied with the answer and what to do, and goes on", async () => {
    await open();
    chime.faults.inject({ kind: "error", operation: "GetRoom", error: "ForbiddenException" });
    const checklist = await run(rooms());
    const { result, message, advice, answer } = find(checklist, "GetRoom");
    const [call] = chime.journal.calls({ operation: "GetRoom" });
    assert.equal(result, "failed");
    assert.deepEqual(answer, { name: "ForbiddenException", status: 403, requestId: call!.requestId });
    assert.match(message, /^Could not read the room: .*ForbiddenException \(HTTP 403, request id /);
    assert.match(advice ?? "", /grant them the IAM permission chime:GetRoom on /);
    assert.equal(find(checklist, "ListRoomMemberships").result, "ok");
  });

  it("reports an Amazon Chime account that is not visible, and which credentials to check", async () => {
    await open({ credentials: [{ accessKeyId: KEY_ID, secretAccessKey: "the-secret-of-1", accounts: [] }] });
    const { result, advice } = find(await run(rooms()), "GetAccount");
    assert.equal(result, "failed");
    assert.match(
      advice ?? "",
      /chime:GetAccount .* Check --account, .* come from the AWS SDK's default chain\. `aws chime list-accounts` /,
    );
    await chime.stop();
    await open({ foreignAccount: "notFound" });
    const unknown = await run({ account: "nowhere" });
    assert.match(find(unknown, "GetAccount").advice ?? "", /^Check --account, and that the AWS account /);
    for (const check of ["ListRooms", "ListUsers"])
      assert.equal(find(unknown, check).message, "The Amazon Chime account was not found.");
  });

  it("reports a room that does not exist once", async () => {
    await open();
    const checklist = await run({ account: accountId, room: "nowhere" });
    assert.match(find(checklist, "GetRoom").advice ?? "", /^Check --account and --room, /);
    assert.equal(find(checklist, "ListRoomMemberships").message, "The room was not found.");
    assert.equal(countsOf(checklist).failed, 1);
  });

  it("finds what an app instance admin may do", async () => {
    await open();
    chime.state.addAppInstanceAdmin({ adminArn: bearer });
    const checklist = await run(channels());
    assert.deepEqual(outcomes(checklist, "channels"), {
      DescribeAppInstance: "ok",
      ListAppInstances: "ok",
      ListAppInstanceUsers: "ok",
      DescribeAppInstanceUser: "ok",
      ListChannels: "ok",
      DescribeChannel: "ok",
      ListChannelMemberships: "ok",
      DescribeChannelMembership: "ok",
      "rights of the bearer": "ok",
      writes: "notTested",
      "other reads": "notTested",
    });
    assert.match(find(checklist, "rights of the bearer").message, /an app instance admin/);
    assert.deepEqual(chime.journal.calls({ operation: "ListChannelModerators" }), []);
    assert.equal(
      find(await run({ appInstance: appInstanceArn, bearer }), "rights of the bearer").result,
      "ok",
    );
  });

  it("finds that a moderator, and a member of an unrestricted channel, may change the members", async () => {
    await open();
    chime.state.addChannelMember({ channelArn, memberArn: bearer });
    assert.match(
      find(await run(channels()), "rights of the bearer").message,
      /^It is a member .* not the channel/,
    );
    chime.state.addChannelModerator({ channelArn, moderatorArn: bearer });
    assert.match(find(await run(channels()), "rights of the bearer").message, /^It is a moderator/);
  });

  it("reports a bearer without rights, also a member of a restricted channel", async () => {
    await open();
    const restricted = chime.state.addChannel({ appInstanceArn, mode: "RESTRICTED" });
    chime.state.addChannelMember({ channelArn: restricted, memberArn: bearer });
    for (const channel of [channelArn, restricted]) {
      const { result, advice, answer } = find(await run({ bearer, channel }), "rights of the bearer");
      assert.equal(result, "failed");
      assert.equal(answer?.name, "ForbiddenException");
      assert.match(advice ?? "", /CreateAppInstanceAdmin.*CreateChannelModerator/);
    }
    const alone = find(await run({ bearer }), "rights of the bearer");
    assert.equal(alone.result, "skipped");
    assert.match(alone.message, /--channel/);
  });

  it("reports a bearer that does not exist, and says of a bot which check shows it", async () => {
    await open();
    const gone = await run({ bearer: `${appInstanceArn}/user/gone` });
    assert.equal(find(gone, "DescribeAppInstanceUser").result, "failed");
    assert.equal(find(gone, "ListChannels").result, "failed");
    const bot = await run({ bearer: chime.state.addAppInstanceBot({ appInstanceArn }) });
    assert.equal(find(bot, "DescribeAppInstanceUser").result, "skipped");
    assert.equal(find(bot, "ListChannels").result, "ok");
  });

  it("reports an unknown channel, and does not take its 404 for that of a membership", async () => {
    await open();
    const checklist = await run({ bearer, channel: `${channelArn}-none` });
    assert.equal(find(checklist, "DescribeChannel").result, "failed");
    assert.equal(find(checklist, "DescribeChannelMembership").result, "skipped");
    assert.equal(find(checklist, "rights of the bearer").result, "failed");
  });

  it("reports an app instance of another region, or of another AWS account", async () => {
    await open();
    const elsewhere = await run({ appInstance: appInstanceArn.replace("us-east-1", "eu-central-1") });
    assert.equal(find(elsewhere, "DescribeAppInstance").result, "failed");
    const foreign = await run({ appInstance: appInstanceArn.replace("111122223333", "999988887777") });
    assert.match(find(foreign, "AWS account").message, /999988887777, .* 111122223333\.$/);
  });

  it("tells once that there are no credentials, and skips every call", async () => {
    await open();
    await writeFile(join(folder, "config"), "[profile empty]\nregion = us-east-1\n");
    const checklist = await run({ ...rooms(), ...channels(), profile: "empty" });
    const { result, message } = find(checklist, "source");
    assert.equal(result, "failed");
    assert.match(
      message,
      /^There are no AWS credentials: the profile "empty" \(--profile\) .* that --profile names/,
    );
    assert.doesNotMatch(message, /AWS_PROFILE|chime:/);
    const failed = checklist.results.filter((one) => one.result === "failed");
    assert.deepEqual(
      failed.map(({ check }) => check),
      ["source"],
    );
    assert.deepEqual(chime.journal.calls(), []);
  });

  it("says without any credentials which option, variables or setting may name some", async () => {
    await open();
    set({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    assert.match(find(await run(), "source").message, /AWS_SECRET_ACCESS_KEY, or --profile\. See /);
    await stack({});
    assert.match(
      find(await run({ stack: "dev" }), "source").message,
      /AWS_SECRET_ACCESS_KEY, or chime:profile\. See /,
    );
  });

  it("skips the calls to Amazon Chime if AWS STS says that the credentials have expired", async () => {
    await open();
    chime.faults.inject({ kind: "error", operation: "GetCallerIdentity", error: "ExpiredTokenException" });
    const checklist = await run(rooms());
    const { result, message, answer, advice } = find(checklist, "GetCallerIdentity");
    assert.equal(result, "failed");
    assert.equal(answer?.status, 403);
    assert.match(message, /^AWS STS named no identity but \w+ \(HTTP 403, request id /);
    assert.match(advice ?? "", /^The credentials of .+ have expired\. /);
    assert.equal(find(checklist, "GetAccount").result, "skipped");
    assert.deepEqual(
      chime.journal.calls().map(({ operation }) => operation),
      ["GetCallerIdentity"],
    );
  });

  it("goes on if only AWS STS cannot be reached, and skips the rest of a service that cannot", async () => {
    await open();
    set({ AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9" });
    const withoutSts = await run(rooms());
    assert.equal(find(withoutSts, "GetCallerIdentity").result, "failed");
    assert.match(find(withoutSts, "GetCallerIdentity").advice ?? "", /AWS_ENDPOINT_URL_STS/);
    assert.equal(find(withoutSts, "GetAccount").result, "ok");
    chime.faults.inject({ kind: "error", operation: "GetAccount", error: "ExpiredTokenException" });
    const expired = await run({ ...rooms(), bearer });
    assert.equal(find(expired, "GetAccount").result, "failed");
    assert.match(find(expired, "ListRooms").message, /no credentials that AWS accepts/);
    assert.match(find(expired, "rights of the bearer").message, /no credentials that AWS accepts/);
    set({ AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY: "http://127.0.0.1:9" });
    const checklist = await run(channels());
    assert.equal(find(checklist, "DescribeAppInstance").result, "failed");
    assert.match(find(checklist, "DescribeAppInstance").message, /ECONNREFUSED/);
    assert.match(find(checklist, "ListAppInstances").message, /did not answer DescribeAppInstance/);
    assert.equal(find(checklist, "ListChannels").result, "ok");
  });

  it("reports settings in the environment that are invalid, and makes no calls", async () => {
    await open();
    set({ AWS_ENDPOINT_URL_CHIME: "http://chime.example.com", PULUMI_CHIME_DEBUG: "yes" });
    const checklist = await run(rooms());
    assert.deepEqual(outcomes(checklist, "settings"), {
      stack: "skipped",
      AWS_ENDPOINT_URL_CHIME: "failed",
      PULUMI_CHIME_DEBUG: "failed",
    });
    for (const group of ["credentials", "rooms", "channels"])
      assert.equal(find(checklist, group).message, "The settings cannot be used.");
    assert.match(find(checklist, "AWS_ENDPOINT_URL_CHIME").message, /\(Or set --endpoint, /);
    assert.deepEqual(chime.journal.calls(), []);
  });

  it("names the region and the endpoints, and where they come from", async () => {
    await open();
    set({ AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9" });
    const checklist = await run({ ...rooms(), endpoint: chime.url });
    assert.equal(find(checklist, "GetCallerIdentity").result, "ok");
    assert.match(find(checklist, "region").message, /^eu-central-1 .*\(AWS_REGION\)/);
    assert.match(find(checklist, "endpoints").message, /Amazon Chime: http:.* \(--endpoint\), messaging: /);
    assert.equal(find(checklist, "GetRoom").result, "ok");
  });

  describe("names where a setting comes from:", () => {
    const CASES: [
      string,
      Partial<Record<"option" | "variable" | "setting", string>>,
      string,
      string,
      RegExp,
    ][] = [
      ["the profile of the option", { option: "none" }, "profile", "source", /"none" \(--profile\)/],
      ["the profile of the variable", { variable: "none" }, "profile", "source", /"none" \(AWS_PROFILE\)/],
      ["the profile of the stack", { setting: "none" }, "profile", "source", /"none" \(chime:profile\)/],
      [
        "the profile of the option before others",
        { option: "none", variable: "other", setting: "another" },
        "profile",
        "source",
        /"none" \(--profile\)/,
      ],
      [
        "the endpoint of the option",
        { option: NOWHERE },
        "endpoint",
        "GetAccount",
        /or correct --endpoint, then/,
      ],
      [
        "the endpoint of the variable",
        { variable: NOWHERE },
        "endpoint",
        "GetAccount",
        /or correct AWS_ENDPOINT_URL_CHIME, then/,
      ],
      [
        "the endpoint of the stack",
        { setting: NOWHERE },
        "endpoint",
        "GetAccount",
        /or correct chime:endpoint, then/,
      ],
      [
        "the endpoint of the option before others",
        { option: NOWHERE, variable: "http://127.0.0.1:8", setting: "http://127.0.0.1:7" },
        "endpoint",
        "GetAccount",
        /127\.0\.0\.1:9 \(--endpoint\) .* or correct --endpoint, then/,
      ],
    ];
    const VARIABLE = { profile: "AWS_PROFILE", endpoint: "AWS_ENDPOINT_URL_CHIME" };
    for (const [title, { option, variable, setting }, name, check, expected] of CASES) {
      it(title, async () => {
        await open();
        if (variable !== undefined) set({ [VARIABLE[name as "profile"]]: variable });
        if (setting !== undefined) await stack({ [`chime:${name}`]: { value: setting, secret: false } });
        const { result, message, advice } = find(
          await run({
            ...rooms(),
            ...(option === undefined ? {} : { [name]: option }),
            ...(setting === undefined ? {} : { stack: "dev" }),
          }),
          check,
        );
        assert.equal(result, "failed");
        assert.match([message, advice].join(" "), expected);
      });
    }

    it("the credentials of another AWS account, and the ARN", async () => {
      await open();
      const foreign = appInstanceArn.replace("111122223333", "999988887777");
      const { advice } = find(await run({ appInstance: foreign }), "AWS account");
      assert.equal(
        advice,
        "Check --app-instance, and the credentials, which come from the AWS SDK's default chain.",
      );
    });
  });

  describe("reports a region without an endpoint", () => {
    const WRONG = "eu-west-9";

    for (const [source, env, config] of [
      ["AWS_REGION", { AWS_REGION: WRONG }, undefined],
      ["AWS_DEFAULT_REGION", { AWS_REGION: "", AWS_DEFAULT_REGION: WRONG }, undefined],
      ["chime:region", {}, { "chime:region": { value: WRONG, secret: false } }],
      ["aws:region", {}, { "aws:region": { value: WRONG, secret: false } }],
    ] as const) {
      it(`of ${source}, with the regions that have one`, async () => {
        await open();
        set(env);
        if (config) await stack(config);
        const { result, message, advice } = find(await run(config ? { stack: "dev" } : {}), "region");
        assert.equal(result, "failed");
        assert.match(
          message,
          new RegExp(`region ${WRONG} \\(from ${source}\\), only in us-east-1 and eu-central-1`),
        );
        assert.match(advice ?? "", /^Set chime:region to one of these\./);
      });
    }

    it("of a variable, as no failure if what is checked does not use it", async () => {
      await open();
      set({ AWS_REGION: WRONG });
      for (const options of [rooms(), channels()])
        assert.equal(find(await run(options), "region").result, "skipped");
      await stack({ "chime:region": { value: WRONG, secret: false } });
      assert.equal(find(await run({ ...rooms(), stack: "dev" }), "region").result, "failed");
    });

    it("of an ARN, with its option, and calls nothing there", async () => {
      await open();
      const arn = bearer.replace("us-east-1", WRONG);
      const checklist = await run({ bearer: arn });
      const { result, message } = find(checklist, "region of the ARN");
      assert.equal(result, "failed");
      assert.match(message, new RegExp(`region ${WRONG} \\(from --bearer\\), only in us-east-1`));
      for (const check of ["DescribeAppInstance", "ListChannels", "rights of the bearer"])
        assert.match(find(checklist, check).message, /no endpoint in the region of the ARN/);
      assert.deepEqual(
        chime.journal.calls().map(({ operation }) => operation),
        ["GetCallerIdentity"],
      );
    });
  });

  describe("with a stack", () => {
    it("uses its settings, its bearer too, and names them", async () => {
      await open();
      set({ AWS_ACCESS_KEY_ID: "", AWS_REGION: "eu-central-1" });
      const { accessKeyId, secretAccessKey } = chime.credentials;
      await stack({
        "chime:accessKey": { value: accessKeyId, secret: true },
        "chime:secretKey": { value: secretAccessKey, secret: true },
        "chime:region": { value: "us-east-1", secret: false },
        "chime:appInstanceUserArn": { value: bearer, secret: false },
        "other:key": { value: "unrelated", secret: false },
      });
      const checklist = await run({ stack: "dev" });
      assert.equal(
        find(checklist, "stack").message,
        "dev sets chime:accessKey, chime:secretKey, chime:region, chime:appInstanceUserArn.",
      );
      assert.match(find(checklist, "source").message, /^From the keys of chime:accessKey: /);
      assert.match(find(checklist, "region").message, /^us-east-1 .*\(chime:region\)/);
      assert.equal(find(checklist, "DescribeAppInstanceUser").result, "ok");
    });

    it("prefers the profile of the option to its keys", async () => {
      await open();
      await stack({
        "chime:accessKey": { value: KEY_ID, secret: true },
        "chime:secretKey": { value: "the-secret-of-1", secret: true },
      });
      assert.match(find(await run({ stack: "dev", profile: "none" }), "source").message, /\(--profile\)/);
    });

    it("shows no secret of it, nor a part of one", async () => {
      await open();
      const role = { roleArn: ROLE, sessionName: "the-secret-of-session" };
      await stack({
        "chime:assumeRole": { value: JSON.stringify(role), objectValue: role, secret: true },
        "chime:profile": { value: "the-secret-of-profile", secret: true },
        "chime:endpoint": { value: NOWHERE, secret: true },
      });
      const checklist = await run({ ...rooms(), stack: "dev" });
      assert.match(find(checklist, "endpoints").message, /Amazon Chime: \[secret\] \(chime:endpoint\)/);
      assert.match(find(checklist, "source").message, /the profile "\[secret\]" \(chime:profile\)/);
      const shown = checklist.results.map(lineOf).join("");
      for (const secret of [NOWHERE, ROLE, "the-secret-of"]) assert.ok(!shown.includes(secret), secret);
    });

    it("shows no secret in whose name AWS STS knows the credentials", async () => {
      await open({ roles: [{ arn: ROLE }] });
      const role = { roleArn: ROLE, sessionName: "the-secret-of-session" };
      await stack({ "chime:assumeRole": { value: JSON.stringify(role), secret: true } });
      const { identity } = await run({ stack: "dev" });
      assert.equal(identity?.arn, "arn:aws:sts::444455556666:assumed-role/deploy/[secret]");
    });

    it("reports a setting that does not exist, except in a project of that name", async () => {
      await open();
      const config = { "chime:regoin": { value: "us-east-1", secret: false } };
      await stack(config);
      const { result, message } = find(await run({ stack: "dev" }), "chime:regoin");
      assert.equal(result, "failed");
      assert.match(message, /Did you mean chime:region\?/);
      await stack(config, "chime");
      assert.equal(
        find(await run({ stack: "dev" }), "rooms").message,
        "Name an Amazon Chime account with --account.",
      );
    });

    it("reports that the ARN is in another region than its setting", async () => {
      await open();
      await stack({ "chime:region": { value: "eu-central-1", secret: false } });
      const { result, message } = find(await run({ ...channels(), stack: "dev" }), "region of the ARN");
      assert.equal(result, "failed");
      assert.match(message, /^--channel is in us-east-1, but chime:region is eu-central-1/);
    });

    it("that Pulumi cannot read, says why, and calls nothing", async () => {
      await open();
      await cli("echo \"error: no stack named 'dev' found\" >&2; exit 6");
      const checklist = await run({ ...rooms(), stack: "dev" });
      const { result, message, advice } = find(checklist, "stack");
      assert.equal(result, "failed");
      assert.equal(message, "Could not read the settings of the stack dev: no stack named 'dev' found.");
      assert.match(advice ?? "", /^Run `pulumi config --stack dev` /);
      assert.match(find(checklist, "rooms").message, /settings cannot be used/);
      await rm(join(folder, "pulumi"));
      assert.match(find(await run({ stack: "dev" }), "stack").message, /ENOENT/);
      assert.deepEqual(chime.journal.calls(), []);
    });
  });

  it("counts the results, for a person and for a machine", async () => {
    await open();
    const checklist = await run(rooms());
    assert.equal(summaryOf(checklist), "13 checks passed, 0 failed, 2 skipped, 1 not tested.\n");
    const { ok, counts } = JSON.parse(jsonReport(checklist)) as Record<string, unknown>;
    assert.deepEqual([ok, counts], [true, { ok: 13, failed: 0, skipped: 2, notTested: 1 }]);
    chime.faults.inject({ kind: "error", operation: "ListRooms", error: "ForbiddenException" });
    const failed = await run(rooms());
    assert.equal(summaryOf(failed), "12 checks passed, 1 failed, 2 skipped, 1 not tested.\n");
    assert.equal((JSON.parse(jsonReport(failed)) as { ok: boolean }).ok, false);
  });

  it("says which Pulumi CLI is on PATH, and reports one that fails", async () => {
    await open();
    assert.equal(find(await run(), "Pulumi CLI").result, "skipped");
    const cli = join(folder, "pulumi");
    await writeFile(cli, "#!/bin/sh\necho v3.999.0\n");
    await chmod(cli, 0o755);
    assert.equal(find(await run(), "Pulumi CLI").message, "v3.999.0");
    await writeFile(cli, "#!/bin/sh\nexit 1\n");
    assert.equal(find(await run(), "Pulumi CLI").result, "failed");
    assert.match(find(await run(), "@pulumi/pulumi").message, /^3\.\d+\.\d+ is supported/);
  });

  it("refuses options that contradict each other before any call", async () => {
    await open();
    const other = chime.state.addAppInstance({});
    for (const options of [
      { profile: " " },
      { room: roomId },
      { channel: channelArn },
      { ...channels(), appInstance: other },
      { endpoint: "http://chime.example.com" },
    ])
      await assert.rejects(run(options), UsageError);
    assert.deepEqual(chime.journal.calls(), []);
  });
});
