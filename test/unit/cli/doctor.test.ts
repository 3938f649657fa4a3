import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { CHANNEL_WRITES, OTHER_READS } from "../../../provider/cli/doctor/channelChecks";
import { Checklist, type CheckResult } from "../../../provider/cli/doctor/checklist";
import { diagnose } from "../../../provider/cli/doctor/doctorCommand";
import type { DoctorOptions } from "../../../provider/cli/doctor/doctorOptions";
import { jsonReport, lineOf } from "../../../provider/cli/doctor/doctorReport";
import { ROOM_WRITES } from "../../../provider/cli/doctor/roomChecks";
import { UsageError } from "../../../provider/cli/usageError";
import { OPERATIONS } from "../../../schema/operations";
import { LeakGuard, PERSONAL_NAME } from "../../support/leaks";
import { setEnvironment } from "../../support/processEnvironment";

const ROLE = "arn:aws:iam::444455556666:role/deploy";
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
    assert.deepEqual(outcomes(checklist, "rooms"), {});
    assert.deepEqual(outcomes(checklist, "channels"), {});
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
    assert.match(advice ?? "", /^Grant the IAM permission chime:GetRoom on /);
    assert.equal(find(checklist, "ListRoomMemberships").result, "ok");
  });

  it("reports an Amazon Chime account that is not visible, and which credentials to check", async () => {
    await open({ credentials: [{ accessKeyId: KEY_ID, secretAccessKey: "the-secret-of-1", accounts: [] }] });
    const { result, advice } = find(await run(rooms()), "GetAccount");
    assert.equal(result, "failed");
    assert.match(advice ?? "", /chime:GetAccount .*of another AWS account .* AWS_PROFILE/);
    await chime.stop();
    await open({ foreignAccount: "notFound" });
    const unknown = find(await run({ account: "nowhere" }), "GetAccount");
    assert.match(unknown.advice ?? "", /^The credentials may be of another AWS account/);
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
    assert.match(message, /^There are no AWS credentials: the profile "empty" \(AWS_PROFILE\)/);
    const failed = checklist.results.filter((one) => one.result === "failed");
    assert.deepEqual(
      failed.map(({ check }) => check),
      ["source"],
    );
    assert.deepEqual(chime.journal.calls(), []);
  });

  it("skips the calls to Amazon Chime if AWS STS says that the credentials have expired", async () => {
    await open();
    chime.faults.inject({ kind: "error", operation: "GetCallerIdentity", error: "ExpiredTokenException" });
    const checklist = await run(rooms());
    const { result, message, answer, advice } = find(checklist, "GetCallerIdentity");
    assert.equal(result, "failed");
    assert.equal(answer?.status, 403);
    assert.match(message, /^AWS STS named no identity but \w+ \(HTTP 403, request id /);
    assert.match(advice ?? "", /expired/);
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
    assert.deepEqual(outcomes(await run(rooms()), "settings"), {
      AWS_ENDPOINT_URL_CHIME: "failed",
      PULUMI_CHIME_DEBUG: "failed",
    });
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
      { room: roomId },
      { channel: channelArn },
      { ...channels(), appInstance: other },
      { endpoint: "http://chime.example.com" },
    ])
      await assert.rejects(run(options), UsageError);
    assert.deepEqual(chime.journal.calls(), []);
  });
});
