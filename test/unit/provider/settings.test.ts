import assert from "node:assert/strict";

import fc from "fast-check";

import { readSettings } from "../../../provider/settings/settings";

function read(config: Record<string, string>): ReturnType<typeof readSettings> {
  return readSettings({ get: (key) => config[key] }, {});
}

describe("The settings", () => {
  it("have a default each", () => {
    assert.deepEqual(read({}), {
      allowInsecureEndpoint: false,
      defaultRegion: "us-east-1",
      identity: { kind: "default", files: {} },
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
    it(`take ${key} where it is given`, () => {
      const settings = read({ [key]: value });
      assert.ok(!Array.isArray(settings));
      assert.deepEqual({ ...settings, ...expected }, settings);
    });
  }

  const fromEnvironment = (env: Record<string, string>): ReturnType<typeof readSettings> =>
    readSettings({ get: () => undefined }, env);

  for (const [text, on] of [
    ["true", true],
    ["false", false],
    ["", false],
  ] as const) {
    it(`take PULUMI_CHIME_DEBUG=${text} from the environment`, () => {
      const settings = fromEnvironment({ PULUMI_CHIME_DEBUG: text });
      assert.ok(!Array.isArray(settings));
      assert.equal(settings.debug, on);
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
    it(`take PULUMI_CHIME_RECOVER=${JSON.stringify(text)} from the environment`, () => {
      const settings = fromEnvironment({ PULUMI_CHIME_RECOVER: text });
      assert.ok(!Array.isArray(settings));
      assert.deepEqual(settings.recover, expected);
    });
  }

  for (const [variable, value, wrong, allowed] of [
    ["PULUMI_CHIME_DEBUG", "yes", "yes", "true or false"],
    ["PULUMI_CHIME_RECOVER", "yes", "yes", "true, or resource ids separated by spaces"],
    ["PULUMI_CHIME_RECOVER", `${ROOM} true`, "true", "true, or resource ids separated by spaces"],
    ["PULUMI_CHIME_RECOVER", `false ${ROOM}`, "false", "true, or resource ids separated by spaces"],
  ] as const) {
    it(`refuse ${variable}=${value}, so that nobody believes it to be on who has it off`, () => {
      assert.deepEqual(fromEnvironment({ [variable]: value }), [
        { property: variable, reason: `${variable} must be ${allowed}, not "${wrong}".` },
      ]);
    });
  }

  it("of chime: go before those of aws:", () => {
    const settings = read({ "chime:maxRetries": "1", "aws:maxRetries": "2" });
    assert.ok(!Array.isArray(settings));
    assert.equal(settings.maxRetries, 1);
  });

  for (const value of ["", " ", "-1", "1.5", "101", "ten", "1e9", "NaN"]) {
    it(`refuse "${value}" as chime:maxRetries, and name the setting and its range`, () => {
      assert.deepEqual(read({ "chime:maxRetries": value }), [
        {
          property: "chime:maxRetries",
          reason: `chime:maxRetries must be a whole number from 0 to 100, not "${value}".`,
        },
      ]);
    });
  }

  it("report all that is wrong at once", () => {
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
    it(`accept the endpoint ${url}`, () => {
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
    it(`refuse the endpoint ${url}, which would send the calls in the clear or nowhere`, () => {
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
  it("that are numbers are taken where they are whole and in their range, and refused by name else", () => {
    const key = fc.constantFrom(...(Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]));
    const number = fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.double());
    fc.assert(
      fc.property(key, number, (name, value) => {
        const [least, most] = NUMBERS[name];
        // As a text, -0 is 0.
        const settings = read({ [name]: String(value) });
        if (Number.isInteger(value) && value >= least && value <= most) {
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

  it("never repeat a credential in what they find wrong with it", () => {
    const secret = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom("x", "y", " ", '"', "{") });
    const names = ["accessKey", "secretKey", "token", "assumeRole", "assumeRoles"];
    const given = fc.dictionary(
      fc.constantFrom(...names.flatMap((name) => [`chime:${name}`, `aws:${name}`])),
      secret,
    );
    fc.assert(
      fc.property(given, (config) => {
        const found = read(config);
        if (!Array.isArray(found)) return;
        const said = found.map(({ reason }) => reason).join("\n");
        for (const text of Object.values(config)) assert.ok(text.trim() === "" || !said.includes(text), said);
      }),
    );
  });
});
