import assert from "node:assert/strict";

import { CheckedDeclarations, type Subject } from "../../../provider/native/checkedDeclarations";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012";

function retention(name: string): Subject {
  return {
    urn: `urn:pulumi:test::test::chime:index:AppInstanceRetention::${name}`,
    kind: "AppInstanceRetention",
    name,
  };
}

describe("What the checks of a program declare", () => {
  it("conflicts if two resources have the same setting, which the reason names with both resources", () => {
    const declarations = new CheckedDeclarations();
    assert.equal(declarations.add(retention("one"), { appInstanceArn: APP }), undefined);
    assert.equal(
      declarations.add(retention("two"), { appInstanceArn: APP }),
      `The resources AppInstanceRetention "one" and AppInstanceRetention "two" declare the same setting: the retention in app instance ${APP}. Keep one of them.`,
    );
  });

  it("does not conflict with what the same resource declared before, nor with what is unknown", () => {
    const declarations = new CheckedDeclarations();
    for (const appInstanceArn of [APP, APP, UNKNOWN_VALUE])
      assert.equal(declarations.add(retention("one"), { appInstanceArn }), undefined);
    assert.equal(declarations.add(retention("two"), { appInstanceArn: UNKNOWN_VALUE }), undefined);
    assert.equal(declarations.add(retention("two"), { appInstanceArn: APP }), undefined);
  });
});
