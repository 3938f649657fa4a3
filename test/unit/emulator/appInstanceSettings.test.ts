import assert from "node:assert/strict";
import {
  DescribeAppInstanceUserCommand,
  GetAppInstanceRetentionSettingsCommand,
  PutAppInstanceRetentionSettingsCommand,
  PutAppInstanceUserExpirationSettingsCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  DescribeChannelCommand,
  PutChannelExpirationSettingsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest } from "./channelWorld";

const DAY_MS = 86_400_000;

describe("the retention of an app instance", () => {
  const world = channelWorldPerTest();

  function put(ChannelRetentionSettings: { RetentionDays?: number } | undefined) {
    const { identity, appInstanceArn: AppInstanceArn } = world();
    const AppInstanceRetentionSettings =
      ChannelRetentionSettings === undefined ? {} : { ChannelRetentionSettings };
    return identity.send(
      new PutAppInstanceRetentionSettingsCommand({ AppInstanceArn, AppInstanceRetentionSettings }),
    );
  }

  async function read() {
    const { identity, appInstanceArn: AppInstanceArn } = world();
    const reply = await identity.send(new GetAppInstanceRetentionSettingsCommand({ AppInstanceArn }));
    const { AppInstanceRetentionSettings: settings, InitiateDeletionTimestamp: deletion } = reply;
    return { days: settings!.ChannelRetentionSettings!.RetentionDays, deletion };
  }

  it("is off at first", async () => {
    assert.deepEqual(await read(), { days: undefined, deletion: undefined });
  });

  it("deletes messages 30 days after it was set", async () => {
    const start = Date.now();
    const reply = await put({ RetentionDays: 60 });
    const { days, deletion } = await read();
    assert.equal(days, 60);
    assert.deepEqual(reply.InitiateDeletionTimestamp, deletion);
    const wait = deletion!.getTime() - start;
    assert.ok(wait >= 30 * DAY_MS - 1 && wait < 30 * DAY_MS + 60_000, String(wait));
  });

  it("can be changed, and turned off with empty settings", async () => {
    for (const off of [{}, undefined]) {
      await put({ RetentionDays: 60 });
      await put({ RetentionDays: 30 });
      assert.equal((await read()).days, 30);
      await put(off);
      assert.deepEqual(await read(), { days: undefined, deletion: undefined });
    }
  });
});

describe("the expiration", () => {
  const world = channelWorldPerTest();

  it("of a user is set, described, and removed by settings that are absent", async () => {
    const { identity, users } = world();
    const AppInstanceUserArn = users[0];
    const ExpirationSettings = { ExpirationDays: 7, ExpirationCriterion: "CREATED_TIMESTAMP" } as const;
    const read = async () => {
      const reply = await identity.send(new DescribeAppInstanceUserCommand({ AppInstanceUserArn }));
      return reply.AppInstanceUser!.ExpirationSettings;
    };
    const put = new PutAppInstanceUserExpirationSettingsCommand({ AppInstanceUserArn, ExpirationSettings });
    const { $metadata, ...reply } = await identity.send(put);
    assert.deepEqual([$metadata.httpStatusCode, reply], [200, { AppInstanceUserArn, ExpirationSettings }]);
    assert.deepEqual(await read(), ExpirationSettings);
    await identity.send(new PutAppInstanceUserExpirationSettingsCommand({ AppInstanceUserArn }));
    assert.equal(await read(), undefined);
  });

  it("of a channel is set, described, and removed by settings that are absent", async () => {
    const { messaging, channel, channelArn: ChannelArn } = world();
    const ExpirationSettings = { ExpirationDays: 7, ExpirationCriterion: "LAST_MESSAGE_TIMESTAMP" } as const;
    const read = async () =>
      (await messaging.send(new DescribeChannelCommand(channel))).Channel!.ExpirationSettings;
    const put = new PutChannelExpirationSettingsCommand({ ...channel, ExpirationSettings });
    const { $metadata, ...reply } = await messaging.send(put);
    assert.deepEqual([$metadata.httpStatusCode, reply], [200, { ChannelArn, ExpirationSettings }]);
    assert.deepEqual(await read(), ExpirationSettings);
    await messaging.send(new PutChannelExpirationSettingsCommand(channel));
    assert.equal(await read(), undefined);
  });
});
