#!/usr/bin/env node
import { runCli } from "./cli";
import { exitOnClosedPipe } from "./output";

exitOnClosedPipe();
void runCli(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
