import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import { isTimeKnown, noteServiceTime, serviceTime } from "../../../provider/aws/client/serviceClock";

const HOUR_MS = 3_600_000;
/** How far the service's clock is ahead of the local clock. */
const AHEAD_MS = 7_000;
/** How far clocks may differ, plus the fraction of a second that a Date header omits. */
const MARGIN_MS = 2_100;

describe("serviceTime", () => {
  let clock: Clock;
  let client: object;
  beforeEach(() => {
    clock = install({ toFake: ["performance", "Date"], now: Date.UTC(2026, 0, 1) });
    Object.defineProperty(performance, "timeOrigin", { value: Date.now(), configurable: true });
    client = {};
  });
  afterEach(() => {
    clock.uninstall();
  });

  /** Suspends the machine: `performance.now()` stands still. */
  const suspend = (): void => {
    clock.setSystemTime(Date.now() + HOUR_MS);
  };
  const serviceNow = (): number => Date.now() + AHEAD_MS;
  const receiveAnswer = async (at = serviceNow(), id = "x-amzn-requestid"): Promise<void> => {
    const headers = { date: new Date(at).toUTCString(), [id]: "id" };
    type Step = (args: object) => Promise<unknown>;
    const added: ((next: Step) => Step)[] = [];
    noteServiceTime(client).applyToStack({ add: (step: never) => added.push(step) } as never);
    await added[0]!(() => Promise.resolve({ response: { headers } }))({});
  };
  const assertEstimate = (began: number, actual: number, margin = MARGIN_MS): void => {
    const estimate = serviceTime(client, began);
    assert.ok(estimate <= actual && estimate > actual - margin, `${(estimate - actual) / 1000} s`);
  };

  it("is slightly early if an answer before the call has shown the clock", async () => {
    await receiveAnswer();
    clock.tick(10_400);
    const [began, time] = [performance.now(), serviceNow()];
    await receiveAnswer();
    assertEstimate(began, time, 1_700);
  });

  it("is slightly early too if the machine was suspended before that answer, or between it and the next one", async () => {
    suspend();
    await receiveAnswer();
    clock.tick(10_400);
    const [began, time] = [performance.now(), serviceNow()];
    suspend();
    await receiveAnswer();
    assertEstimate(began, time);
  });

  it("is slightly early too if the machine was suspended during the first call", async () => {
    const [began, time] = [performance.now(), serviceNow()];
    suspend();
    await receiveAnswer();
    assertEstimate(began, time);
  });

  it("is several minutes early if no answer has shown the clock, even if the machine was suspended since", () => {
    const [began, time] = [performance.now(), serviceNow()];
    assertEstimate(began, time, 11 * 60_000);
    suspend();
    assertEstimate(began, time, 11 * 60_000);
    assert.equal(isTimeKnown(client), false);
  });

  it("ignores the clock of a proxy", async () => {
    await receiveAnswer(serviceNow() + HOUR_MS, "x-proxy-id");
    assert.equal(isTimeKnown(client), false);
  });
});
