import type { Emulator, FaultRule } from "../../../emulator";

/** The emulator keeps used rules until they are cleared. */
const MAX_RULES = 100;

const ONE_CALL = { operation: "*", times: 1 } as const;

const RULES: readonly ((random: number) => FaultRule)[] = [
  () => ({ ...ONE_CALL, kind: "error", error: "ThrottledClientException" }),
  () => ({ ...ONE_CALL, kind: "error", error: "ServiceUnavailableException" }),
  () => ({ ...ONE_CALL, kind: "error", error: "ServiceFailureException", when: "afterWrite" }),
  () => ({ ...ONE_CALL, kind: "error", error: "ForbiddenException" }),
  () => ({ ...ONE_CALL, kind: "cut", when: "beforeWrite" }),
  () => ({ ...ONE_CALL, kind: "cut", when: "afterWrite" }),
  () => ({ ...ONE_CALL, kind: "garbled" }),
  () => ({ ...ONE_CALL, kind: "proxyError", status: 502 }),
  (random) => ({ ...ONE_CALL, kind: "delay", milliseconds: 1 + Math.floor(random * 300) }),
];

/** Injects faults into a part of all calls, and counts the calls. */
export class FaultInjector {
  /** The number of calls. */
  public calls = 0;
  /** The number of calls that a fault affected. */
  public faulty = 0;
  private injected = 0;
  private isStopped = false;

  /**
   * @param rate The part of the calls, from 0 to 1.
   * @param random Returns a random number from 0 to 1.
   */
  public constructor(
    private readonly emulator: Pick<Emulator, "faults" | "journal">,
    private readonly rate: number,
    private readonly random: () => number,
  ) {
    emulator.journal.onEnd((call) => {
      if (this.isStopped) return;
      this.calls += 1;
      if (call.faults.length > 0) this.faulty += 1;
      if (this.calls % 100 === 0) emulator.journal.clear();
      this.injectNext();
    });
    this.injectNext();
  }

  /** Removes all faults, and injects no more. */
  public stop(): void {
    this.isStopped = true;
    this.emulator.faults.clear();
  }

  private injectNext(): void {
    if (this.random() >= this.rate) return;
    if ((this.injected += 1) % MAX_RULES === 0) this.emulator.faults.clear();
    const rule = RULES[Math.floor(this.random() * RULES.length)]!;
    this.emulator.faults.inject(rule(this.random()));
  }
}
