import assert from "node:assert/strict";

import type { DeclaredResource } from "./declaredResource";
import { ProgramRun } from "./programRun";
import { noLedger } from "./programLedger";
import { Random } from "./random";

describe("A program run by the simulated engine", () => {
  const resource = (name: string, overrides: Partial<DeclaredResource>): DeclaredResource => ({
    ...{ name, kind: "Test", dependencies: [], propertyDependencies: {}, inputs: () => ({ ids: [name] }) },
    ledgerIds: {
      desired: ({ ids }) => ids as string[],
      ignored: () => [],
      owned: (id) => [id],
    },
    ...overrides,
  });

  it("records a declared id as soon as it is known, even if the resource waits for others", () => {
    const desired: string[] = [];
    const ledger = { ...noLedger(""), addDesired: (ids: readonly string[]) => void desired.push(...ids) };
    const resources = [
      resource("first", {}),
      resource("second", { dependencies: ["first"] }),
      resource("third", {
        propertyDependencies: { ids: ["first"] },
        inputs: (outputOf) => ({ ids: ["third", outputOf("first", "id")] }),
      }),
    ];
    const run = new ProgramRun(resources, false, ledger, new Random(0));
    assert.deepEqual(desired, ["first", "second", "third"]);
    run.next()?.resolve({ id: "an id", outputs: {}, failed: false });
    run.recordResults();
    assert.deepEqual(desired, ["first", "second", "third", "an id"]);
  });
});
