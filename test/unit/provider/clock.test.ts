import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import { isTimeKnown, noteServiceTime, serviceTime } from "../../../provider/aws/client/serviceClock";

const HOUR_MS = 3_600_000;
/** How far the clock of the service is ahead of that of this machine. */
const AHEAD_MS = 7_000;
/** How far clocks may differ, and what an answer leaves out of a second. */
const MARGIN_MS = 2_100;

describe("The time of the service at which a call began", () => {
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

  const sleep = (): void => {
    clock.setSystemTime(Date.now() + HOUR_MS);
  };
  const now = (): number => Date.now() + AHEAD_MS;
  const answer = async (at = now(), id = "x-amzn-requestid"): Promise<void> => {
    const headers = { date: new Date(at).toUTCString(), [id]: "id" };
    type Step = (args: object) => Promise<unknown>;
    const added: ((next: Step) => Step)[] = [];
    noteServiceTime(client).applyToStack({ add: (step: never) => added.push(step) } as never);
    await added[0]!(() => Promise.resolve({ response: { headers } }))({});
  };
  const expect = (began: number, time: number, margin = MARGIN_MS): void => {
    const found = serviceTime(client, began);
    assert.ok(found <= time && found > time - margin, `${(found - time) / 1000} s`);
  };

  it("is a little earlier than it was, where an answer has told the time before", async () => {
    await answer();
    clock.tick(10_400);
    const [began, time] = [performance.now(), now()];
    await answer();
    expect(began, time, 1_700);
  });

  it("is so too where the machine slept before that answer, or between it and the next", async () => {
    sleep();
    await answer();
    clock.tick(10_400);
    const [began, time] = [performance.now(), now()];
    sleep();
    await answer();
    expect(began, time);
  });

  it("is so too where the machine slept during the first call", async () => {
    const [began, time] = [performance.now(), now()];
    sleep();
    await answer();
    expect(began, time);
  });

  it("is much earlier where no answer has told the time, also where the machine has slept since", () => {
    const [began, time] = [performance.now(), now()];
    expect(began, time, 11 * 60_000);
    sleep();
    expect(began, time, 11 * 60_000);
    assert.equal(isTimeKnown(client), false);
  });

  it("is not what a proxy says", async () => {
    await answer(now() + HOUR_MS, "x-proxy-id");
    assert.equal(isTimeKnown(client), false);
  });
});
