"use strict";
// Preloaded into a plugin process. Profiles it from SIGUSR2 until its end, and then writes the result to PLUGIN_PROFILE.
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");

process.once("SIGUSR2", () => {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  // In microseconds. A shorter one would itself use much of the processor.
  session.post("Profiler.setSamplingInterval", { interval: 5000 });
  session.post("Profiler.start");
  const before = process.cpuUsage();
  // Before the listener of the package, which ends the process.
  process.prependOnceListener("SIGINT", () => {
    const { user, system } = process.cpuUsage(before);
    session.post("Profiler.stop", (_, { profile }) => {
      const result = JSON.stringify({ cpuMilliseconds: (user + system) / 1000, profile });
      writeFileSync(process.env.PLUGIN_PROFILE, result);
    });
  });
});
