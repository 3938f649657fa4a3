import assert from "node:assert/strict";

import { PROVIDER_TEXT, typeToken } from "../../../provider/contract/providerText";
import * as host from "../../../provider/host";

// State files hold these texts: what is written here may grow, but no line of it may ever change.
describe("The provider text in the state", () => {
  it("of a RoomMembership is, to the letter, what every state file has", () => {
    assert.equal(
      PROVIDER_TEXT.RoomMembership,
      'exports.handler=()=>require("pulumi-chime/provider").roomMembership',
    );
    assert.equal(typeToken("RoomMembership"), "pulumi-nodejs:dynamic/chime:RoomMembership");
  });

  it("of a Room is, to the letter, what every state file has", () => {
    assert.equal(PROVIDER_TEXT.Room, 'exports.handler=()=>require("pulumi-chime/provider").room');
    assert.equal(typeToken("Room"), "pulumi-nodejs:dynamic/chime:Room");
  });

  it("of a RoomRoster is, to the letter, what every state file has", () => {
    assert.equal(PROVIDER_TEXT.RoomRoster, 'exports.handler=()=>require("pulumi-chime/provider").roomRoster');
    assert.equal(typeToken("RoomRoster"), "pulumi-nodejs:dynamic/chime:RoomRoster");
  });

  for (const [kind, text] of Object.entries(PROVIDER_TEXT)) {
    it(`of a ${kind} leads to hooks that the package exports, and evaluates nothing else`, () => {
      const [, name] = /^exports\.handler=\(\)=>require\("pulumi-chime\/provider"\)\.(\w+)$/.exec(text) ?? [];
      const hooks = (host as unknown as Record<string, Record<string, unknown>>)[name ?? ""];
      for (const hook of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
        assert.equal(typeof hooks?.[hook], "function", hook);
      }
    });
  }
});
