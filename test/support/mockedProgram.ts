import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";

// The published types leave it out.
const { setStackResource } = state as unknown as {
  setStackResource: (run: pulumi.Resource | undefined) => void;
};

/** A component, such as the stack of a program. */
export class Component extends pulumi.ComponentResource {
  public constructor(type = "test:Component") {
    super(type, "component");
  }
}

/** Runs each test of a suite as a program of its own, with a stack, under Pulumi's mocks. */
export function mockPrograms(): void {
  before(() => pulumi.runtime.setMocks({ newResource: () => ({ id: "id", state: {} }), call: () => ({}) }));
  beforeEach(() => {
    startProgram();
  });
  afterEach(() => {
    setStackResource(undefined);
  });
}

/** Starts another program in the same test. */
export function startProgram(): void {
  setStackResource(new Component());
}
