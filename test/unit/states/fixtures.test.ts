import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import {
  nativeToken,
  PROVIDER_TEXT,
  typeToken,
  type ResourceKind,
} from "../../../provider/schema/providerText";
import { CHIME_SETTINGS } from "../../../provider/settings/settingNames";
import { fixtures } from "../../states/fixture";

/** Resources that no fixture contains yet. The release that adds one writes a fixture and removes it from this list. */
const NOT_RELEASED: ResourceKind[] = [
  "AppInstanceRetention",
  "AppInstanceStreaming",
  "ChannelFlowAssociation",
  "ChannelModeratorRoster",
];

/** The forms in which releases have written each resource: the names of its outputs, without the provider text. */
const FORMS: [ResourceKind, string][] = [
  ["RoomMembership", "accountId, invitedBy, memberId, memberType, role, roomId"],
  ["RoomMembership", "accountId, adoptExisting, invitedBy, memberId, memberType, role, roomId"],
  // The outcome of its create is unknown.
  ["RoomMembership", "accountId, createStarted, memberId, role, roomId"],
  ["Room", "accountId, createdBy, name, roomId"],
  ["RoomRoster", "accountId, members, roomId"],
  ["RoomRoster", "accountId, exclusive, ignoreMembers, members, otherMembers, roomId"],
  ["ChannelMembership", "channelArn, chimeBearer, invitedByArn, memberArn, type"],
  ["ChannelMembership", "adoptExisting, channelArn, chimeBearer, invitedByArn, memberArn, type"],
  // The outcome of its create is unknown.
  ["ChannelMembership", "channelArn, chimeBearer, createStarted, memberArn, type"],
  ["Channel", "appInstanceArn, channelArn, chimeBearer, mode, name, privacy"],
  ["Channel", "appInstanceArn, channelArn, channelId, chimeBearer, metadata, mode, name, privacy"],
  // The outcome of its create is unknown.
  ["Channel", "appInstanceArn, channelId, chimeBearer, createStarted, metadata, mode, name, privacy"],
  ["AppInstance", "appInstanceArn, name"],
  ["AppInstanceUser", "appInstanceArn, appInstanceUserArn, appInstanceUserId, name"],
  // The outcome of its create is unknown.
  ["AppInstanceUser", "appInstanceArn, appInstanceUserId, createStarted, name"],
  ["AppInstanceAdmin", "appInstanceAdminArn, appInstanceArn, createdTimestamp"],
  ["AppInstanceAdmin", "adoptExisting, appInstanceAdminArn, appInstanceArn, createdTimestamp"],
  // The outcome of its create is unknown.
  ["AppInstanceAdmin", "appInstanceAdminArn, appInstanceArn, createStarted"],
  [
    "AppInstanceBot",
    "appInstanceArn, appInstanceBotArn, lexBotAliasArn, localeId, name, standardMessages, targetedMessages",
  ],
  ["ChannelModerator", "channelArn, channelModeratorArn, chimeBearer, createdByArn"],
  ["ChannelModerator", "adoptExisting, channelArn, channelModeratorArn, chimeBearer, createdByArn"],
  // The outcome of its create is unknown.
  ["ChannelModerator", "channelArn, channelModeratorArn, chimeBearer, createStarted"],
  ["ChannelBan", "channelArn, chimeBearer, createdByArn, memberArn"],
  ["ChannelBan", "adoptExisting, channelArn, chimeBearer, createdByArn, memberArn"],
  // The outcome of its create is unknown.
  ["ChannelBan", "channelArn, chimeBearer, createStarted, memberArn"],
  ["ChannelRoster", "channelArn, chimeBearer, members"],
  ["ChannelRoster", "channelArn, chimeBearer, exclusive, ignoreMembers, members, otherMembers"],
];

const RESOURCES = [...fixtures().values()].flatMap(({ deployment }) => deployment.resources ?? []);

function formsOf(kind: ResourceKind): Set<string> {
  const resources = RESOURCES.filter(({ type }) => type === typeToken(kind));
  return new Set(
    resources.map(({ outputs }) =>
      Object.keys(outputs)
        .filter((name) => name !== "__provider")
        .sort()
        .join(", "),
    ),
  );
}

describe("The state fixtures of earlier releases", () => {
  for (const kind of Object.keys(PROVIDER_TEXT) as ResourceKind[]) {
    if (NOT_RELEASED.includes(kind)) continue;
    it(`contain ${kind} with its provider text in inputs and outputs`, () => {
      const texts = RESOURCES.filter(({ type }) => type === typeToken(kind)).flatMap(
        ({ inputs, outputs, ...resource }) =>
          "external" in resource ? [] : [inputs["__provider"], outputs["__provider"]],
      );
      assert.ok(texts.length > 0, "none found: `npm run write-state -- VERSION` writes one");
      assert.deepEqual(new Set(texts), new Set([PROVIDER_TEXT[kind]]));
    });
  }

  it("contain every resource of the native plugin", () => {
    const released = (Object.keys(PROVIDER_TEXT) as ResourceKind[]).filter(
      (kind) => !NOT_RELEASED.includes(kind),
    );
    const types = new Set(RESOURCES.map(({ type }) => type));
    assert.deepEqual(
      released.filter((kind) => !types.has(nativeToken(kind))),
      [],
    );
  });

  for (const [kind, form] of FORMS) {
    it(`contain ${kind} with the outputs ${form}`, () => {
      assert.ok(formsOf(kind).has(form), `found only: ${[...formsOf(kind)].join(" / ")}`);
    });
  }

  it("contain no form that is missing from the list in this test", () => {
    for (const kind of Object.keys(PROVIDER_TEXT) as ResourceKind[]) {
      const listed = FORMS.filter(([name]) => name === kind).map(([, form]) => form);
      for (const form of formsOf(kind)) assert.ok(listed.includes(form), `${kind}: ${form}`);
    }
  });

  for (const kind of ["RoomRoster", "ChannelRoster"] as const) {
    it(`contain ${kind} with a member whose creation could not be confirmed`, () => {
      const rosters = RESOURCES.filter(({ type }) => type === typeToken(kind));
      const roles = rosters.flatMap(({ outputs }) =>
        Object.values(outputs["members"] as Record<string, string>),
      );
      assert.ok(roles.includes("Unconfirmed"));
    });
  }

  it("contain an explicit provider whose settings still exist", () => {
    const providers = RESOURCES.filter(({ urn }) => urn.endsWith("pulumi:providers:pulumi-nodejs::other"));
    const settings = providers
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((key) => (key.startsWith("chime:") ? [key.slice("chime:".length)] : []));
    assert.ok(settings.length > 0);
    for (const setting of settings)
      assert.ok((CHIME_SETTINGS as readonly string[]).includes(setting), setting);
  });

  it("contain at least one state of each version in the changelog", () => {
    const changelog = readFileSync(resolve(__dirname, "../../../CHANGELOG.md"), "utf8");
    const versions = [...changelog.matchAll(/^## \[?(\d+\.\d+\.\d+)/gm)].map(([, version]) => version!);
    for (const version of versions)
      assert.ok(fixtures().has(version), `none found: \`npm run write-state -- ${version}\` writes one`);
  });
});
