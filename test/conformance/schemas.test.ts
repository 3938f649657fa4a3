import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { COMMON_ERRORS, ERROR_NAMES, SERVICE_ERRORS } from "../../emulator/http/errors";
import { MISSING_OPERATIONS } from "../../emulator/model/missingOperations";
import { difference } from "./difference";
import type { ApiFacts } from "./facts";
import {
  bindingsOf,
  emulatedServices,
  installedFacts,
  operationsOf,
  SERVICES,
  snapshotFile,
} from "./services";

/** Operations without a schema: the SDK contains only the part of STS that returns credentials. */
const WITHOUT_SCHEMA = ["GetCallerIdentity"];

describe("The schemas of the installed SDK", () => {
  it("are compared with the emulator for every emulated service", () => {
    const compared = SERVICES.map(({ name }) => name);
    assert.deepEqual(
      emulatedServices().filter((name) => !compared.includes(name)),
      [],
    );
    assert.ok(SERVICES.some((service) => operationsOf(service).length > 0));
  });

  for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
    describe(`of ${service.name}`, () => {
      const facts = installedFacts(service);

      it("are equal to the snapshot that the emulator is based on", () => {
        const snapshot = JSON.parse(readFileSync(snapshotFile(service), "utf8")) as ApiFacts;
        const lines = difference(snapshot, facts);
        assert.ok(
          lines.length === 0,
          `${service.sdk} differs from ${snapshotFile(service)}. Check what the change means for the emulator and ` +
            `the provider, then run \`npm run api:snapshot\`:\n${lines.join("\n")}`,
        );
      });

      for (const { name, http } of operationsOf(service).filter(
        ({ name }) => !WITHOUT_SCHEMA.includes(name),
      )) {
        it(`have the method, path and status of ${name} in the emulator`, () => {
          const operation = facts.operations[name];
          assert.ok(operation, `The SDK has no ${name}.`);
          if (operation.http === undefined) {
            assert.equal(http.selector, name);
            return;
          }
          const parameter = http.method === "GET" ? "scope" : "operation";
          const query = http.selector === undefined ? "" : `?${parameter}=${http.selector}`;
          assert.deepEqual(
            [`${http.method} ${http.path}${query}`, http.status],
            [operation.http, operation.status],
          );
        });
      }

      // STS declares ExpiredTokenException for web identity tokens. The emulator's is about a session token, with
      // status 403.
      if (service.name === "sts") return;
      it("have the same statuses for errors as the emulator", () => {
        for (const [error, { status }] of Object.entries(facts.errors).filter(isEmulated)) {
          const emulated: Record<string, { status: number }> = { ...SERVICE_ERRORS, ...COMMON_ERRORS };
          assert.equal(emulated[error]?.status, status, error);
        }
      });
    });
  }

  it("list all operations that the emulator does not have", () => {
    const missing = SERVICES.filter(({ name }) => name !== "sts").flatMap((service) => {
      const emulated: readonly string[] = operationsOf(service).map(({ name }) => name);
      return Object.entries(bindingsOf(service)).filter(([, name]) => !emulated.includes(name));
    });
    assert.ok(missing.length > 50, `only ${missing.length} were found`);
    assert.deepEqual(MISSING_OPERATIONS, Object.fromEntries(missing));
  });

  it("have no errors of Amazon Chime that the emulator lacks", () => {
    for (const service of SERVICES.filter(({ name }) => name !== "sts")) {
      for (const error of Object.keys(installedFacts(service).errors)) {
        assert.ok((ERROR_NAMES as string[]).includes(error), `${service.name}: ${error}`);
      }
    }
  });
});

function isEmulated([error]: [string, unknown]): boolean {
  return (ERROR_NAMES as string[]).includes(error);
}
