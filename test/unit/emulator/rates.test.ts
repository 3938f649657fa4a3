import assert from "node:assert/strict";
import { ListAppInstancesCommand } from "@aws-sdk/client-chime-sdk-identity";
import {
  BatchCreateChannelMembershipCommand,
  CreateChannelBanCommand,
  CreateChannelMembershipCommand,
  CreateChannelModeratorCommand,
  DeleteChannelBanCommand,
  DeleteChannelMembershipCommand,
  DeleteChannelModeratorCommand,
  ListChannelBansCommand,
  ListChannelMembershipsCommand,
  ListChannelModeratorsCommand,
  ListChannelsModeratedByAppInstanceUserCommand,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";
import { startEmulator, type Emulator } from "../../../emulator";
import { identityClientOf, messagingClientOf } from "./channelWorld";

/** A channel with many users and administrators, and a clock that stands still unless told otherwise. */
interface Stage {
  readonly chime: Emulator;
  readonly client: ChimeSDKMessagingClient;
  readonly channels: readonly [string, string];
  readonly bearers: readonly [string, string, string];
  /** Adds somebody new, or removes somebody who is there; answers the status. */
  readonly create: (channel: string, bearer: string) => Promise<number>;
  readonly remove: (channel: string, bearer: string) => Promise<number>;
  readonly batch: (channel: string, bearer: string) => Promise<number>;
  readonly wait: (milliseconds: number) => void;
}

async function onStage(
  options: { rates?: "published" | "unlimited"; region?: "us-east-1" | "eu-central-1" },
  use: (stage: Stage) => Promise<void>,
): Promise<void> {
  const { rates = "published", region = "us-east-1" } = options;
  const start = Date.now();
  let passed = 0;
  const chime = await startEmulator({ rates, now: () => start + passed, missingChannelMember: "noContent" });
  const client = messagingClientOf(chime, { region });
  try {
    const { state } = chime;
    const appInstanceArn = state.addAppInstance({ region });
    const user = (): string => state.addAppInstanceUser({ appInstanceArn });
    const bearers = [user(), user(), user()] as const;
    for (const adminArn of bearers) state.addAppInstanceAdmin({ adminArn });
    await use({
      chime,
      client,
      channels: [state.addChannel({ appInstanceArn }), state.addChannel({ appInstanceArn })],
      bearers,
      create: (ChannelArn, ChimeBearer) => {
        const input = { ChannelArn, ChimeBearer, MemberArn: user(), Type: "DEFAULT" } as const;
        return statusOf(client.send(new CreateChannelMembershipCommand(input)));
      },
      remove: (ChannelArn, ChimeBearer) =>
        statusOf(
          client.send(new DeleteChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArn: bearers[2] })),
        ),
      batch: (ChannelArn, ChimeBearer) => {
        const input = { ChannelArn, ChimeBearer, MemberArns: [user()] };
        return statusOf(client.send(new BatchCreateChannelMembershipCommand(input)));
      },
      wait: (milliseconds) => {
        passed += milliseconds;
      },
    });
  } finally {
    client.destroy();
    await chime.stop();
  }
}

interface WithStatus {
  readonly $metadata: { readonly httpStatusCode?: number };
}

async function statusOf(call: Promise<WithStatus>): Promise<number> {
  const { $metadata } = await call.catch((error: unknown) => error as WithStatus);
  return $metadata.httpStatusCode ?? 0;
}

/** How many of so many calls, made at once, are let through. The others must be throttled. */
async function passing(count: number, call: () => Promise<number>): Promise<number> {
  const statuses = await Promise.all(Array.from({ length: count }, call));
  const passed = statuses.filter((status) => status < 300).length;
  assert.equal(statuses.filter((status) => status === 429).length, count - passed);
  return passed;
}

describe("the published rates", () => {
  it("allow a bearer to create ten memberships a second, also after a pause", () =>
    onStage({}, async ({ channels, bearers, create, wait }) => {
      const call = () => create(channels[0], bearers[0]);
      assert.equal(await passing(12, call), 10);
      wait(100);
      assert.equal(await passing(3, call), 1);
      wait(10_000);
      assert.equal(await passing(12, call), 10);
    }));

  it("allow a bearer to delete five memberships a second", () =>
    onStage({}, async ({ channels, bearers, remove, wait }) => {
      const call = () => remove(channels[0], bearers[0]);
      assert.equal(await passing(7, call), 5);
      wait(400);
      assert.equal(await passing(7, call), 2);
    }));

  it("allow fifteen creates and deletes a second for a channel, by any bearer", () =>
    onStage({}, async ({ channels, bearers, create, remove, wait }) => {
      assert.equal(await passing(8, () => create(channels[0], bearers[0])), 8);
      assert.equal(await passing(5, () => remove(channels[0], bearers[1])), 5);
      assert.equal(await passing(5, () => create(channels[0], bearers[2])), 2);
      assert.equal(await passing(5, () => create(channels[1], bearers[2])), 5);
      wait(200);
      assert.equal(await passing(5, () => create(channels[0], bearers[1])), 3);
    }));

  it("allow ten for a channel in eu-central-1", () =>
    onStage({ region: "eu-central-1" }, async ({ channels, bearers, create, remove }) => {
      assert.equal(await passing(8, () => create(channels[0], bearers[0])), 8);
      assert.equal(await passing(5, () => remove(channels[0], bearers[1])), 2);
    }));

  it("allow one batch a second for all channels, with any number of members", () =>
    onStage({}, async ({ channels, bearers, batch, create, wait }) => {
      assert.equal(await batch(channels[0], bearers[0]), 200);
      assert.equal(await batch(channels[1], bearers[1]), 429);
      assert.equal(await passing(10, () => create(channels[0], bearers[0])), 10);
      wait(1000);
      assert.equal(await batch(channels[1], bearers[1]), 200);
    }));

  it("count creates and deletes of moderators and bans together with those of members", () =>
    onStage({}, async ({ chime, client, channels, bearers, create }) => {
      const [ChannelArn] = channels;
      const user = chime.state.addAppInstanceUser({
        appInstanceArn: chime.state.appInstances()[0]!.appInstanceArn,
      });
      assert.equal(await passing(10, () => create(ChannelArn, bearers[0])), 10);
      const other = { ChannelArn, ChimeBearer: bearers[1] };
      const input = { ...other, ChannelModeratorArn: user };
      const calls = [
        () => client.send(new CreateChannelModeratorCommand(input)),
        () => client.send(new DeleteChannelModeratorCommand(input)),
        () => client.send(new CreateChannelBanCommand({ ...other, MemberArn: user })),
        () => client.send(new DeleteChannelBanCommand({ ...other, MemberArn: user })),
        () => client.send(new CreateChannelModeratorCommand(input)),
        () => client.send(new DeleteChannelModeratorCommand(input)),
      ];
      const statuses = [];
      for (const call of calls) statuses.push(await statusOf(call()));
      assert.deepEqual(statuses, [201, 204, 201, 204, 201, 429]);
    }));

  it("allow a bearer ten calls a second for moderators and bans, and five in eu-central-1", async () => {
    for (const [region, rate] of [
      ["us-east-1", 10],
      ["eu-central-1", 5],
    ] as const) {
      await onStage({ region }, async ({ client, channels, bearers }) => {
        const lists = [...channels, ...channels].map((ChannelArn, index) => {
          const input = { ChannelArn, ChimeBearer: bearers[0] };
          return index < 2 ? new ListChannelBansCommand(input) : new ListChannelModeratorsCommand(input);
        });
        let sent = 0;
        const call = () => statusOf(client.send(lists[sent++ % lists.length]!));
        assert.equal(await passing(12, call), rate);
      });
    }
  });

  it("allow fifteen lists of bans and moderators a second for a channel, by any bearer", () =>
    onStage({}, async ({ client, channels, bearers }) => {
      const list = (ChimeBearer: string) => () =>
        statusOf(client.send(new ListChannelBansCommand({ ChannelArn: channels[0], ChimeBearer })));
      assert.equal(await passing(8, list(bearers[0])), 8);
      assert.equal(await passing(8, list(bearers[1])), 7);
    }));

  it("allow fifteen lists of the channels of a user a second, by any bearer", () =>
    onStage({}, async ({ client, bearers }) => {
      const list = (ChimeBearer: string) => () =>
        statusOf(
          client.send(
            new ListChannelsModeratedByAppInstanceUserCommand({
              ChimeBearer,
              AppInstanceUserArn: bearers[2],
            }),
          ),
        );
      assert.equal(await passing(8, list(bearers[0])), 8);
      assert.equal(await passing(8, list(bearers[1])), 7);
    }));

  it("allow fifty calls to identity a second", () =>
    onStage({}, async ({ chime }) => {
      const identity = identityClientOf(chime);
      assert.equal(await passing(55, () => statusOf(identity.send(new ListAppInstancesCommand({})))), 50);
      identity.destroy();
    }));

  it("allow all other calls, and neither count nor write a call that they refuse", () =>
    onStage({}, async ({ chime, client, channels, bearers, create, wait }) => {
      await passing(50, () => create(channels[0], bearers[0]));
      assert.equal(chime.state.channelMembers(channels[0]).length, 10);
      const list = { ChannelArn: channels[0], ChimeBearer: bearers[0] };
      for (let call = 0; call < 20; call += 1) await client.send(new ListChannelMembershipsCommand(list));
      wait(1000);
      assert.equal(await passing(10, () => create(channels[0], bearers[0])), 10);
      const throttled = chime.journal.calls({ status: 429 });
      assert.equal(throttled.length, 40);
      for (const { error, written } of throttled) {
        assert.deepEqual([error, written], ["ThrottledClientException", false]);
      }
    }));

  it("do not apply by default", () =>
    onStage({ rates: "unlimited" }, async ({ channels, bearers, create, batch }) => {
      assert.equal(await passing(40, () => create(channels[0], bearers[0])), 40);
      assert.equal(await passing(5, () => batch(channels[0], bearers[0])), 5);
    }));

  it("can be turned on and off, which refills the buckets", () =>
    onStage({ rates: "unlimited" }, async ({ chime, channels, bearers, create }) => {
      const call = () => create(channels[0], bearers[0]);
      for (const time of ["first", "second"]) {
        chime.rates.enforce("published");
        assert.equal(await passing(12, call), 10, time);
        chime.rates.enforce("unlimited");
        assert.equal(await passing(12, call), 12, time);
      }
    }));
});
