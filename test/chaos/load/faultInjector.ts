import type { Emulator, FaultRule } from "../../../emulator";

/** Rules that are used up are kept by the emulator until it is told to forget them. */
const MOST_RULES = 100;

const KINDS: ((random: number) => Omit<FaultRule, "operation">)[] = [
  () => ({ kind: "error", error: "ThrottledClientException" }) as Omit<FaultRule, "operation">,
  () => ({ kind: "error", error: "ServiceUnavailableException" }) as Omit<FaultRule, "operation">,
  () =>
    ({ kind: "error", error: "ServiceFailureException", when: "afterWrite" }) as Omit<FaultRule, "operation">,
  () => ({ kind: "error", error: "ForbiddenException" }) as Omit<FaultRule, "operation">,
  () => ({ kind: "cut", when: "beforeWrite" }) as Omit<FaultRule, "operation">,
  () => ({ kind: "cut", when: "afterWrite" }) as Omit<FaultRule, "operation">,
  () => ({ kind: "garbled" }),
  () => ({ kind: "proxyError", status: 502 }) as Omit<FaultRule, "operation">,
  (random) => ({ kind: "delay", milliseconds: 1 + Math.floor(random * 300) }) as Omit<FaultRule, "operation">,
];

/** Lets a part of all calls meet a fault, and counts both. */
export class FaultInjector {
  public calls = 0;
  public faulty = 0;
  private rules = 0;
  private stopped = false;

  /**
   * @param share The part of the calls, from 0 to 1.
   * @param random A number from 0 to 1, each time another.
   */
  public constructor(
    private readonly chime: Pick<Emulator, "faults" | "journal">,
    private readonly share: number,
    private readonly random: () => number,
  ) {
    chime.journal.onEnd((call) => {
      if (this.stopped) return;
      this.calls += 1;
      if (call.faults.length > 0) this.faulty += 1;
      if (this.calls % 100 === 0) chime.journal.clear();
      this.next();
    });
    this.next();
  }

  /** No fault strikes from now on. */
  public stop(): void {
    this.stopped = true;
    this.chime.faults.clear();
  }

  private next(): void {
    if (this.random() >= this.share) return;
    if ((this.rules += 1) % MOST_RULES === 0) this.chime.faults.clear();
    const kind = KINDS[Math.floor(this.random() * KINDS.length)]!;
    this.chime.faults.inject({ operation: "*", times: 1, ...kind(this.random()) } as FaultRule);
  }
}
