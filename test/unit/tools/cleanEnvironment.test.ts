import assert from "node:assert/strict";

import { cleanEnvironment } from "../../../tools/project/cleanEnvironment";

describe("cleanEnvironment", () => {
  it("removes what changes the behavior of Pulumi, the AWS SDK and Node.js", () => {
    const env: NodeJS.ProcessEnv = {
      AWS_PROFILE: "prod",
      AWS_SESSION_TOKEN: "token",
      AWS_REGION: "eu-central-1",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_CA_BUNDLE: "/no/such/file",
      PULUMI_STACK: "prod",
      PULUMI_CHIME_RECOVER: "true",
      PULUMI_CHIME_DEBUG: "true",
      NODE_OPTIONS: "--trace-warnings",
    };
    cleanEnvironment(env);
    assert.deepEqual(env, { NO_PROXY: "127.0.0.1,localhost", no_proxy: "127.0.0.1,localhost" });
  });

  it("keeps everything else, and does not use proxies for this machine", () => {
    const env: NodeJS.ProcessEnv = {
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy.example.com",
      NO_PROXY: "example.com",
      PULUMI_CHIME_CACHE: "/cache",
    };
    cleanEnvironment(env);
    assert.deepEqual(env, {
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy.example.com",
      NO_PROXY: "example.com,127.0.0.1,localhost",
      no_proxy: "127.0.0.1,localhost",
      PULUMI_CHIME_CACHE: "/cache",
    });
  });

  it("keeps the settings of the shell for the tests on AWS itself", () => {
    const env: NodeJS.ProcessEnv = { AWS_PROFILE: "test", PULUMI_CHIME_TEST_AWS: "rooms" };
    cleanEnvironment(env);
    assert.equal(env["AWS_PROFILE"], "test");
  });
});
