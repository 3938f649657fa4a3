import * as fc from "fast-check";

import {
  randomDeclarations,
  randomEdits,
  randomManualChanges,
  resourceNames,
} from "../../program/arbitraries";
import { isNative } from "../../../support/host";
import type { Edit } from "../../program/edit";
import { randomFaults } from "../faults";
import type { ResourceFamily } from "../resourceFamily";
import type { DeployOptions } from "../session";
import { ChangeProgram } from "./changeProgram";
import { ClearFaults } from "./clearFaults";
import { Deploy } from "./deploy";
import { ImportDuplicate } from "./importDuplicate";
import { InjectFault } from "./injectFault";
import { MakeManualChange } from "./makeManualChange";
import type { SequenceStep } from "./sequenceStep";
import { SetReadLag } from "./setReadLag";
import { Throttle } from "./throttle";
import { TryContradiction } from "./tryContradiction";

/** The steps of a random sequence. The first ones declare resources. */
export function randomSteps(family: ResourceFamily): fc.Arbitrary<SequenceStep[]> {
  const names = resourceNames(family);
  const step: fc.Arbitrary<SequenceStep> = fc.oneof(
    { weight: 6, arbitrary: programChanges(randomEdits(family)) },
    { weight: 3, arbitrary: randomManualChanges(family).map((change) => new MakeManualChange(change)) },
    { weight: 6, arbitrary: randomFaults(family).map((fault) => new InjectFault(fault)) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1).map((reads) => new SetReadLag(reads)) },
    { weight: 1, arbitrary: fc.constantFrom(2, 10).map((rate) => new Throttle(rate)) },
    { weight: 1, arbitrary: fc.constant(new ClearFaults()) },
    { weight: 9, arbitrary: deployOptions(names, true).map((options) => new Deploy("up", options)) },
    { weight: 2, arbitrary: deployOptions(names, false).map((options) => new Deploy("refresh", options)) },
    { weight: 1, arbitrary: deployOptions(names, true).map((options) => new Deploy("destroy", options)) },
    { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => new ImportDuplicate(name)) },
    // Only the program sees a contradiction before the first of the two resources is created.
    ...(family.access && !isNative() ? [{ weight: 1, arbitrary: contradictions(names) }] : []),
  );
  const firstSteps = fc.array(programChanges(randomDeclarations(family)), {
    ...{ minLength: 1, maxLength: 4, size: "max" },
  });
  return fc
    .tuple(firstSteps, fc.array(step, { minLength: 6, maxLength: 14, size: "max" }))
    .map(([first, others]) => [...first, ...others]);
}

// Each step has several alternatives, because most edits are possible in few programs.
function programChanges(edits: fc.Arbitrary<Edit>): fc.Arbitrary<SequenceStep> {
  return fc
    .array(edits, { minLength: 1, maxLength: 4, size: "max" })
    .map((alternatives) => new ChangeProgram(alternatives));
}

function contradictions(names: readonly string[]): fc.Arbitrary<SequenceStep> {
  return fc
    .tuple(fc.nat(5), fc.option(fc.constantFrom(...names)), fc.nat(1_000_000))
    .map(([index, idFrom, order]) => new TryContradiction(index, idFrom ?? undefined, order));
}

/** @param mayChange Whether the command is not `refresh`. */
function deployOptions(resources: readonly string[], mayChange: boolean): fc.Arbitrary<DeployOptions> {
  const names = fc.uniqueArray(fc.constantFrom(...resources), { minLength: 1, maxLength: 4 });
  // Of what an update leaves out, the engine runs no check, so that the native plugin cannot know whether the program declares it.
  const leavesOut = isNative() ? 0 : 2;
  const restrictions: fc.Arbitrary<Partial<DeployOptions>> = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    {
      weight: leavesOut,
      arbitrary: fc
        .tuple(names, fc.boolean())
        .map(([targets, targetDependents]) => ({ targets, targetDependents })),
    },
    { weight: leavesOut, arbitrary: names.map((excludes) => ({ excludes })) },
    { weight: mayChange ? 2 : 0, arbitrary: names.map((replaces) => ({ replaces })) },
  );
  const rarely = fc.constantFrom(false, false, false, mayChange);
  const switches = fc.record({
    ...{ refresh: rarely, continueOnError: rarely, recover: rarely, runProgram: rarely, repeat: rarely },
    preview: fc.boolean(),
  });
  const common = fc.record({ parallel: fc.constantFrom(1, 4, 16), order: fc.nat(1_000_000) });
  return fc
    .tuple(common, restrictions, switches)
    .map(([base, restriction, flags]) => ({ ...base, ...restriction, ...flags }));
}
