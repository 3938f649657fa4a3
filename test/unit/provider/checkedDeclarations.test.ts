import assert from "node:assert/strict";

import { CheckedDeclarations, type RequestedResource } from "../../../provider/native/checkedDeclarations";
import type { ResourceKind } from "../../../provider/schema/providerText";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012";

function resource(kind: ResourceKind, name: string): RequestedResource {
  return { urn: `urn:pulumi:test::test::chime:index:${kind}::${name}`, kind, name };
}

describe("What the checks of a program declare", () => {
  it("conflicts as soon as the ids are known, whatever else is not", () => {
    const ids = { channelArn: `${APP}/channel/launch`, memberArn: `${APP}/user/ana` };
    const unknown = { chimeBearer: UNKNOWN_VALUE, type: UNKNOWN_VALUE };
    const declarations = new CheckedDeclarations();
    assert.equal(declarations.add(resource("ChannelMembership", "one"), { ...ids, ...unknown }), undefined);
    assert.match(
      String(declarations.add(resource("ChannelMembership", "two"), { ...ids, ...unknown })),
      /declare the same/,
    );
  });

  it("still conflicts with one of two resources after the other was checked again", () => {
    const [launch, support] = ["launch", "support"].map((name) => `${APP}/channel/${name}`);
    const ana = { memberArn: `${APP}/user/ana`, chimeBearer: `${APP}/user/bearer` };
    const declarations = new CheckedDeclarations();
    declarations.add(resource("ChannelBan", "one"), { ...ana, channelArn: launch });
    declarations.add(resource("ChannelBan", "two"), { ...ana, channelArn: support });
    declarations.add(resource("ChannelBan", "two"), {
      ...ana,
      channelArn: support,
      memberArn: `${APP}/user/ben`,
    });
    const admin = { appInstanceArn: APP, appInstanceAdminArn: ana.memberArn };
    assert.match(String(declarations.add(resource("AppInstanceAdmin", "ana"), admin)), /contradict/);
  });

  it("conflicts if two resources have the same setting, which the reason names with both resources", () => {
    const declarations = new CheckedDeclarations();
    assert.equal(
      declarations.add(resource("AppInstanceRetention", "one"), { appInstanceArn: APP }),
      undefined,
    );
    assert.equal(
      declarations.add(resource("AppInstanceRetention", "two"), { appInstanceArn: APP }),
      `The resources AppInstanceRetention "one" and AppInstanceRetention "two" declare the same setting: the retention in app instance ${APP}. Keep one of them.`,
    );
  });

  it("does not conflict with what the same resource declared before, nor with what is unknown", () => {
    const declarations = new CheckedDeclarations();
    for (const appInstanceArn of [APP, APP, UNKNOWN_VALUE])
      assert.equal(declarations.add(resource("AppInstanceRetention", "one"), { appInstanceArn }), undefined);
    assert.equal(
      declarations.add(resource("AppInstanceRetention", "two"), { appInstanceArn: UNKNOWN_VALUE }),
      undefined,
    );
    assert.equal(
      declarations.add(resource("AppInstanceRetention", "two"), { appInstanceArn: APP }),
      undefined,
    );
  });
});
