import assert from "node:assert/strict";

import { ChimeSession } from "../../../provider/aws/session";
import { rejectionOf } from "../../support/failures";
import { setEnvironment } from "../../support/processEnvironment";

describe("Settings of the AWS SDK that contradict each other", () => {
  for (const variable of ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"]) {
    it(`are named with the way out: ${variable} with an endpoint`, async () => {
      const restore = setEnvironment({ [variable]: "true" });
      try {
        const settings: Record<string, string> = {
          "chime:endpoint": "http://127.0.0.1:9",
          "chime:accessKey": "key",
          "chime:secretKey": "the-secret-of-the-test",
        };
        const session = new ChimeSession();
        session.configure({ get: (key) => settings[key] });
        const { message } = await rejectionOf(session.api.rooms.list("account"));
        assert.match(message, /the AWS SDK has no endpoint for these settings: Invalid Configuration: /);
        assert.match(message, /Unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT /);
      } finally {
        restore();
      }
    });
  }
});
