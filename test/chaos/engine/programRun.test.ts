import assert from "node:assert/strict";

import type { DeclaredResource } from "./declaredResource";
import { ProgramRun } from "./programRun";
import { noLedger } from "./programLedger";
import { Random } from "./random";
import { UNKNOWN } from "./unknown";

describe("The program of the stand-in", () => {
  const declared = (name: string, others: Partial<DeclaredResource>): DeclaredResource => ({
    ...{ name, kind: "Thing", dependencies: [], propertyDependencies: {}, inputs: () => ({ ids: [name] }) },
    ledgerIds: {
      desired: ({ ids }) => (ids as string[]).filter((id) => id !== UNKNOWN),
      ignored: () => [],
      owned: (id) => [id],
    },
    ...others,
  });

  it("says what it declares as soon as an id is known, whatever else the resource waits for", () => {
    const desired: string[] = [];
    const ledger = { ...noLedger(""), desire: (ids: readonly string[]) => void desired.push(...ids) };
    const all = [
      declared("first", {}),
      declared("second", { dependencies: ["first"] }),
      declared("third", {
        propertyDependencies: { ids: ["first"] },
        inputs: (outputOf) => ({ ids: ["third", outputOf("first", "id")] }),
      }),
    ];
    const run = new ProgramRun(all, false, ledger, new Random(0));
    assert.deepEqual(desired, ["first", "second", "third"]);
    run.next()?.resolve({ id: "an id", outputs: {}, failed: false });
    run.recordResults();
    assert.deepEqual(desired, ["first", "second", "third", "an id"]);
  });
});
