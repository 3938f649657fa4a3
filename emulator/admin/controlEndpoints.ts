import type { FaultRule } from "../faults/faultRules";
import { endpoint, uncheckedEndpoint, type Endpoint } from "./endpoint";

/** The requests about the emulator itself: its whole state, its journal, and how it fails. */
export const controlEndpoints: readonly Endpoint[] = [
  endpoint("GET state", {}, (_, { state }) => state.snapshot()),
  endpoint("POST reset", { optional: ["seed"] }, ({ seed }, target) => {
    target.reset(seed);
    return undefined;
  }),

  endpoint("GET journal", { optional: ["operation", "last"] }, ({ operation, last }, { journal }) => {
    const calls = journal.calls(operation === undefined ? {} : { operation });
    const from = Math.max(0, calls.length - (last ?? Infinity));
    return { calls: calls.slice(from), dropped: journal.dropped };
  }),
  endpoint("DELETE journal", {}, (_, { journal }) => {
    journal.clear();
    return undefined;
  }),

  endpoint("GET faults", {}, (_, { faults }) => faults.active()),
  // The rules have a check of their own for each kind of fault.
  uncheckedEndpoint("POST faults", (rule, { faults }) => {
    faults.inject(rule as FaultRule);
    return undefined;
  }),
  endpoint("DELETE faults", {}, (_, { faults }) => {
    faults.clear();
    return undefined;
  }),
  endpoint("POST throttle", { required: ["callsPerSecond"], optional: ["burst"] }, (throttle, { faults }) => {
    faults.throttle(throttle);
    return undefined;
  }),
  endpoint("POST read-lag", { required: ["reads"] }, (lag, { faults }) => {
    faults.setReadLag(lag);
    return undefined;
  }),
  endpoint("POST rates", { required: ["rates"] }, ({ rates }, target) => {
    target.rates.enforce(rates);
    return undefined;
  }),
];
