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

/** STS has this one that the SDK does not describe: what it has is for getting credentials. */
const WITHOUT_SCHEMA = ["GetCallerIdentity"];

describe("The emulator and the schemas of the installed SDK", () => {
  it("are compared for every service of the emulator", () => {
    const known = SERVICES.map(({ name }) => name);
    assert.deepEqual(
      emulatedServices().filter((name) => !known.includes(name)),
      [],
    );
    assert.ok(SERVICES.some((service) => operationsOf(service).length > 0));
  });

  for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
    describe(service.name, () => {
      const facts = installedFacts(service);

      it("is equal to the snapshot that the emulator is based on", () => {
        const noted = JSON.parse(readFileSync(snapshotFile(service), "utf8")) as ApiFacts;
        const lines = difference(noted, facts);
        assert.ok(
          lines.length === 0,
          `${service.sdk} differs from ${snapshotFile(service)}. See what it means for the emulator and the ` +
            `provider, then run \`npm run api:snapshot\`:\n${lines.join("\n")}`,
        );
      });

      for (const { name, http } of operationsOf(service).filter(
        ({ name }) => !WITHOUT_SCHEMA.includes(name),
      )) {
        it(`has ${name} with this method, path and status`, () => {
          const operation = facts.operations[name];
          assert.ok(operation, `The SDK has no ${name}.`);
          if (operation.http === undefined) {
            assert.equal(http.selector, name);
            return;
          }
          const query = http.selector === undefined ? "" : `?operation=${http.selector}`;
          assert.deepEqual(
            [`${http.method} ${http.path}${query}`, http.status],
            [operation.http, operation.status],
          );
        });
      }

      // The ExpiredTokenException that STS declares is about a token of a web identity; that of a key is 403.
      if (service.name === "sts") return;
      it("has the same statuses for the errors of the emulator", () => {
        for (const [error, { status }] of Object.entries(facts.errors).filter(isEmulated)) {
          const known: Record<string, { status: number }> = { ...SERVICE_ERRORS, ...COMMON_ERRORS };
          assert.equal(known[error]?.status, status, error);
        }
      });
    });
  }

  it("have together all operations, those that the emulator does not have too", () => {
    const missing = SERVICES.filter(({ name }) => name !== "sts").flatMap((service) => {
      const emulated: readonly string[] = operationsOf(service).map(({ name }) => name);
      return Object.entries(bindingsOf(service)).filter(([, name]) => !emulated.includes(name));
    });
    assert.ok(missing.length > 100, `only ${missing.length} were found`);
    assert.deepEqual(MISSING_OPERATIONS, Object.fromEntries(missing));
  });

  it("have the same errors of the operations of Amazon Chime", () => {
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
