/** How far the clocks of this machine and of Amazon Chime may differ, in milliseconds: the SDK corrects what is more. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

/**
 * A time of this machine by the clock of the service, in milliseconds since the epoch. To be asked when an answer is
 * there: the SDK learns from the answers how far this machine's clock is off.
 */
export function serviceTime(client: { config: { systemClockOffset: number } }, local = Date.now()): number {
  return local + client.config.systemClockOffset;
}

/** Whether something was made before this time of the service, as far as clocks can tell. */
export function isOlder(made: Date | undefined, time: number): boolean {
  return made !== undefined && made.getTime() < time - CLOCK_TOLERANCE_MS;
}
