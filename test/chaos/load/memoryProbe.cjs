"use strict";
// Preloaded into the plugin process. On SIGUSR2, it collects garbage and appends a line about its memory to a file.
const { appendFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
const file = process.env.PULUMI_CHIME_LOAD_SAMPLES;

process.on("SIGUSR2", () => {
  collectGarbage();
  const { rss, heapUsed } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().length;
  appendFileSync(file, `${JSON.stringify({ rss, heapUsed, resources })}\n`);
});
