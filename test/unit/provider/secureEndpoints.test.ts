import assert from "node:assert/strict";

import { readSettings, type ChimeSettings, type SettingsProblem } from "../../../provider/settings/settings";

function read(config: Record<string, string>, env = {}): ChimeSettings | SettingsProblem[] {
  return readSettings({ get: (key) => config[key] }, env);
}

/** URLs that are not loopback addresses, although some look like one. */
const REMOTE_URLS = [
  "http://localhost.example.com",
  "http://localhost.",
  "http://127.0.0.1.nip.example",
  "http://0.0.0.0",
  "http://[::]",
  "http://[::ffff:10.0.0.1]",
  "http://[::1%25eth0]",
  "http://169.254.169.254",
  "http://2130706434.example",
  "http://3232235777",
  "http://0xa000001",
  "http://127.1.example",
];

/** Other spellings of loopback addresses, which every URL parser normalizes. */
const LOOPBACK_URLS = [
  "http://2130706433",
  "http://0x7f000001",
  "http://0177.0.0.1",
  "http://127.1",
  "http://LOCALHOST",
  "http://[0:0:0:0:0:0:0:1]",
];

describe("readSettings", () => {
  const sources: [string, (url: string) => ReturnType<typeof read>][] = [
    ["chime:endpoint", (url) => read({ "chime:endpoint": url })],
    ["chime:stsEndpoint", (url) => read({ "chime:stsEndpoint": url })],
    ["aws:endpoints", (url) => read({ "aws:endpoints": JSON.stringify([{ chime: url }]) })],
    ["AWS_ENDPOINT_URL_CHIME", (url) => read({}, { AWS_ENDPOINT_URL_CHIME: url })],
    ["AWS_ENDPOINT_URL", (url) => read({}, { AWS_ENDPOINT_URL: url })],
  ];
  for (const [setting, readWith] of sources) {
    for (const url of REMOTE_URLS) {
      it(`refuses plain HTTP to another host in ${setting}: ${url}`, () => {
        assert.ok(Array.isArray(readWith(url)));
      });
    }
    for (const url of LOOPBACK_URLS) {
      it(`accepts plain HTTP to a loopback address in ${setting}: ${url}`, () => {
        assert.ok(!Array.isArray(readWith(url)), JSON.stringify(readWith(url)));
      });
    }
    for (const url of [
      "http://user@127.0.0.1",
      "https://user:secret@chime.example.com",
      "http://127.0.0.1@evil.example",
    ]) {
      it(`refuses a user name or password in ${setting}: ${url}`, () => {
        const problems = readWith(url);
        assert.ok(Array.isArray(problems));
        assert.ok(!JSON.stringify(problems).includes("secret@"), JSON.stringify(problems));
      });
    }
  }
});
