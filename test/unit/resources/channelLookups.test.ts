import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import * as pulumi from "@pulumi/pulumi";

import { startEmulator, type Emulator } from "../../../emulator";
import * as chime from "../../../provider";
import { rejectionOf } from "../../support/failures";
import { PERSONAL_NAME } from "../../support/leaks";
import { setEnvironment } from "../../support/processEnvironment";

type Args = Record<string, unknown>;
type Plain = (args: Args) => Promise<Args>;
type WithOutputs = (args: Args) => pulumi.Output<unknown>;

/** More than the 50 of a page. */
const COUNT = 55;

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const OTHER_APP = `${APP}-2`;
const CHANNEL = `${APP}/channel/launch`;
/** The user whose channels are looked up. */
const EVE = `${APP}/user/eve`;
const ADMIN = `${APP}/user/admin`;

const numbered = (prefix: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${prefix}${String(index).padStart(2, "0")}`);
const USERS = numbered(`${APP}/user/u-`);
const CHANNELS = numbered(`${APP}/channel/c-`);

interface Row {
  name: string;
  operation: string;
  /** The property of the arguments that says what is looked up. */
  subject: string;
  arn: string;
  /** Adds one of many to the service. */
  add: (chime: Emulator, arn: string) => void;
  arns: readonly string[];
  /** The property of the result that has what was found, and the part of it that each item has. */
  found: string;
  itemOf: (arn: string) => unknown;
  /** Whether it has the personal data of what it found. */
  hasPeople: boolean;
  needsBearer: boolean;
  purpose: RegExp;
  refusal: RegExp;
}

const inChannel = {
  subject: "channelArn",
  arn: CHANNEL,
  arns: USERS,
  itemOf: (arn: string) => arn,
  hasPeople: true,
  needsBearer: true,
  refusal: /Make the bearer an app instance admin or a channel moderator/,
};
const ofUser = {
  subject: "appInstanceUserArn",
  arn: EVE,
  arns: CHANNELS,
  hasPeople: false,
  needsBearer: true,
  refusal: /make the bearer an app instance admin: only admins may list the channels of others/,
};
const channel = (channelArn: string): object => ({
  channelArn,
  name: channelArn.slice(-4),
  mode: "RESTRICTED",
  privacy: "PRIVATE",
});

const ROWS: Row[] = [
  {
    ...inChannel,
    name: "getChannelMemberships",
    operation: "ListChannelMemberships",
    add: ({ state }, memberArn) => {
      state.addChannelMember({ channelArn: CHANNEL, memberArn });
    },
    found: "memberships",
    itemOf: (memberArn) => ({ memberArn, type: "DEFAULT" }),
    purpose: /read the DEFAULT members of channel/,
  },
  {
    ...inChannel,
    name: "getChannelModerators",
    operation: "ListChannelModerators",
    add: ({ state }, moderatorArn) => {
      state.addChannelModerator({ channelArn: CHANNEL, moderatorArn });
    },
    found: "channelModeratorArns",
    purpose: /read the moderators of channel/,
  },
  {
    ...inChannel,
    name: "getChannelBans",
    operation: "ListChannelBans",
    add: ({ state }, memberArn) => {
      state.addChannelBan({ channelArn: CHANNEL, memberArn });
    },
    found: "memberArns",
    purpose: /read the bans from channel/,
  },
  {
    ...inChannel,
    name: "getAppInstanceAdmins",
    operation: "ListAppInstanceAdmins",
    subject: "appInstanceArn",
    arn: APP,
    add: ({ state }, adminArn) => {
      state.addAppInstanceAdmin({ adminArn });
    },
    found: "appInstanceAdminArns",
    needsBearer: false,
    purpose: /read the administrators of app instance/,
    refusal: /Grant the IAM permission chime:ListAppInstanceAdmins on the app instance/,
  },
  {
    ...ofUser,
    name: "getAppInstanceUserMemberships",
    operation: "ListChannelMembershipsForAppInstanceUser",
    add: ({ state }, channelArn) => {
      state.addChannelMember({ channelArn, memberArn: EVE, type: "HIDDEN" });
    },
    found: "memberships",
    itemOf: (arn) => ({ ...channel(arn), type: "HIDDEN" }),
    purpose: /list the memberships of arn:.*\/user\/eve/,
  },
  {
    ...ofUser,
    name: "getAppInstanceUserModeratedChannels",
    operation: "ListChannelsModeratedByAppInstanceUser",
    add: ({ state }, channelArn) => {
      state.addChannelModerator({ channelArn, moderatorArn: EVE });
    },
    found: "channels",
    itemOf: channel,
    purpose: /list the channels that arn:.*\/user\/eve moderates/,
  },
];

describe("A look-up of app instances and channels:", function () {
  this.timeout(30_000);

  let service: Emulator;
  let restore: () => void;
  beforeEach(async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "id", state: {} }), call: () => ({}) });
    service = await startEmulator();
    const { state } = service;
    state.addAppInstance({ appInstanceId: "app" });
    for (const arn of [ADMIN, EVE, ...USERS]) {
      state.addAppInstanceUser({ appInstanceArn: APP, userId: idOf(arn), name: PERSONAL_NAME });
    }
    for (const arn of [CHANNEL, ...CHANNELS]) {
      const described = {
        channelId: idOf(arn),
        name: idOf(arn),
        mode: "RESTRICTED",
        privacy: "PRIVATE",
      } as const;
      state.addChannel({ appInstanceArn: APP, ...described });
    }
    state.addAppInstanceAdmin({ adminArn: ADMIN });
    restore = setEnvironment(service.env);
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig({});
    restore();
    await service.stop();
  });

  const calls = (): string[] => service.journal.calls().map(({ operation }) => operation);

  for (const row of ROWS) {
    const { name, operation, subject, arn, found } = row;
    const lookUp = (chime as unknown as Record<string, Plain>)[name]!;
    const lookUpOutput = (chime as unknown as Record<string, WithOutputs>)[`${name}Output`]!;
    const args: Args = { [subject]: arn, ...(row.needsBearer ? { chimeBearer: ADMIN } : {}) };

    describe(name, () => {
      it("returns all pages, sorted, with the names as a secret", async () => {
        for (const one of [...row.arns].reverse()) row.add(service, one);
        const result = await lookUp(args);
        // The look-up of the administrators finds the bearer of the others too.
        const arns = operation === "ListAppInstanceAdmins" ? [ADMIN, ...row.arns] : row.arns;
        assert.deepEqual(result[found], arns.map(row.itemOf));
        assert.equal(result[subject], arn);
        assert.ok(calls().length >= 2, "a second page");
        assert.deepEqual([...new Set(calls())], [operation]);
        const { people, ...others } = result;
        assert.ok(!JSON.stringify(others).includes(PERSONAL_NAME));
        if (!row.hasPeople) {
          assert.equal(people, undefined);
          return;
        }
        assert.ok(await pulumi.isSecret(people as pulumi.Output<unknown>));
        const named = Object.fromEntries(arns.map((one) => [one, { name: PERSONAL_NAME }]));
        assert.deepEqual(await valueOf(people as pulumi.Output<unknown>), named);
      });

      it("returns nothing if there is nothing", async () => {
        if (operation === "ListAppInstanceAdmins") service.state.removeAppInstanceAdmin({ adminArn: ADMIN });
        assert.deepEqual((await lookUp(args))[found], []);
      });

      it("fails if the call is refused, and says what to do", async () => {
        if (row.needsBearer) service.state.removeAppInstanceAdmin({ adminArn: ADMIN });
        else service.faults.inject({ operation: "*", kind: "error", error: "ForbiddenException" });
        const error = await rejectionOf(lookUp(args));
        assert.ok(pulumi.RunError.isInstance(error));
        assert.match(error.message, new RegExp(`^${name}: Could not ${row.purpose.source}`));
        assert.match(
          error.message,
          new RegExp(`ForbiddenException \\(HTTP 403, request id .*\\) to ${operation}`),
        );
        assert.match(error.message, row.refusal);
      });

      it("fails if what it looks up does not exist", async () => {
        const { message } = await rejectionOf(lookUp({ ...args, [subject]: `${arn}-none` }));
        assert.match(message, new RegExp(`^${name}: Could not .*-none.*(403|404)`));
      });

      it("makes no call with an invalid argument", async () => {
        for (const value of [undefined, 7, "launch", ADMIN.replace("/user/", "/nobody/")]) {
          const { message } = await rejectionOf(lookUp({ ...args, [subject]: value }));
          assert.match(message, new RegExp(`^${name}: ${subject} (is required|must be the ARN of )`));
        }
        const output = await rejectionOf(lookUp({ ...args, [subject]: pulumi.output(arn) }));
        assert.match(output.message, new RegExp(`Use ${name}Output for arguments that are Outputs\\.`));
        assert.deepEqual(calls(), []);
      });

      it("makes no call in a preview that does not know an argument, and its result is unknown", async () => {
        const unknown = pulumi.output(pulumi.unknown);
        for (const property of Object.keys(args)) {
          const result = lookUpOutput({ ...args, [property]: unknown });
          for (const output of [result, ...(row.hasPeople ? [peopleOf(result)] : [])]) {
            assert.equal(await isKnown(output), false, property);
          }
        }
        assert.deepEqual(calls(), []);
      });

      it("returns the same for outputs, and only the names are a secret", async () => {
        for (const one of row.arns.slice(0, 2)) row.add(service, one);
        const plain = await lookUp(args);
        const outputs = Object.entries(args).map(([property, value]) => [property, pulumi.output(value)]);
        const result = lookUpOutput(Object.fromEntries(outputs) as Args);
        const { people, ...others } = plain;
        assert.deepEqual(await valueOf(result), others);
        assert.equal(await pulumi.isSecret(result), false);
        if (!row.hasPeople) return;
        assert.ok(await pulumi.isSecret(peopleOf(result)));
        assert.deepEqual(await valueOf(peopleOf(result)), await valueOf(people as pulumi.Output<unknown>));
      });

      if (!row.needsBearer) {
        it("needs no bearer", async () => {
          await lookUp({ [subject]: arn });
          assert.deepEqual(calls(), [operation]);
        });
        return;
      }

      it("uses the bearer of chime:appInstanceUserArn by default, and fails without one", async () => {
        const { message } = await rejectionOf(lookUp({ [subject]: arn }));
        assert.match(message, new RegExp(`^${name}: chimeBearer is required: .*chime:appInstanceUserArn`));
        assert.deepEqual(calls(), []);
        pulumi.runtime.setAllConfig({ "chime:appInstanceUserArn": ADMIN });
        await lookUp({ [subject]: arn });
        assert.deepEqual([...new Set(calls())], [operation]);
      });

      it("makes no call with a bearer that is none, or of another app instance", async () => {
        for (const [chimeBearer, reason] of [
          ["ada", /chimeBearer must be the ARN of a user or bot/],
          [
            `${OTHER_APP}/user/ada`,
            /chimeBearer belongs to .*app-2, which is another app instance than .*app\./,
          ],
        ] as const) {
          assert.match((await rejectionOf(lookUp({ ...args, chimeBearer }))).message, reason);
        }
        assert.deepEqual(calls(), []);
      });
    });
  }

  it("many users are looked up at the published rates, without a refused call", async () => {
    service.rates.enforce("published");
    const provider = new chime.Provider("one-session", {});
    const lookUps = USERS.slice(0, 12).map((appInstanceUserArn) =>
      chime.getAppInstanceUserMemberships({ appInstanceUserArn, chimeBearer: ADMIN }, { provider }),
    );
    await Promise.all(lookUps);
    assert.deepEqual(new Set(service.journal.calls().map(({ status }) => status)), new Set([200]));
  });

  describe("of the channels of a user", () => {
    const summary = { ChannelArn: CHANNEL, Name: "Launch", Mode: "RESTRICTED", Privacy: "PRIVATE" };
    const member = (fields: object): object => ({ ChannelMemberships: [fields] });
    for (const [reply, body] of [
      ["has no list", {}],
      ["has a list that is a string", { ChannelMemberships: "abc" }],
      ["has a list that contains null", { ChannelMemberships: [null] }],
      ["has no channel", member({ AppInstanceUserMembershipSummary: { Type: "DEFAULT" } })],
      ["has no type", member({ ChannelSummary: summary, AppInstanceUserMembershipSummary: {} })],
      ["has no membership", member({ ChannelSummary: summary })],
    ] as const) {
      it(`fails if the reply ${reply}`, async () => {
        const server = createServer((_request, response) => {
          response.writeHead(200, { "x-amzn-requestid": "b25a7d32-5a53-4a0f-9d5a-0a6f5d2c1e01" });
          response.end(JSON.stringify(body));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        try {
          pulumi.runtime.setAllConfig({
            "chime:messagingEndpoint": `http://127.0.0.1:${port}`,
            "chime:maxRetries": "0",
          });
          const args = { appInstanceUserArn: EVE, chimeBearer: ADMIN };
          await assert.rejects(
            chime.getAppInstanceUserMemberships(args),
            /Could not list the memberships of/,
          );
        } finally {
          server.close();
          server.closeAllConnections();
        }
      });
    }
  });
});

function idOf(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}

function peopleOf(result: pulumi.Output<unknown>): pulumi.Output<unknown> {
  return (result as unknown as { people: pulumi.Output<unknown> }).people;
}

function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve as (value: unknown) => void);
  });
}
