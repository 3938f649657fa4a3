import assert from "node:assert/strict";

import fc from "fast-check";

import { readSettings } from "../../../provider/settings/settings";

function read(config: Record<string, string>): ReturnType<typeof readSettings> {
  return readSettings({ get: (key) => config[key] }, {});
}

describe("readSettings", () => {
  it("returns the default of every setting", () => {
    assert.deepEqual(read({}), {
      allowInsecureEndpoint: false,
      defaultRegion: "us-east-1",
      endpointSources: {},
      regionSource: "the default",
      identity: { kind: "default", files: {}, setting: "chime:profile" },
      roles: { chain: [], setting: "chime:assumeRole" },
      retryMode: "adaptive",
      maxRetries: 24,
      maxRetrySeconds: 180,
      requestTimeoutSeconds: 30,
      adoptExisting: false,
      recover: { look: false, ids: [] },
      debug: false,
      readConsistencySeconds: 8,
      skipCredentialsValidation: false,
    });
  });

  const GIVEN: [string, string, object][] = [
    ["chime:endpoint", "https://chime.example.com/", { endpoint: "https://chime.example.com/" }],
    ["chime:maxRetries", "0", { maxRetries: 0 }],
    ["aws:maxRetries", "7", { maxRetries: 7 }],
    ["chime:callsPerSecond", "10", { callsPerSecond: 10 }],
    ["chime:maxRetrySeconds", "3600", { maxRetrySeconds: 3600 }],
    ["chime:requestTimeoutSeconds", "1", { requestTimeoutSeconds: 1 }],
    ["chime:retryMode", "standard", { retryMode: "standard" }],
    ["aws:retryMode", "standard", { retryMode: "standard" }],
    ["chime:adoptExisting", "true", { adoptExisting: true }],
    ["chime:readConsistencySeconds", "0", { readConsistencySeconds: 0 }],
    ["chime:skipCredentialsValidation", "true", { skipCredentialsValidation: true }],
    ["aws:skipCredentialsValidation", "true", { skipCredentialsValidation: true }],
    ["aws:endpoints", '[{"chime":"https://chime.example.com"}]', { endpoint: "https://chime.example.com" }],
  ];
  for (const [key, value, expected] of GIVEN) {
    it(`reads ${key}`, () => {
      const settings = read({ [key]: value });
      assert.ok(!Array.isArray(settings));
      assert.deepEqual({ ...settings, ...expected }, settings);
    });
  }

  const fromEnvironment = (env: Record<string, string>): ReturnType<typeof readSettings> =>
    readSettings({ get: () => undefined }, env);

  for (const [text, expected] of [
    ["true", true],
    ["false", false],
    ["", false],
  ] as const) {
    it(`reads PULUMI_CHIME_DEBUG=${text} from the environment`, () => {
      const settings = fromEnvironment({ PULUMI_CHIME_DEBUG: text });
      assert.ok(!Array.isArray(settings));
      assert.equal(settings.debug, expected);
    });
  }

  const [ROOM, CHANNEL] = ["account/room", "arn:aws:chime:us-east-1:1:app-instance/a/channel/c"];
  for (const [text, expected] of [
    ["true", { look: true, ids: [] }],
    [" true\n", { look: true, ids: [] }],
    ["false", { look: false, ids: [] }],
    ["", { look: false, ids: [] }],
    [" ", { look: false, ids: [] }],
    [ROOM, { look: false, ids: [ROOM] }],
    [` ${ROOM}\n\t${CHANNEL} `, { look: false, ids: [ROOM, CHANNEL] }],
  ] as const) {
    it(`reads PULUMI_CHIME_RECOVER=${JSON.stringify(text)} from the environment`, () => {
      const settings = fromEnvironment({ PULUMI_CHIME_RECOVER: text });
      assert.ok(!Array.isArray(settings));
      assert.deepEqual(settings.recover, expected);
    });
  }

  for (const [variable, value, invalid, allowed] of [
    ["PULUMI_CHIME_DEBUG", "yes", "yes", "true or false"],
    ["PULUMI_CHIME_RECOVER", "yes", "yes", "true, or resource ids separated by spaces"],
    ["PULUMI_CHIME_RECOVER", `${ROOM} true`, "true", "true, or resource ids separated by spaces"],
    ["PULUMI_CHIME_RECOVER", `false ${ROOM}`, "false", "true, or resource ids separated by spaces"],
  ] as const) {
    it(`refuses ${variable}=${value} instead of ignoring it`, () => {
      assert.deepEqual(fromEnvironment({ [variable]: value }), [
        { property: variable, reason: `${variable} must be ${allowed}, not "${invalid}".` },
      ]);
    });
  }

  it("prefers chime: to aws:", () => {
    const settings = read({ "chime:maxRetries": "1", "aws:maxRetries": "2" });
    assert.ok(!Array.isArray(settings));
    assert.equal(settings.maxRetries, 1);
  });

  for (const value of ["", " ", "-1", "1.5", "101", "ten", "1e9", "NaN"]) {
    it(`refuses "${value}" as chime:maxRetries, and names the setting and its range`, () => {
      assert.deepEqual(read({ "chime:maxRetries": value }), [
        {
          property: "chime:maxRetries",
          reason: `chime:maxRetries must be a whole number from 0 to 100, not "${value}".`,
        },
      ]);
    });
  }

  it("reports all problems at once", () => {
    const problems = read({
      "chime:maxRetrySeconds": "0",
      "chime:requestTimeoutSeconds": "x",
      "chime:endpoint": "y",
    });
    assert.deepEqual(Array.isArray(problems) && problems.map(({ property }) => property).sort(), [
      "chime:endpoint",
      "chime:maxRetrySeconds",
      "chime:requestTimeoutSeconds",
    ]);
  });

  for (const url of [
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "http://[::1]:1",
    "https://proxy.example.com",
  ]) {
    it(`accepts the endpoint ${url}`, () => {
      assert.ok(!Array.isArray(read({ "chime:endpoint": url })));
    });
  }

  for (const url of [
    "http://chime.example.com",
    "http://127.0.0.1.example.com",
    "http://10.0.0.1",
    "ftp://localhost",
    "chime",
  ]) {
    it(`refuses the insecure or invalid endpoint ${url}`, () => {
      assert.ok(Array.isArray(read({ "chime:endpoint": url })));
    });
  }

  const NUMBERS = {
    "chime:maxRetries": [0, 100],
    "chime:callsPerSecond": [1, 1000],
    "chime:maxRetrySeconds": [1, 3600],
    "chime:requestTimeoutSeconds": [1, 600],
    "chime:readConsistencySeconds": [0, 60],
  } as const;
  it("accepts a whole number in the range of the setting, and names the setting if it refuses a number", () => {
    const key = fc.constantFrom(...(Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]));
    const number = fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.double());
    fc.assert(
      fc.property(key, number, (name, value) => {
        const [min, max] = NUMBERS[name];
        // String(-0) is "0".
        const settings = read({ [name]: String(value) });
        if (Number.isInteger(value) && value >= min && value <= max) {
          assert.equal(
            (settings as unknown as Record<string, unknown>)[name.slice("chime:".length)],
            Number(String(value)),
          );
        } else {
          assert.deepEqual(
            (settings as { property: string }[]).map(({ property }) => property),
            [name],
          );
        }
      }),
    );
  });

  it("never repeats a credential in a problem", () => {
    const secret = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom("x", "y", " ", '"', "{") });
    const names = ["accessKey", "secretKey", "token", "assumeRole", "assumeRoles"];
    const configs = fc.dictionary(
      fc.constantFrom(...names.flatMap((name) => [`chime:${name}`, `aws:${name}`])),
      secret,
    );
    fc.assert(
      fc.property(configs, (config) => {
        const problems = read(config);
        if (!Array.isArray(problems)) return;
        const reasons = problems.map(({ reason }) => reason).join("\n");
        for (const value of Object.values(config))
          assert.ok(value.trim() === "" || !reasons.includes(value), reasons);
      }),
    );
  });
});
