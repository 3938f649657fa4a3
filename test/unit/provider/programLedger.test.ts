import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_BAN_SCHEMA } from "../../../provider/schema/channels/channelBanSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../../../provider/schema/channels/channelModeratorSchema";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { hashOf, UNKNOWN_ID } from "../../../provider/ownership/ledger";
import { recordMemberships } from "../../../provider/resources/programLedger";
import { setEnvironment } from "../../support/processEnvironment";

describe("A process that runs components for a program in another language", () => {
  const settings = pulumi.runtime as unknown as {
    resetOptions(project: string, stack: string, parallel: number, engine: string, ...rest: unknown[]): void;
  };

  for (const [deployment, isPreview] of [
    ["preview", true],
    ["update", false],
  ] as const) {
    it(`writes one ledger for all components of a${deployment === "update" ? "n" : ""} ${deployment}, although it has no stack resource`, () => {
      testOneLedger(deployment, isPreview);
    });
  }

  it("counts the unknown ids of memberships and moderators, for which rosters wait, and not those of bans", () => {
    const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    const restoreEnvironment = setEnvironment({ PULUMI_HOME: home });
    try {
      settings.resetOptions("project", "stack", 1, "127.0.0.1:50002", "", false, "");
      const unknown = pulumi.output(new Promise<string>(() => undefined));
      for (const schema of [CHANNEL_BAN_SCHEMA, CHANNEL_MODERATOR_SCHEMA, ROOM_MEMBERSHIP_SCHEMA]) {
        const parent = Object.fromEntries(schema.parentProperties.map((name) => [name, "parent"]));
        recordMemberships(schema, "desired", parent, [unknown]);
      }
      const [file] = readdirSync(join(home, "pulumi-chime"));
      const lines = readFileSync(join(home, "pulumi-chime", file!), "utf8").split("\n");
      assert.equal(lines.filter((line) => line === UNKNOWN_ID).length, 2);
    } finally {
      settings.resetOptions("project", "stack", 1, "", "", false, "");
      restoreEnvironment();
      rmSync(home, { recursive: true });
    }
  });

  const testOneLedger = (deployment: string, isPreview: boolean): void => {
    const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    const engine = `127.0.0.1:${isPreview ? 50_000 : 50_001}`;
    const restoreEnvironment = setEnvironment({ PULUMI_HOME: home });
    try {
      const room = { accountId: "account", roomId: "room" };
      for (const memberId of ["ana", "ben"]) {
        // Pulumi does this for each component.
        settings.resetOptions("project", "stack", 1, engine, "", isPreview, "");
        assert.equal(pulumi.runtime.getStackResource(), undefined);
        recordMemberships(ROOM_MEMBERSHIP_SCHEMA, "desired", room, [memberId]);
      }
      const folder = join(home, "pulumi-chime");
      const [file, ...others] = readdirSync(folder);
      assert.match(file!, /\.program\./);
      assert.deepEqual(others, []);
      const facts = ["ana", "ben"].flatMap((memberId) => [
        `desired ${hashOf(`account/room/${memberId}`)}\n`,
        `contentsDeclared ${hashOf("account/room")}\n`,
      ]);
      assert.equal(readFileSync(join(folder, file!), "utf8"), `${deployment}\n${facts.join("")}`);
    } finally {
      settings.resetOptions("project", "stack", 1, "", "", false, "");
      restoreEnvironment();
      rmSync(home, { recursive: true });
    }
  };
});
